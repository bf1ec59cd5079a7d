import { handOver } from "../../companion/inbox/hand_over.ts";
import { markRead } from "../../companion/inbox/mark_read.ts";
import {
  receiveMessages,
  receiveQuickly,
} from "../../companion/inbox/receive_messages.ts";
import { recordReport } from "../../companion/inbox/record_status.ts";
import { sendReply } from "../../companion/inbox/send_reply.ts";
import { type Agent, readAgents } from "../../companion/store/agents.ts";
import { claimLanes, completeClaims } from "../../companion/store/claims.ts";
import type { Sql } from "../../companion/store/sql.ts";
import { freeClaimsOfTheDead } from "../../companion/store/workers.ts";
import type { DeliveryStatus } from "../../shared/delivery.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Work } from "./callers.ts";
import { arrivalOf, letter, newCustomers } from "./crowd.ts";
import type { Dice } from "./dice.ts";
import { enroll, type Office, pausing } from "./office.ts";

/** What everybody does to the same few conversations, over and over. */
export interface BusyDay {
  works: Work[];
  /** What went wrong other than by a refusal. */
  errors: string[];
}

interface Day {
  dice: Dice;
  lineIds: readonly number[];
  customers: readonly string[];
  agents: readonly Agent[];
  workerId: number;
  /** Replies that were committed. */
  replies: { id: string; lineId: number }[];
}

const REPORTS: readonly DeliveryStatus[] = [
  "queued",
  "sent",
  "delivered",
  "read",
  "failed",
];

/** Makes `count` pieces of work. Supervisors act too: they may touch everything. */
export async function busyDay(
  office: Office,
  { count, dice, lineIds, workerId }: {
    count: number;
    dice: Dice;
    lineIds: readonly number[];
    workerId: number;
  },
): Promise<BusyDay> {
  await enroll(office.sql, "supervisor", "supervisor");
  const day: Day = {
    dice,
    lineIds,
    customers: newCustomers(40),
    agents: await readAgents(office.sql),
    workerId,
    replies: [],
  };
  const errors: string[] = [];
  const works = Array.from({ length: count }, (): Work => {
    const work = compose(day, dice.roll(16));
    return async (sql) => {
      try {
        await work(sql);
      } catch (error) {
        if (!(error instanceof Refusal)) errors.push(whatIsWrong(error));
      }
    };
  });
  return { works, errors };
}

/** With the statement that Postgres ended, where it was one. */
function whatIsWrong(error: unknown): string {
  const { query = "" } = error as { query?: string };
  return `${error} ${query.replace(/\s+/g, " ").trim().slice(0, 200)}`.trim();
}

function compose(day: Day, kind: number): Work {
  const { dice } = day;
  if (kind < 6) return receiving(day);
  if (kind < 9) return replying(day);
  if (kind === 9) return handingOver(day);
  if (kind === 10) return reading(day);
  if (kind < 13) return reporting(day);
  if (kind === 13) return publishing(day);
  if (kind === 14) return dying;
  const [taker] = day.agents.filter(({ role }) => role === "agent").slice(
    dice.roll(4),
  );
  return pausing(taker!.id, dice.roll(5) < 3);
}

/** A batch of messages of known customers and new ones, on any of the lines. */
function receiving({ dice, customers, lineIds }: Day): Work {
  const arrivals = Array.from({ length: 1 + dice.roll(8) }, () => {
    const known = dice.pick(customers);
    const isNew = dice.roll(12) === 0;
    const from = isNew ? `5731${10_000_000 + dice.roll(9_000_000)}` : known;
    const userId = dice.roll(3) ? undefined : `CO.${from}`;
    return arrivalOf(letter(from, "Hola", userId), dice.pick(lineIds));
  });
  const receive = dice.roll(2) ? receiveQuickly : receiveMessages;
  return (sql) => receive(sql, arrivals, new Date());
}

function replying(day: Day): Work {
  const agent = someone(day);
  const id = crypto.randomUUID();
  const roll = day.dice.roll(1 << 30);
  return async (sql) => {
    const conversation = await any(sql, roll);
    if (!conversation) return;
    const { lineId } = conversation;
    await sendReply(
      sql,
      { id, to: conversation.id, agent, body: "Buenos días", media: null },
      new Date(),
    );
    day.replies.push({ id, lineId });
  };
}

function handingOver(day: Day): Work {
  const by = someone(day);
  const toAgentId = day.dice.pick(day.agents).id;
  const roll = day.dice.roll(1 << 30);
  return async (sql) => {
    const conversation = await any(sql, roll);
    if (!conversation) return;
    await handOver(sql, { key: conversation.id, by, toAgentId }, new Date());
  };
}

function reading(day: Day): Work {
  const agent = someone(day);
  const roll = day.dice.roll(1 << 30);
  return async (sql) => {
    const conversation = await any(sql, roll);
    if (!conversation) return;
    await markRead(sql, { key: conversation.id, agent }, new Date());
  };
}

function reporting(day: Day): Work {
  const status = day.dice.pick(REPORTS);
  const roll = day.dice.roll(1 << 30);
  return async (sql) => {
    const reply = day.replies[roll % day.replies.length];
    if (!reply) return;
    const { id: messageId, lineId } = reply;
    const providerSid = `SM${messageId.replaceAll("-", "")}`;
    await recordReport(
      sql,
      { lineId, messageId, providerSid, status, errorCode: null },
      {
        lineId,
        key: `s:${providerSid}:${status}:`,
        kind: "status",
        state: "done",
        params: {},
      },
      new Date(),
    );
  };
}

/** What the outbox does to the books beside all that. */
function publishing({ workerId }: Day): Work {
  return async (sql) => {
    const claims = await claimLanes(sql, "publish_change", {
      workerId,
      limit: 40,
    });
    if (claims.length === 0) return;
    await completeClaims(
      sql,
      claims.map((claim) => ({ ...claim, isPartly: false })),
    );
  };
}

/** A worker that nobody has heard of takes lanes and is gone; another one gives them back. */
async function dying(sql: Sql): Promise<void> {
  await sql`
    update outbox_lanes set claimed_by = 0 where (kind, conversation_id) in (
      select kind, conversation_id from outbox_lanes where claimed_by is null limit 20 for update skip locked
    )
  `;
  await freeClaimsOfTheDead(sql, { self: null, silenceMs: 60_000 });
}

/** Mostly who may. */
function someone({ dice, agents }: Day): Agent {
  const supervisor = agents.find(({ role }) => role === "supervisor")!;
  return dice.roll(4) ? supervisor : dice.pick(agents);
}

async function any(
  sql: Sql,
  roll: number,
): Promise<{ id: string; lineId: number } | undefined> {
  const rows = await sql<{ id: string; lineId: number }[]>`
    select id, line_id from conversations order by created_at limit 60
  `;
  return rows[roll % rows.length];
}
