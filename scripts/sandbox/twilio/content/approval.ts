import { now } from "../clock.ts";
import { TwilioRefusal } from "../refusal.ts";
import type { Sandbox } from "../state.ts";
import { addAlert } from "../webhooks/alerts.ts";
import { type Approval, type Content, kindOf } from "./content.ts";

const CATEGORIES = ["UTILITY", "MARKETING", "AUTHENTICATION"];
const MOST_CHARACTERS = 1_024;
const MOST_EMOJI = 10;
const REJECTED_NAME_MS = 30 * 24 * 60 * 60 * 1_000;

/**
 * Sends a content to WhatsApp for approval.
 * Source: https://www.twilio.com/docs/content/content-api-resources
 *
 * @throws {TwilioRefusal}
 */
export function requestApproval(
  sandbox: Sandbox,
  content: Content,
  body: Record<string, unknown>,
): Approval {
  const { name, category } = body;
  if (typeof name !== "string" || !/^[a-z0-9_]{1,512}$/.test(name)) {
    throw new TwilioRefusal(
      20001,
      "name must be lowercase letters, digits and underscores",
    );
  }
  if (!CATEGORIES.includes(String(category))) {
    throw new TwilioRefusal(
      20001,
      `category must be ${CATEGORIES.join(", ")}`,
    );
  }
  const isOver = content.approval && content.approval.status !== "rejected";
  if (isOver) {
    throw new TwilioRefusal(20409, "Already sent for approval", 409);
  }
  if (isNameUsed(sandbox, content, name)) {
    throw new TwilioRefusal(20409, `The name ${name} cannot be used`, 409);
  }
  content.approval = {
    name,
    category: String(category),
    contentType: kindOf(content),
    status: sandbox.variants.approvalStart,
    rejectionReason: "",
    allowCategoryChange: body.allow_category_change !== false,
  };
  content.updatedAt = now(sandbox);
  return content.approval;
}

/** WhatsApp reads it: what breaks a rule is rejected, the rest approved. */
export function review(sandbox: Sandbox, content: Content): void {
  const { approval } = content;
  if (approval?.status !== "pending" && approval?.status !== "received") return;
  const reason = findFault(sandbox, content);
  setApproval(sandbox, content, {
    status: reason === null ? "approved" : "rejected",
    rejectionReason: reason ?? "",
  });
}

/** What WhatsApp decides, also later on. */
export function setApproval(
  sandbox: Sandbox,
  content: Content,
  decision: Partial<Approval>,
): void {
  content.approval = {
    name: content.friendlyName.toLowerCase().replace(/\W/g, "_") || "template",
    category: "UTILITY",
    contentType: kindOf(content),
    status: "approved",
    rejectionReason: "",
    allowCategoryChange: true,
    ...content.approval,
    ...decision,
  };
  content.updatedAt = now(sandbox);
  if (content.approval.status !== "approved") return;
  addAlert(sandbox, {
    accountSid: content.accountSid,
    errorCode: 63046,
    logLevel: "warning",
    resourceSid: content.sid,
  });
}

/** Source: https://www.twilio.com/docs/whatsapp/tutorial/message-template-approvals-statuses */
function findFault(
  { contents }: Sandbox,
  content: Content,
): string | null {
  const fields = content.types[kindOf(content)] ?? {};
  const body = String(fields.body ?? fields.title ?? "").trim();
  const places = [...body.matchAll(/\{\{\s*([\w.-]+)\s*\}\}/g)];
  if (/^\{\{|\}\}$/.test(body)) return "INVALID_FORMAT. Variable first or last";
  if (/\}\}\s*\{\{/.test(body)) return "INVALID_FORMAT. Adjacent variables";
  const numbered = places.map(([, name]) => Number(name)).filter(
    Number.isInteger,
  );
  const isInSequence = [...new Set(numbered)].every((one, at) =>
    one === at + 1
  );
  if (!isInSequence) return "INVALID_FORMAT. Variables out of sequence";
  if (body.length > MOST_CHARACTERS) return "INVALID_FORMAT. Too long";
  if (/\t| {5}/.test(body)) return "INVALID_FORMAT. Too much white space";
  if (/wa\.me\//.test(JSON.stringify(fields))) {
    return "INVALID_FORMAT. Links to WhatsApp";
  }
  const emoji = body.match(/\p{Extended_Pictographic}/gu) ?? [];
  if (emoji.length > MOST_EMOJI) return "INVALID_FORMAT. Too many emoji";
  const isTwin = [...contents.values()].some((other) =>
    other !== content && other.approval?.status === "approved" &&
    other.language === content.language &&
    JSON.stringify(other.types) === JSON.stringify(content.types)
  );
  return isTwin ? "TAG_CONTENT_MISMATCH. Duplicate" : null;
}

/** A name belongs to one content of a language; one that was rejected rests for thirty days. */
function isNameUsed(
  sandbox: Sandbox,
  content: Content,
  name: string,
): boolean {
  return [...sandbox.contents.values()].some((other) => {
    if (other.approval?.name !== name || other.language !== content.language) {
      return false;
    }
    const age = now(sandbox) - other.updatedAt;
    return other.approval.status === "rejected"
      ? age < REJECTED_NAME_MS
      : other !== content;
  });
}
