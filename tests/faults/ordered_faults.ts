import type { Fault } from "../../scripts/sandbox/controls.ts";

/** Orders what the next matching requests to a stand-in meet. */
export async function orderFault(
  standIn: { url: string },
  fault: Partial<Fault>,
): Promise<void> {
  await control(standIn, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fault),
  });
}

/** Everything works again. */
export async function clearFaults(standIn: { url: string }): Promise<void> {
  await control(standIn, { method: "DELETE" });
}

async function control(
  standIn: { url: string },
  init: RequestInit,
): Promise<void> {
  const response = await fetch(`${standIn.url}/sandbox/faults`, init);
  if (!response.ok) throw new Error(`Cannot order: ${await response.text()}`);
  await response.body?.cancel();
}
