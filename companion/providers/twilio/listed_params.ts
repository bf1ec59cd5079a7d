import type { ListedMessage, TwilioAccount } from "./client.ts";
import type { TwilioParams } from "./inbound.ts";
import type { ListedMedia } from "./message_pages.ts";

/**
 * A customer's message of Twilio's list in the words of the webhook that never came, as far as
 * the list has them: no profile name, no place, no button. The marks tell a person that a
 * comparison brought it, and when it was really written.
 */
export function toWebhookParams(
  message: ListedMessage,
  { account, media }: {
    account: Pick<TwilioAccount, "accountSid">;
    media: readonly ListedMedia[];
  },
): TwilioParams {
  return storable({
    MessageSid: message.sid,
    AccountSid: account.accountSid,
    From: message.from,
    To: message.to,
    Body: message.body,
    NumMedia: String(media.length),
    ...Object.fromEntries(media.flatMap(({ url, contentType }, at) => [
      [`MediaUrl${at}`, url],
      [`MediaContentType${at}`, contentType],
    ])),
    RelevoSource: "reconciliation",
    RelevoWrittenAt: message.createdAt.toISOString(),
  });
}

/** Postgres keeps neither NUL characters nor halves of a character. */
function storable(params: Record<string, string | null>): TwilioParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      (value ?? "").replaceAll("\0", "").toWellFormed(),
    ]),
  );
}
