import type { SandboxMessage } from "../records.ts";

/** A message made beforehand, in one language: `HX…`. */
export interface Content {
  sid: string;
  accountSid: string;
  friendlyName: string;
  language: string;
  /** What a place holds when nobody fills it. */
  variables: Record<string, string>;
  /** The kinds that it can be sent as, each with its fields. */
  types: Record<string, Record<string, unknown>>;
  approval: Approval | null;
  createdAt: number;
  updatedAt: number;
}

/** What WhatsApp says of it as a template. */
export interface Approval {
  name: string;
  category: string;
  contentType: string;
  status: ApprovalStatus;
  rejectionReason: string;
  allowCategoryChange: boolean;
}

export type ApprovalStatus =
  | "received"
  | "pending"
  | "approved"
  | "rejected"
  | "paused"
  | "disabled";

/** The kinds that need no approval within the customer service window. */
const FREE_KINDS = [
  "twilio/text",
  "twilio/media",
  "twilio/location",
  "twilio/list-picker",
  "twilio/quick-reply",
  "twilio/call-to-action",
  "twilio/card",
];
/** The kinds that WhatsApp knows within the window only. */
const WINDOW_KINDS = ["twilio/location", "twilio/list-picker"];

const UNUSABLE: Partial<Record<ApprovalStatus, number>> = {
  rejected: 63040,
  paused: 63041,
  disabled: 63042,
};

/**
 * What a template message fails with as things stand; `null` when it may go.
 * Source: https://www.twilio.com/docs/whatsapp/tutorial/message-template-approvals-statuses
 */
export function contentFailure(
  content: Content,
  { isWindowOpen, pausedInWindow }: {
    isWindowOpen: boolean;
    pausedInWindow: "refused" | "sent";
  },
): number | null {
  const kind = kindOf(content);
  const status = content.approval?.status ?? "unsubmitted";
  const isFree = FREE_KINDS.includes(kind) && !hasCoupon(content);
  if (isWindowOpen && isFree) {
    const isStopped = status === "paused" || status === "disabled";
    if (!isStopped || pausedInWindow === "sent") return null;
  }
  if (status === "approved" && !WINDOW_KINDS.includes(kind)) return null;
  return UNUSABLE[status as ApprovalStatus] ?? 63016;
}

/** The kind that WhatsApp gets: the richest that it knows. */
export function kindOf({ types }: Content): string {
  const kinds = Object.keys(types);
  return kinds.find((kind) => kind.startsWith("whatsapp/")) ??
    kinds.find((kind) => kind !== "twilio/text") ?? "twilio/text";
}

/** Whether WhatsApp itself may count it as advertising. */
export function isMarketing(
  contents: ReadonlyMap<string, Content>,
  { contentSid }: SandboxMessage,
): boolean {
  const category = contents.get(contentSid ?? "")?.approval?.category;
  return category === "MARKETING";
}

function hasCoupon({ types }: Content): boolean {
  return JSON.stringify(types).includes('"COPY_CODE"');
}
