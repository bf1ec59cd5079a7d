import { now } from "../clock.ts";
import { contentFailure, isMarketing } from "../content/content.ts";
import { isOptedOut } from "../customers/opt_out.ts";
import type { SandboxMessage, SandboxPhone } from "../records.ts";
import { holds } from "../rules.ts";
import { lineOf } from "../senders/lines.ts";
import type { Sandbox } from "../state.ts";
import { fetchOutgoing } from "./media.ts";
import { countForCustomer } from "./rates.ts";
import { isWindowOpen } from "./service_window.ts";

/** The code that a message fails with when its turn comes; `null` when WhatsApp takes it. */
export async function findFailure(
  sandbox: Sandbox,
  message: SandboxMessage,
): Promise<number | null> {
  const phone = sandbox.phones.get(message.phone)!;
  return phone.failWith ?? senderFailure(sandbox, message) ??
    recipientFailure(sandbox, message, phone) ??
    contentFailureOf(sandbox, message, phone) ??
    await mediaFailure(sandbox, message);
}

function senderFailure(
  sandbox: Sandbox,
  message: SandboxMessage,
): number | null {
  const line = lineOf(sandbox, message.line);
  if (line?.status !== "ONLINE") return 63007;
  if (line.isLocked) return 63051;
  const service = sandbox.services.get(message.messagingServiceSid ?? "") ??
    null;
  // The answer to STOP itself still arrives.
  const isReply = message.direction === "outbound-reply";
  const isOut = isOptedOut(sandbox, { line, service, phone: message.phone });
  return isOut && !isReply ? 21610 : null;
}

function recipientFailure(
  sandbox: Sandbox,
  message: SandboxMessage,
  phone: SandboxPhone,
): number | null {
  const isAdvertising = isMarketing(sandbox.contents, message);
  if (!phone.isOnWhatsApp && holds(sandbox, "on whatsapp")) {
    return sandbox.variants.notOnWhatsApp;
  }
  if (phone.blocks === "business" && holds(sandbox, "blocked")) return 63014;
  if (phone.blocks === "marketing" && isAdvertising) return 63033;
  // Meta takes no advertising for the United States. Source: https://www.twilio.com/docs/api/errors/63049
  if (isAdvertising && message.to.startsWith("whatsapp:+1")) return 63049;
  const isCounted = sandbox.variants.rateError === "callback";
  return isCounted && !countForCustomer(sandbox, phone) ? 63018 : null;
}

function contentFailureOf(
  sandbox: Sandbox,
  message: SandboxMessage,
  phone: SandboxPhone,
): number | null {
  const isOpen = isWindowOpen(phone, {
    line: message.line,
    now: now(sandbox),
  }) || !holds(sandbox, "service window");
  if (!message.content) return isOpen ? null : 63016;
  const content = sandbox.contents.get(message.contentSid ?? "");
  if (!content) return 63027;
  if (holds(sandbox, "template variables")) {
    if (message.content.lacksVariables) return 63028;
    if (message.content.hasForbiddenValue) return 63013;
  }
  if (!holds(sandbox, "template approval")) return null;
  return contentFailure(content, {
    isWindowOpen: isOpen,
    ...sandbox.variants,
  });
}

/** WhatsApp takes the first file and ignores the rest. */
async function mediaFailure(
  sandbox: Sandbox,
  message: SandboxMessage,
): Promise<number | null> {
  const [url] = message.mediaUrls;
  if (!url) return null;
  const fetched = await fetchOutgoing(sandbox, url);
  if ("errorCode" in fetched) return fetched.errorCode;
  message.media = [fetched.file];
  return null;
}
