import { chance } from "../../seeded_faults.ts";
import { now } from "../clock.ts";
import type { SandboxMessage } from "../records.ts";
import { changed, type Sandbox } from "../state.ts";
import { sendReport } from "./reports.ts";

/** One step of a message, and the report of it. */
export function move(
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
  const time = now(sandbox);
  message.status = status;
  message.errorCode = errorCode;
  message.updatedAt = time;
  if (status === "sent") message.sentAt ??= time;
  changed(sandbox, message.phone);
}

/** Sends the report of a step, unless it was ordered lost; twice or late, when that was ordered or drawn. */
export function report(
  sandbox: Sandbox,
  message: SandboxMessage,
  request: { status: string; errorCode?: number | null },
): void {
  const { drop, duplicate, lateMs, seed, seedRate } = sandbox.delivery;
  if (Array.isArray(drop) ? drop.includes(request.status) : drop) return;
  const draw = seed === null ? 1 : chance(seed, `report ${sandbox.draws++}`);
  const isTwice = duplicate || draw < seedRate / 2;
  const isOvertaken = draw >= seedRate / 2 && draw < seedRate;
  for (let copy = 0; copy < (isTwice ? 2 : 1); copy++) {
    sendReport(sandbox, message, {
      ...request,
      delayMs: lateMs + (isOvertaken ? OVERTAKEN_MS : 0),
      isOutOfLine: isOvertaken,
    });
  }
}

const OVERTAKEN_MS = 40;
