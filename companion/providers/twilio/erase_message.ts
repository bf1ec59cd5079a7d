import { ProviderError } from "../provider_error.ts";
import type { TwilioAccount } from "./client.ts";
import { failureOf } from "./error_table.ts";
import { FetchClient } from "./fetch_client.ts";

const TWILIO = "https://api.twilio.com";
const TIMEOUT_MS = 15_000;

/** A message can't be deleted before its delivery has come to an end. Source: https://www.twilio.com/docs/api/errors/20009 */
const TOO_EARLY = 20009;

/**
 * Deletes Twilio's copy of a message: first its files, which would outlive it, then the message.
 * One that is gone is deleted; asking twice is harmless. Answers whether there was one.
 * @throws {ProviderError}
 * Source: https://www.twilio.com/docs/messaging/api/message-resource#delete-a-message-resource
 */
export async function eraseMessage(
  account: TwilioAccount,
  sid: string,
): Promise<boolean> {
  const path = `/2010-04-01/Accounts/${account.accountSid}/Messages/${sid}`;
  const listed = await ask(account, "GET", `${path}/Media.json`);
  if (listed === null) return false;
  for (const file of filesOf(listed)) {
    await ask(account, "DELETE", `${path}/Media/${file}.json`);
  }
  return await ask(account, "DELETE", `${path}.json`) !== null;
}

function filesOf({ media_list: list }: Record<string, unknown>): string[] {
  return (Array.isArray(list) ? list : []).flatMap((file) =>
    /^ME[0-9a-f]{32}$/i.test(file?.sid) ? [file.sid as string] : []
  );
}

/** What Twilio answers; `null` when there is no such thing. */
async function ask(
  { accountSid, authToken, apiUrl }: TwilioAccount,
  method: "GET" | "DELETE",
  path: string,
): Promise<Record<string, unknown> | null> {
  const client = new FetchClient({ apiUrl, timeoutMs: TIMEOUT_MS });
  const { statusCode, body } = await client.request({
    method,
    uri: TWILIO + path,
    username: accountSid,
    password: authToken,
    headers: { Accept: "application/json" },
  });
  const json = typeof body === "object" && body !== null
    ? body as Record<string, unknown>
    : {};
  if (statusCode >= 200 && statusCode < 300) return json;
  if (statusCode === 404) return null;
  const code = typeof json.code === "number" ? json.code : null;
  const { failure, ...limits } = failureOf(statusCode, code);
  throw new ProviderError(
    code === TOO_EARLY ? "not_processed" : failure,
    `Twilio answered ${statusCode}${code ? `, error ${code}` : ""}`,
    { code, ...limits },
  );
}
