import { now } from "../clock.ts";
import type { Account } from "../records.ts";
import { newSid } from "../sids.ts";
import type { Sandbox } from "../state.ts";

/** Adds an account; a subaccount when it names an owner. */
export function addAccount(
  sandbox: Sandbox,
  given: Partial<Account> & { friendlyName: string },
): Account {
  const sid = given.sid ?? newSid("AC");
  const account: Account = {
    sid,
    authToken: crypto.randomUUID().replaceAll("-", ""),
    ownerSid: sid,
    status: "active",
    createdAt: now(sandbox),
    ...given,
  };
  sandbox.accounts.set(sid, account);
  return account;
}

/** The token that signs what the account is told. */
export function tokenOf({ accounts }: Sandbox, accountSid: string): string {
  return accounts.get(accountSid)?.authToken ?? "";
}
