import { Hono } from "hono";
import { toRfc2822 } from "./message_json.ts";
import type { Sandbox } from "./state.ts";

/** The account itself: enough for a check of credentials, and its balance. */
export function accountApi({ options }: Sandbox): Hono {
  const { accountSid } = options;
  const born = toRfc2822(Date.UTC(2026, 0, 1));
  const uri = `/2010-04-01/Accounts/${accountSid}`;
  return new Hono()
    .get(`/${accountSid}.json`, (c) =>
      c.json({
        auth_token: options.authToken,
        date_created: born,
        date_updated: born,
        friendly_name: "Relevo (local)",
        owner_account_sid: accountSid,
        sid: accountSid,
        status: "active",
        subresource_uris: { messages: `${uri}/Messages.json` },
        type: "Full",
        uri: `${uri}.json`,
      }))
    .get(
      `/${accountSid}/Balance.json`,
      (c) =>
        c.json({ account_sid: accountSid, balance: "100.00", currency: "USD" }),
    );
}
