import { KEPT_PREFIX } from "./kept_locally.ts";

/** The conversations whose messages an agent isn't told of, on this device. */
export function readMuted(agent: string): ReadonlySet<string> {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(agent)) ?? "[]");
    return new Set(Array.isArray(kept) ? kept : []);
  } catch {
    return new Set();
  }
}

/** Keeps them until the agent signs out here. */
export function keepMuted(agent: string, muted: ReadonlySet<string>): void {
  try {
    localStorage.setItem(keyOf(agent), JSON.stringify([...muted]));
  } catch {
    // Where nothing can be kept it holds until the page is closed.
  }
}

function keyOf(agent: string): string {
  return `${KEPT_PREFIX}${agent}:muted`;
}
