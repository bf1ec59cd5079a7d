import { now, waitUntil } from "../clock.ts";
import type { SandboxMessage } from "../records.ts";
import { holds } from "../rules.ts";
import { lineOf } from "../senders/lines.ts";
import { changed, type Sandbox, track } from "../state.ts";
import { findFailure } from "./failures.ts";
import { takeTurn } from "./rates.ts";
import { move, report } from "./steps.ts";

/** Takes an accepted message to its phone, in the background. In manual mode nothing moves by itself. */
export function startDelivery(sandbox: Sandbox, message: SandboxMessage): void {
  changed(sandbox, message.phone);
  if (sandbox.delivery.mode !== "auto") return;
  const { sendAt } = message;
  if (message.status !== "scheduled" || sendAt === null) {
    track(sandbox, leave(sandbox, message));
    return;
  }
  park(sandbox, {
    leftMs: () => isOver(message) ? 0 : sendAt - now(sandbox),
    next: () => leave(sandbox, message),
  });
}

/** Goes on with what an earlier run had accepted. */
export function resumeDelivery(sandbox: Sandbox): void {
  for (const message of sandbox.messages.values()) {
    if (WAITING.includes(message.status)) startDelivery(sandbox, message);
  }
}

const WAITING = ["accepted", "queued", "scheduled"];

/** The phone opens its conversation: what was delivered is read. */
export function openPhone(sandbox: Sandbox, key: string): number {
  const unread = [...sandbox.messages.values()].filter((message) =>
    message.phone === key && message.status === "delivered"
  );
  for (const message of unread) move(sandbox, message, { status: "read" });
  return unread.length;
}

/** Waits for what may take hours, which `idle` does not wait for, and then goes on. */
function park(
  sandbox: Sandbox,
  { leftMs, next }: { leftMs: () => number; next: () => Promise<void> },
): void {
  waitUntil(sandbox, leftMs).then((isTime) => {
    if (isTime) track(sandbox, next());
  });
}

/** From the queue to WhatsApp. */
async function leave(
  sandbox: Sandbox,
  message: SandboxMessage,
): Promise<void> {
  if (isOver(message)) return;
  // Taken at once: the turns go by the order in which messages came.
  const turn = turnOf(sandbox, message);
  const held: string[] | null = sandbox.delivery.reverse ? [] : null;
  const step = (status: string) => move(sandbox, message, { status, held });
  if (message.status !== "queued") step("queued");
  if (!holds(sandbox, "silent first status")) step(message.status);
  if (!await waitFor(sandbox, sandbox.delivery.sentMs)) return;
  if (isOver(message)) return;
  await waitUntil(sandbox, () => isOver(message) ? 0 : turn.at - now(sandbox));
  if (isOver(message) || sandbox.stopping.signal.aborted) return;
  if (sandbox.variants.reportsSending) step("sending");

  const errorCode = turn.errorCode ?? await findFailure(sandbox, message);
  if (errorCode !== null) {
    const status = errorCode >= 63_000
      ? sandbox.variants.refusedStatus
      : "failed";
    return move(sandbox, message, { status, errorCode });
  }
  step("sent");
  const phone = sandbox.phones.get(message.phone)!;
  const isAway = () => !phone.isCovered && holds(sandbox, "coverage");
  if (!isAway()) return await arrive(sandbox, message, held);
  park(sandbox, {
    leftMs: () => isAway() ? Infinity : 0,
    next: () => arrive(sandbox, message, held),
  });
}

/** From WhatsApp to the phone. */
async function arrive(
  sandbox: Sandbox,
  message: SandboxMessage,
  held: string[] | null,
): Promise<void> {
  const { deliveredMs, readMs } = sandbox.delivery;
  const step = (status: string) => move(sandbox, message, { status, held });
  if (!await waitFor(sandbox, deliveredMs)) return;
  const phone = sandbox.phones.get(message.phone)!;
  delete phone.typingUntil[message.line];
  step("delivered");
  const reads = readMs === null ? phone.reads : await waitFor(sandbox, readMs);
  if (reads && message.status === "delivered") step("read");
  for (const status of held?.toReversed() ?? []) {
    report(sandbox, message, { status });
  }
}

/** When a message leaves its sender's queue, and the code that it fails with when that is too late. */
function turnOf(
  sandbox: Sandbox,
  message: SandboxMessage,
): { at: number; errorCode: number | null } {
  const line = lineOf(sandbox, message.line);
  const from = now(sandbox);
  if (!line) return { at: from, errorCode: null };
  const at = takeTurn(sandbox, line);
  const queueMs = sandbox.rates.queueSeconds * 1_000;
  const validityMs = message.validityMs ?? Infinity;
  const latest = from + Math.min(queueMs, validityMs);
  if (at <= latest) return { at, errorCode: null };
  return { at: latest, errorCode: validityMs < queueMs ? 30_036 : 63_018 };
}

async function waitFor(sandbox: Sandbox, ms: number): Promise<boolean> {
  const due = performance.now() + ms;
  return await waitUntil(sandbox, () => due - performance.now());
}

function isOver({ status, isDeleted }: SandboxMessage): boolean {
  return status === "canceled" || isDeleted;
}
