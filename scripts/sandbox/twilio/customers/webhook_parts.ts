import type { Sandbox } from "../state.ts";
import type { InboundRequest } from "./inbound_request.ts";
import type { OptOutType } from "./opt_out.ts";

/** Parameters of a webhook; those without a value are not sent. */
export type Params = Record<string, string | null | undefined>;

/** Who a customer's message is from and for, and what Twilio made of it. */
export interface InboundContext {
  messageSid: string;
  accountSid: string;
  messagingServiceSid: string | null;
  from: string;
  to: string;
  userId: string;
  profileName: string;
  media: { contentType: string; url: string }[];
  optOutType: OptOutType | null;
  /** Whether the quoted message is recent enough to be named. */
  namesQuote: boolean;
}

/** Its files. */
export function mediaOf({ media }: InboundContext): Params {
  return Object.fromEntries(media.flatMap(({ url, contentType }, at) => [
    [`MediaUrl${at}`, url],
    [`MediaContentType${at}`, contentType],
  ]));
}

/** A place. */
export function locationOf(
  { latitude, longitude, label, address }: InboundRequest,
): Params {
  if (latitude === undefined || longitude === undefined) return {};
  return {
    Latitude: String(latitude),
    Longitude: String(longitude),
    Label: label,
    Address: address,
  };
}

/** The button that was touched. */
export function buttonOf({ button }: InboundRequest): Params {
  if (!button) return {};
  return {
    ButtonText: button.text,
    ButtonPayload: button.payload ?? button.text,
    ButtonType: button.type ?? "REPLY",
  };
}

/** What was chosen from a list. */
export function listOf(
  { variants }: Sandbox,
  { listItem }: InboundRequest,
): Params {
  if (!listItem || variants.listReply === "absent") return {};
  return { ListId: listItem.id, ListTitle: listItem.title };
}

/** What a form gathered. */
export function flowOf({ flow }: InboundRequest): Params {
  if (!flow) return {};
  const FlowData = JSON.stringify(flow);
  const reply = { type: "nfm_reply", nfm_reply: { response_json: FlowData } };
  return { FlowData, InteractiveData: JSON.stringify(reply) };
}

/** What it answers. */
export function quoteOf(
  { quoted }: InboundRequest,
  { to, namesQuote }: InboundContext,
): Params {
  if (!quoted || !namesQuote) return {};
  return {
    OriginalRepliedMessageSid: quoted.sid,
    OriginalRepliedMessageSender: quoted.sender ?? to,
  };
}

/** Whether it was passed on. */
export function forwardOf(
  { variants }: Sandbox,
  { forwarded }: InboundRequest,
): Params {
  if (forwarded === undefined) {
    return variants.notForwarded === "absent"
      ? {}
      : { Forwarded: "false", FrequentlyForwarded: "false" };
  }
  return {
    Forwarded: String(forwarded !== false),
    FrequentlyForwarded: String(forwarded === "frequently"),
  };
}

/** The advertisement that it came by: `{ headline: "…" }` becomes `ReferralHeadline`. */
export function referralOf({ referral = {} }: InboundRequest): Params {
  return Object.fromEntries(
    Object.entries(referral).map(([key, value]) => [
      /^Referral/.test(key)
        ? key
        : `Referral${key[0]?.toUpperCase()}${key.slice(1)}`,
      value,
    ]),
  );
}
