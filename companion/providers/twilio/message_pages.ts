import { isDeliveryStatus } from "../../../shared/delivery.ts";
import { ProviderError } from "../provider_error.ts";
import { askTwilio, type Patience } from "./ask.ts";
import type { ListedMessage, TwilioAccount } from "./client.ts";

/** One page of Twilio's list, newest first. */
export interface MessagePage {
  messages: ListedMessage[];
  /** Where the next page is; `null` on the last one. */
  next: string | null;
}

/** What is asked of the list: a line's messages in one direction since the day before a moment, or a page's next one. */
export type PageWanted =
  | { to: string; since: Date; pageSize: number }
  | { from: string; since: Date; pageSize: number }
  | { next: string };

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * One page of the list.
 * @throws {ProviderError}
 * Source: https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
 */
export async function readMessagePage(
  account: TwilioAccount,
  wanted: PageWanted,
  patience: Patience,
): Promise<MessagePage> {
  const answer = "next" in wanted
    ? await askTwilio(account, wanted.next, patience)
    : await askTwilio(account, `${folderOf(account)}/Messages.json`, {
      params: paramsOf(wanted),
      ...patience,
    });
  const next = answer.next_page_uri;
  return {
    messages: listIn(answer, "messages").map(toListed),
    next: typeof next === "string" && next !== "" ? next : null,
  };
}

/** A file of a message, as the list of its files has it. */
export interface ListedMedia {
  url: string;
  contentType: string;
}

/** WhatsApp carries one file a message; Twilio's webhooks name ten at most. */
const MOST_FILES = 10;

/**
 * The files of a message.
 * @throws {ProviderError}
 * Source: https://www.twilio.com/docs/messaging/api/media-resource
 */
export async function readMediaList(
  account: TwilioAccount,
  sid: string,
  patience: Patience,
): Promise<ListedMedia[]> {
  const folder = `${folderOf(account)}/Messages/${sid}/Media`;
  const answer = await askTwilio(account, `${folder}.json`, {
    params: { PageSize: MOST_FILES },
    ...patience,
  });
  const { origin } = new URL(account.apiUrl ?? "https://api.twilio.com");
  return listIn(answer, "media_list").map((media) => ({
    url: `${origin}${folder}/${media.sid}`,
    contentType: text(media.content_type) || "application/octet-stream",
  }));
}

function paramsOf(wanted: Exclude<PageWanted, { next: string }>) {
  return {
    ...("to" in wanted ? { To: wanted.to } : { From: wanted.from }),
    // The filter has the granularity of a day, in a zone that nobody names.
    "DateSent>": new Date(wanted.since.getTime() - DAY_MS).toISOString()
      .slice(0, "2026-01-31".length),
    PageSize: wanted.pageSize,
  };
}

function folderOf({ accountSid }: TwilioAccount): string {
  return `/2010-04-01/Accounts/${accountSid}`;
}

function listIn(
  answer: Record<string, unknown>,
  name: string,
): Record<string, unknown>[] {
  const list = answer[name];
  if (Array.isArray(list)) return list;
  throw new ProviderError("ambiguous", "Twilio's answer is no list");
}

function toListed(entry: Record<string, unknown>): ListedMessage {
  const status = text(entry.status);
  return {
    sid: text(entry.sid),
    from: text(entry.from),
    to: text(entry.to),
    body: text(entry.body),
    status: isDeliveryStatus(status) ? status : null,
    direction: text(entry.direction),
    createdAt: new Date(text(entry.date_created)),
    mediaCount: Number(entry.num_media) || 0,
    errorCode: Number(entry.error_code) || null,
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
