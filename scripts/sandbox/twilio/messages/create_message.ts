import { now } from "../clock.ts";
import { renderContent, type RenderedContent } from "../content/rendering.ts";
import { knowPhone } from "../customers/phones.ts";
import type {
  SandboxLocation,
  SandboxMessage,
  SandboxPhone,
} from "../records.ts";
import { TwilioRefusal } from "../refusal.ts";
import { newSid } from "../sids.ts";
import { phoneKey, type Sandbox } from "../state.ts";
import { checkAtOnce } from "./check_at_once.ts";
import { checkMessage } from "./check_message.ts";
import { isQueueFull } from "./rates.ts";
import { readSchedule, readValidity } from "./schedule.ts";
import { type Sender, senderOf } from "./sender_of.ts";

/**
 * Accepts a message to a customer, or refuses it as Twilio does.
 * Source: https://www.twilio.com/docs/messaging/api/message-resource
 *
 * @throws {TwilioRefusal}
 */
export function createMessage(
  sandbox: Sandbox,
  accountSid: string,
  form: URLSearchParams,
): SandboxMessage {
  checkMessage(sandbox, form);
  const to = form.get("To")!;
  const sender = senderOf(sandbox, {
    accountSid,
    form,
    phone: phoneKey(sandbox, to),
  });
  if (to === sender.line.address) {
    throw new TwilioRefusal(63031, "'To' and 'From' cannot be the same");
  }
  if (isQueueFull(sandbox, sender.line)) {
    throw new TwilioRefusal(21611, "The queue of this sender is full");
  }
  const content = contentOf(sandbox, accountSid, form);
  const sendAt = readSchedule(sandbox, form);
  const validityMs = readValidity(form);
  const phone = knowPhone(sandbox, { address: to });
  checkAtOnce(sandbox, { form, phone, sender });
  const message = compose(sandbox, { form, phone, sender, content });
  Object.assign(message, { sendAt, validityMs });
  sandbox.messages.set(message.sid, message);
  return message;
}

function contentOf(
  { contents }: Sandbox,
  accountSid: string,
  form: URLSearchParams,
): RenderedContent | null {
  const sid = form.get("ContentSid");
  if (!sid) return null;
  const content = contents.get(sid);
  if (content?.accountSid !== accountSid) {
    throw new TwilioRefusal(21655, "The ContentSid is Invalid");
  }
  return renderContent(content, form.get("ContentVariables"));
}

function compose(
  sandbox: Sandbox,
  { form, phone, sender: { line, service }, content }: {
    form: URLSearchParams;
    phone: SandboxPhone;
    sender: Sender;
    content: RenderedContent | null;
  },
): SandboxMessage {
  const mediaUrls = content?.mediaUrls ?? form.getAll("MediaUrl");
  const body = content?.body ?? form.get("Body") ?? "";
  const time = now(sandbox);
  return {
    sid: newSid(mediaUrls.length > 0 ? "MM" : "SM"),
    accountSid: line.accountSid,
    direction: "outbound-api",
    from: line.address,
    to: form.get("To")!,
    line: line.address,
    phone: phone.key,
    body,
    shownBody: body,
    status: initialStatus(sandbox, form),
    errorCode: null,
    messagingServiceSid: service?.sid ?? null,
    contentSid: form.get("ContentSid"),
    contentVariables: form.get("ContentVariables"),
    content,
    statusCallback: form.get("StatusCallback") ||
      (service?.settings.status_callback as string | null | undefined) ||
      line.webhook.status_callback_url,
    media: [],
    mediaUrls,
    location: content ? content.location : locationOf(form),
    quotedSid: null,
    sendAt: null,
    validityMs: null,
    createdAt: time,
    sentAt: null,
    updatedAt: time,
    webhook: null,
    webhookStatus: null,
    isReadByBusiness: false,
    isDeleted: false,
  };
}

function initialStatus(
  { variants }: Sandbox,
  form: URLSearchParams,
): string {
  if (form.get("ScheduleType") === "fixed") return "scheduled";
  return form.get("MessagingServiceSid") ? variants.serviceStatus : "queued";
}

/** `geo:4.6,-74.1|Clínica`, with the place's name in the body. */
function locationOf(form: URLSearchParams): SandboxLocation | null {
  const geo = form.getAll("PersistentAction").find((action) =>
    action.startsWith("geo:")
  );
  if (!geo) return null;
  const [place = "", label = ""] = geo.slice("geo:".length).split("|");
  const [latitude = "", longitude = ""] = place.split(",");
  return { latitude, longitude, label, address: "" };
}
