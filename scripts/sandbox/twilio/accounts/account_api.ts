import { Hono } from "hono";
import { toRfc2822 } from "../messages/message_json.ts";
import { cutPage } from "../paging.ts";
import type { Account } from "../records.ts";
import { notFound, TwilioRefusal } from "../refusal.ts";
import { readForm } from "../request_body.ts";
import type { Sandbox } from "../state.ts";
import { addAccount } from "./accounts.ts";
import type { SignedIn } from "./credentials.ts";

const STATUSES = ["active", "suspended", "closed"] as const;

/** Accounts and subaccounts, and the balance. Below `/2010-04-01`. */
export function accountApi(sandbox: Sandbox): Hono<SignedIn> {
  const { accounts } = sandbox;
  return new Hono<SignedIn>()
    .get("/Accounts.json", (c) => {
      const url = new URL(c.req.url);
      const query = url.searchParams;
      const mine = [...accounts.values()].reverse().filter((one) =>
        isOf(one, c.var.account) &&
        is(query.get("FriendlyName"), one.friendlyName) &&
        is(query.get("Status"), one.status)
      );
      const { items, envelope } = cutPage(sandbox, mine, url);
      return c.json({ ...envelope, accounts: items.map(toJson) });
    })
    .post("/Accounts.json", async (c) => {
      const form = await readForm(c);
      const friendlyName = form.get("FriendlyName") ??
        `SubAccount Created at ${new Date().toISOString().slice(0, 16)}`;
      const ownerSid = c.var.account.sid;
      return c.json(
        toJson(addAccount(sandbox, { friendlyName, ownerSid })),
        201,
      );
    })
    .get("/Accounts/:file{AC\\w+\\.json}", (c) => c.json(toJson(c.var.account)))
    .post("/Accounts/:file{AC\\w+\\.json}", async (c) => {
      const { account } = c.var;
      const form = await readForm(c);
      const status = form.get("Status") as Account["status"] | null;
      if (status && !STATUSES.includes(status)) {
        throw new TwilioRefusal(20001, `Status '${status}' is not valid`);
      }
      if (status && account.ownerSid === account.sid) {
        throw new TwilioRefusal(20001, "Cannot change the main account");
      }
      Object.assign(account, {
        friendlyName: form.get("FriendlyName") ?? account.friendlyName,
        status: status ?? account.status,
      });
      return c.json(toJson(account));
    })
    .get("/Accounts/:sid/Balance.json", (c) => {
      const { sid, ownerSid } = c.var.account;
      // A subaccount spends its owner's money.
      if (sid !== ownerSid) throw notFound(c.req.path);
      return c.json({ account_sid: sid, balance: "100.00", currency: "USD" });
    });
}

function isOf(one: Account, account: Account): boolean {
  return one === account || one.ownerSid === account.sid;
}

function is(wanted: string | null, value: string): boolean {
  return !wanted || wanted === value;
}

function toJson(account: Account): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${account.sid}`;
  const born = toRfc2822(account.createdAt);
  const parts = ["IncomingPhoneNumbers", "Keys", "Messages", "Balance"];
  return {
    auth_token: account.authToken,
    date_created: born,
    date_updated: born,
    friendly_name: account.friendlyName,
    owner_account_sid: account.ownerSid,
    sid: account.sid,
    status: account.status,
    subresource_uris: Object.fromEntries(parts.map((part) => [
      part.replace(/(?!^)[A-Z]/g, "_$&").toLowerCase(),
      `${uri}/${part}.json`,
    ])),
    type: "Full",
    uri: `${uri}.json`,
  };
}
