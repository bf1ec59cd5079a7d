import { type Context, Hono } from "hono";
import type { SignedIn } from "../accounts/credentials.ts";
import type { PhoneNumber } from "../accounts/phone_numbers.ts";
import { now } from "../clock.ts";
import { toIso } from "../messages/message_json.ts";
import { cutMetaPage } from "../paging.ts";
import type { Line } from "../records.ts";
import { notFound, TwilioRefusal } from "../refusal.ts";
import { readForm } from "../request_body.ts";
import type { Sandbox } from "../state.ts";
import { countryOf } from "./lines.ts";
import { findService } from "./services.ts";

/** A sender in a pool. */
interface Member {
  sid: string;
  joinedAt: number;
}

/** The senders in a service's pool: WhatsApp's and phone numbers. */
export function poolApi(sandbox: Sandbox): Hono<SignedIn> {
  return new Hono<SignedIn>()
    .route("/ChannelSenders", membersApi(sandbox, CHANNEL_SENDERS))
    .route("/PhoneNumbers", membersApi(sandbox, PHONE_NUMBERS));
}

/** What differs between the two kinds of members. */
interface Kind {
  key: string;
  /** The field of the request that names who joins. */
  field: string;
  pool: "lines" | "numbers";
  toJson(sandbox: Sandbox, member: Member): Record<string, unknown>;
  service: string;
}

const CHANNEL_SENDERS: Kind = {
  key: "senders",
  field: "Sid",
  pool: "lines",
  service: "messaging_service_sid",
  toJson({ lines }, { sid }) {
    const line = lines.get(sid) as Line;
    return {
      sender: line.address,
      sender_type: "WhatsApp",
      country_code: countryOf(line),
    };
  },
};

const PHONE_NUMBERS: Kind = {
  key: "phone_numbers",
  field: "PhoneNumberSid",
  pool: "numbers",
  service: "service_sid",
  toJson({ numbers }, { sid }) {
    const { phoneNumber } = numbers.get(sid) as PhoneNumber;
    return {
      phone_number: phoneNumber,
      country_code: "CO",
      capabilities: ["SMS", "Voice"],
    };
  },
};

function membersApi(sandbox: Sandbox, kind: Kind): Hono<SignedIn> {
  const known = sandbox[kind.pool] as Map<string, { accountSid: string }>;
  const show = (c: Context<SignedIn>, member: Member) => {
    const service = findService(sandbox, c);
    const { origin, pathname } = new URL(c.req.url);
    const list = pathname.replace(/\/(XE|PN)\w+$/, "");
    return {
      account_sid: service.accountSid,
      [kind.service]: service.sid,
      sid: member.sid,
      ...kind.toJson(sandbox, member),
      date_created: toIso(member.joinedAt),
      date_updated: toIso(member.joinedAt),
      url: `${origin}${list}/${member.sid}`,
    };
  };
  const find = (c: Context<SignedIn>): Member => {
    const sid = c.req.param("sid") ?? "";
    const joinedAt = findService(sandbox, c)[kind.pool].get(sid);
    if (joinedAt === undefined) throw notFound(c.req.path);
    return { sid, joinedAt };
  };
  return new Hono<SignedIn>()
    .get("/", (c) => {
      const pool = findService(sandbox, c)[kind.pool];
      const all = [...pool].map(([sid, joinedAt]) => ({ sid, joinedAt }));
      const { items, envelope } = cutMetaPage(sandbox, all, {
        url: new URL(c.req.url),
        key: kind.key,
      });
      const shown = items.map((member) => show(c, member));
      return c.json({ ...envelope, [kind.key]: shown });
    })
    .post("/", async (c) => {
      const service = findService(sandbox, c);
      const sid = (await readForm(c)).get(kind.field) ?? "";
      if (known.get(sid)?.accountSid !== c.var.account.sid) {
        throw new TwilioRefusal(
          20404,
          `The requested resource ${sid} was not found`,
          404,
        );
      }
      const isElsewhere = [...sandbox.services.values()].some((other) =>
        other[kind.pool].has(sid)
      );
      if (isElsewhere) {
        throw new TwilioRefusal(
          21710,
          "Already associated with a Messaging Service",
          409,
        );
      }
      const member = { sid, joinedAt: now(sandbox) };
      service[kind.pool].set(sid, member.joinedAt);
      return c.json(show(c, member), 201);
    })
    .get("/:sid{(XE|PN)\\w+}", (c) => c.json(show(c, find(c))))
    .delete("/:sid{(XE|PN)\\w+}", (c) => {
      findService(sandbox, c)[kind.pool].delete(find(c).sid);
      return c.body(null, 204);
    });
}
