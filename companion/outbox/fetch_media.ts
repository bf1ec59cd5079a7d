import { recordMedia } from "../inbox/record_media.ts";
import { download } from "../providers/media/download.ts";
import type { MediaStore } from "../providers/media/media_store.ts";
import { nameOfFailure, ProviderError } from "../providers/provider_error.ts";
import type { TwilioAccount } from "../providers/twilio/client.ts";
import { type Claim, readLiveClaims } from "../store/claims.ts";
import { type Line, readLines } from "../store/lines.ts";
import type { TaskPayloads } from "../store/lanes.ts";
import { isMediaOlder, readMedia } from "../store/media.ts";
import { readMessage } from "../store/messages.ts";
import type { Sql } from "../store/sql.ts";
import { measuredCall } from "../telemetry/provider_call.ts";
import type { Outcome, TaskHandler } from "./task_handler.ts";

/** What fetching needs to know. */
export interface FetchingContext {
  sql: Sql;
  media: MediaStore;
  accountOf(line: Line): Promise<TwilioAccount | null>;
  now(): Date;
}

/** WhatsApp carries 16 MB, documents up to 100. Source: https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages */
const MAX_SIZE = 100 * 1024 * 1024;

/** A file that its host still doesn't have after that time won't come any more. */
const PATIENCE_MS = 30 * 60 * 1000;
/** What a host answers that has no such file, or not for us. */
const ABSENT = [401, 403, 404];

/** Brings the files of messages here, so that they outlive their sender's host. */
export function fetchMedia(context: FetchingContext): TaskHandler {
  return {
    kind: "fetch_media",
    runs: 4,
    lanes: 1,
    leadsTo: ["changes", "publish_change"],
    run: (claims) =>
      Promise.all(claims.map((claim) => fetchOne(context, claim))),
  };
}

async function fetchOne(
  context: FetchingContext,
  claim: Claim,
): Promise<Outcome> {
  const { mediaId } = claim.payload as TaskPayloads["fetch_media"];
  const media = await readMedia(context.sql, mediaId);
  if (!media || media.state !== "waiting" || !media.sourceUrl) {
    return { is: "done" };
  }
  const message = media.messageId
    ? await readMessage(context.sql, media.messageId)
    : null;
  const line = (await readLines(context.sql)).find(({ id }) =>
    id === message?.lineId
  );
  const account = line ? await context.accountOf(line) : null;
  if ((await readLiveClaims(context.sql, [claim])).size === 0) {
    return { is: "retry", because: "Another worker has the lane" };
  }
  try {
    const address = media.sourceUrl;
    const rules = {
      credentials: account && message &&
        credentialsFor(account, message.providerSid),
      trustedOrigins: account?.apiUrl ? [new URL(account.apiUrl).origin] : [],
      maxSize: MAX_SIZE,
    };
    const { bytes, contentType } = await measuredCall(
      "media",
      () => download(address, rules),
      { failureOf: nameOfFailure },
    );
    try {
      await context.media.put(media.id, bytes);
    } catch (error) {
      // A full disk or a folder that can't be written is mended some day: the file waits for it.
      const because = (error as Error).message.split(":")[0];
      return { is: "retry", because: `Cannot keep the file: ${because}` };
    }
    const isSpecific = contentType !== null &&
      !contentType.startsWith("application/octet-stream");
    const type = isSpecific
      ? contentType.split(";")[0]!.trim().toLowerCase()
      : undefined;
    const isWanted = await recordMedia(context.sql, media, {
      state: "stored",
      contentType: type,
      size: bytes.length,
    }, context.now());
    if (!isWanted) await context.media.remove(media.id);
    return { is: "done" };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    // While a customer's own host is only away, its files are there: as long as that may take.
    const mayBeLost = message?.direction !== "inbound" ||
      ABSENT.includes(error.code ?? 0);
    const isLost = error.failure === "rejected" ||
      (mayBeLost && await isMediaOlder(context.sql, media.id, PATIENCE_MS));
    if (!isLost) return { is: "retry", because: error.message };
    await recordMedia(context.sql, media, { state: "gone" }, context.now());
    return { is: "done" };
  }
}

/** The account's word goes to Twilio's own path for this very message, and nowhere else. */
function credentialsFor(
  { accountSid, authToken, apiUrl }: TwilioAccount,
  sid: string | null,
) {
  const origin = new URL(apiUrl ?? "https://api.twilio.com").origin;
  return {
    prefix:
      `${origin}/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/`,
    authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}`,
  };
}
