import type { Context } from "hono";
import { now } from "../clock.ts";
import type { Account } from "../records.ts";
import { TwilioRefusal } from "../refusal.ts";
import { holds } from "../rules.ts";
import type { Sandbox } from "../state.ts";

/** What a signed-in request finds in its context. */
export interface SignedIn {
  Variables: { account: Account };
}

/**
 * The account that a request is about: the one its path names, else the one whose credentials it
 * carries. An account's token, or a key of it, also opens its subaccounts.
 * Source: https://www.twilio.com/docs/iam/api/subaccounts
 *
 * @throws {TwilioRefusal}
 */
export function signIn(sandbox: Sandbox, c: Context): Account {
  slowDown(sandbox);
  const caller = callerOf(sandbox, c.req.header("authorization"));
  const named = c.req.path.match(/^\/2010-04-01\/Accounts\/(AC\w+)/)?.[1];
  const account = named === undefined ? caller : sandbox.accounts.get(named);
  const mayAsk = account &&
    (account === caller || account.ownerSid === caller.sid ||
      !holds(sandbox, "account scope"));
  if (!mayAsk) throw new TwilioRefusal(20003, "Authenticate", 401);
  const isOwnAffair = c.req.path.endsWith(`/Accounts/${account.sid}.json`);
  if (account.status !== "active" && !isOwnAffair) {
    throw new TwilioRefusal(20005, "Account not active", 401);
  }
  return account;
}

function callerOf(
  { accounts, keys, without, options }: Sandbox,
  header = "",
): Account {
  const [user, password] = readBasic(header);
  const account = accounts.get(user);
  if (account && account.authToken === password) return account;
  const key = keys.get(user);
  if (key && key.secret === password) return accounts.get(key.accountSid)!;
  if (!holds({ without }, "credentials")) {
    return accounts.get(options.accountSid)!;
  }
  throw new TwilioRefusal(20003, "Authenticate", 401);
}

function readBasic(header: string): [string, string] {
  const encoded = header.match(/^Basic ([A-Za-z0-9+/=]+)$/i)?.[1];
  if (!encoded) return ["", ""];
  try {
    const text = atob(encoded);
    const at = text.indexOf(":");
    return [text.slice(0, at), text.slice(at + 1)];
  } catch {
    return ["", ""];
  }
}

/** With a limit on requests set, what goes over it within a second is refused. */
function slowDown(sandbox: Sandbox): void {
  const { requestsPerSecond } = sandbox.rates;
  if (requestsPerSecond === null) return;
  const time = now(sandbox);
  const recent = sandbox.requestTimes.filter((one) => time - one < 1_000);
  sandbox.requestTimes = recent;
  if (recent.length >= requestsPerSecond) {
    throw new TwilioRefusal(20429, "Too Many Requests", 429);
  }
  recent.push(time);
}
