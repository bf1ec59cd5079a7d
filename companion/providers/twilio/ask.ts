import { ProviderError } from "../provider_error.ts";
import type { TwilioAccount } from "./client.ts";
import { failureOf } from "./error_table.ts";
import { FetchClient } from "./fetch_client.ts";

const TWILIO = "https://api.twilio.com";
/** Where templates are. */
export const CONTENT = "https://content.twilio.com";

/** How long an answer is waited for. */
export interface Patience {
  timeoutMs: number;
  /** Gives up what is on its way. */
  signal: AbortSignal;
}

/**
 * Asks Twilio's REST interface, without Twilio's own client: that one holds 30 MB, which a
 * companion at rest does not spend on a question a minute.
 * @throws {ProviderError}
 */
export async function askTwilio(
  { accountSid, authToken, apiUrl }: TwilioAccount,
  path: string,
  { params = {}, host = TWILIO, timeoutMs, signal }: Patience & {
    params?: Record<string, unknown>;
    host?: typeof TWILIO | typeof CONTENT;
  },
): Promise<Record<string, unknown>> {
  const client = new FetchClient({ apiUrl, timeoutMs, signal });
  const { statusCode, body } = await client.request({
    method: "GET",
    // Of its own address alone: a next page's never leads our credentials elsewhere.
    uri: host + new URL(path, host).pathname + new URL(path, host).search,
    username: accountSid,
    password: authToken,
    headers: { Accept: "application/json" },
    params,
  });
  const isObject = typeof body === "object" && body !== null;
  const json = isObject ? body as Record<string, unknown> : {};
  if (statusCode === 200 && isObject) return json;
  const code = typeof json.code === "number" ? json.code : null;
  const { failure, ...limits } = failureOf(statusCode, code);
  throw new ProviderError(
    statusCode === 200 ? "ambiguous" : failure,
    `Twilio answered ${statusCode}${code ? `, error ${code}` : ""}`,
    { code, ...limits },
  );
}
