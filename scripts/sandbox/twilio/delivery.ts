import { fetchOutgoing } from "./media.ts";
import { sendReport } from "./reports.ts";
import { isWindowOpen } from "./service_window.ts";
import { changed, pause, track } from "./state.ts";
import type { Sandbox, SandboxMessage, SandboxPhone } from "./state.ts";

/** Takes an accepted message to its phone, in the background. In manual mode nothing moves by itself. */
export function startDelivery(sandbox: Sandbox, message: SandboxMessage): void {
  changed(sandbox, message.phone);
  if (sandbox.delivery.mode === "auto") {
    track(sandbox, deliver(sandbox, message));
  }
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

async function deliver(
  sandbox: Sandbox,
  message: SandboxMessage,
): Promise<void> {
  const { sentMs, deliveredMs, readMs, reverse } = sandbox.delivery;
  const held: string[] | null = reverse ? [] : null;
  const step = (status: string) => move(sandbox, message, { status, held });

  if (message.status === "scheduled") {
    if (!await pause(sandbox, (message.sendAt ?? 0) - Date.now())) return;
  }
  if (isOver(message)) return;
  if (message.status !== "queued") step("queued");
  if (!await pause(sandbox, sentMs) || isOver(message)) return;

  const phone = sandbox.phones.get(message.phone)!;
  const errorCode = await findFailure(sandbox, message, phone);
  if (errorCode !== null) {
    return move(sandbox, message, { status: "failed", errorCode });
  }
  step("sent");
  if (!await pause(sandbox, deliveredMs)) return;
  step("delivered");
  if (
    readMs === null ? phone.reads : await pause(sandbox, readMs)
  ) step("read");
  for (const status of held?.toReversed() ?? []) {
    report(sandbox, message, { status });
  }
}

async function findFailure(
  sandbox: Sandbox,
  message: SandboxMessage,
  phone: SandboxPhone,
): Promise<number | null> {
  if (phone.failWith !== null) return phone.failWith;
  if (!message.contentSid && !isWindowOpen(phone, Date.now())) return 63016;
  const [url] = message.mediaUrls; // WhatsApp takes the first and ignores the rest
  if (!url) return null;
  const fetched = await fetchOutgoing(sandbox, url);
  if ("errorCode" in fetched) return fetched.errorCode;
  message.media = [fetched.file];
  return null;
}

function move(
  sandbox: Sandbox,
  message: SandboxMessage,
  { status, errorCode = null, held = null }: {
    status: string;
    errorCode?: number | null;
    /** Collects reports that leave later, in reverse. */
    held?: string[] | null;
  },
): void {
  setStatus(sandbox, message, { status, errorCode });
  if (held) {
    held.push(status);
    return;
  }
  report(sandbox, message, { status, errorCode });
}

/** Writes a status down without telling anybody but the phones. */
export function setStatus(
  sandbox: Sandbox,
  message: SandboxMessage,
  { status, errorCode }: { status: string; errorCode: number | null },
): void {
  const now = Date.now();
  message.status = status;
  message.errorCode = errorCode;
  message.updatedAt = now;
  if (status === "sent") message.sentAt ??= now;
  changed(sandbox, message.phone);
}

function report(
  sandbox: Sandbox,
  message: SandboxMessage,
  request: { status: string; errorCode?: number | null },
): void {
  const { drop, duplicate } = sandbox.delivery;
  if (Array.isArray(drop) ? drop.includes(request.status) : drop) return;
  for (let copy = 0; copy < (duplicate ? 2 : 1); copy++) {
    sendReport(sandbox, message, request);
  }
}

function isOver({ status }: SandboxMessage): boolean {
  return status === "canceled" || status === "deleted";
}
