import { type Context, Hono } from "hono";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { now } from "../clock.ts";
import { cutPage } from "../paging.ts";
import { notFound, TwilioRefusal } from "../refusal.ts";
import { readForm } from "../request_body.ts";
import { newSid } from "../sids.ts";
import type { Sandbox } from "../state.ts";
import type { SignedIn } from "./credentials.ts";
import {
  NUMBER_DEFAULTS,
  NUMBER_FIELDS,
  type PhoneNumber,
  toNumberJson,
} from "./phone_numbers.ts";

/** Buys, lists, changes and gives back phone numbers. */
export function phoneNumbersApi(sandbox: Sandbox): Hono<SignedIn> {
  const { numbers } = sandbox;
  const one = "/IncomingPhoneNumbers/:file{PN\\w+\\.json}";
  return new Hono<SignedIn>()
    .get("/IncomingPhoneNumbers.json", (c) => {
      const url = new URL(c.req.url);
      const { items, envelope } = cutPage(
        sandbox,
        listed(sandbox, c, url.searchParams),
        url,
      );
      return c.json({
        ...envelope,
        incoming_phone_numbers: items.map(toNumberJson),
      });
    })
    .post("/IncomingPhoneNumbers.json", async (c) => {
      const form = await readForm(c);
      const number = buy(sandbox, c.var.account.sid, form);
      return c.json(toNumberJson(number), 201);
    })
    .get(one, (c) => c.json(toNumberJson(find(sandbox, c))))
    .post(one, async (c) => {
      const number = find(sandbox, c);
      const form = await readForm(c);
      change(number, form);
      const owner = form.get("AccountSid");
      if (owner && !sandbox.accounts.has(owner)) {
        throw new TwilioRefusal(20001, `No account ${owner}`);
      }
      if (owner) number.accountSid = owner;
      number.updatedAt = now(sandbox);
      return c.json(toNumberJson(number));
    })
    .delete(one, (c) => {
      numbers.delete(find(sandbox, c).sid);
      return c.body(null, 204);
    });
}

function buy(
  sandbox: Sandbox,
  accountSid: string,
  form: URLSearchParams,
): PhoneNumber {
  const area = form.get("AreaCode");
  const wanted = form.get("PhoneNumber") ??
    (area && `+1${area}5550${String(sandbox.numbers.size).padStart(3, "0")}`);
  if (!wanted || !parsePhoneNumberFromString(wanted)?.isPossible()) {
    throw new TwilioRefusal(21421, "PhoneNumber is invalid");
  }
  const isTaken = [...sandbox.numbers.values()].some(({ phoneNumber }) =>
    phoneNumber === wanted
  );
  if (isTaken) {
    throw new TwilioRefusal(21422, `${wanted} is not available`);
  }
  const time = now(sandbox);
  const number: PhoneNumber = {
    sid: newSid("PN"),
    accountSid,
    phoneNumber: wanted,
    settings: { ...NUMBER_DEFAULTS },
    createdAt: time,
    updatedAt: time,
  };
  change(number, form);
  sandbox.numbers.set(number.sid, number);
  return number;
}

function change({ settings }: PhoneNumber, form: URLSearchParams): void {
  for (const [field, name] of Object.entries(NUMBER_FIELDS)) {
    const value = form.get(field);
    if (value === null) continue;
    const isFlag = typeof NUMBER_DEFAULTS[name] === "boolean";
    settings[name] = isFlag ? value === "true" : value || null;
  }
}

function listed(
  { numbers }: Sandbox,
  c: Context<SignedIn>,
  query: URLSearchParams,
): PhoneNumber[] {
  const name = query.get("FriendlyName");
  const part = query.get("PhoneNumber")?.replace(/[^\d+]/g, "");
  return [...numbers.values()].reverse().filter((one) =>
    one.accountSid === c.var.account.sid &&
    (!name || toNumberJson(one).friendly_name === name) &&
    (!part || one.phoneNumber.includes(part)) &&
    query.get("Beta") !== "true" &&
    [null, "", "twilio"].includes(query.get("Origin"))
  );
}

function find({ numbers }: Sandbox, c: Context<SignedIn>): PhoneNumber {
  const sid = (c.req.param("file") ?? "").replace(/\.json$/, "");
  const number = numbers.get(sid);
  if (number?.accountSid !== c.var.account.sid) throw notFound(c.req.path);
  return number;
}
