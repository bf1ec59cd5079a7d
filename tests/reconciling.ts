import type { ReconcilingPace } from "../companion/reconcile/context.ts";
import { startReconciler } from "../companion/reconcile/reconciler.ts";
import { hangBell } from "../companion/store/bell.ts";
import { ACCOUNT, AUTH_TOKEN, type Inbox } from "./inbox.ts";
import { until } from "./until.ts";

const NEVER = 1_000_000_000;

/** In a hurry: nothing is left to a webhook that may still be on its way, and pages are short. */
export const HASTY_COMPARING: ReconcilingPace = {
  lookEveryMs: 5,
  everyMs: NEVER,
  callTimeoutMs: 15_000,
  leaseMs: 20_000,
  graceMs: 0,
  overlapMs: 300_000,
  lookBackEveryMs: NEVER,
  lookBackMs: NEVER,
  callEveryMs: 0,
  pageSize: 50,
  mostPages: 1000,
  mostMissing: 1000,
};

/** How a comparison is to be. */
export interface ComparingOptions {
  pace?: Partial<ReconcilingPace>;
  erased?: readonly string[];
}

/** A process that compares lines, beside the house's own companion. */
export async function startComparing(
  { sql, settings }: Inbox,
  { pace, erased = [] }: ComparingOptions = {},
): Promise<AsyncDisposable> {
  const newId = () => crypto.randomUUID();
  const bell = await hangBell(sql, newId());
  const reconciler = startReconciler({
    sql,
    bell,
    accountOf: () =>
      Promise.resolve({
        accountSid: ACCOUNT,
        authToken: AUTH_TOKEN,
        apiUrl: settings.twilio.apiUrl,
      }),
    readErased: (sids) =>
      Promise.resolve(new Set(sids.filter((sid) => erased.includes(sid)))),
    now: () => new Date(),
    newId,
  }, { ...HASTY_COMPARING, ...pace });
  return {
    async [Symbol.asyncDispose]() {
      await reconciler.stop();
      await bell.stop();
    },
  };
}

/** Compares every line once, to the end, and lets what that promised be done. */
export async function compare(
  inbox: Inbox,
  options: ComparingOptions = {},
): Promise<void> {
  const [before] = await inbox.sql`
    select max(finished_at) as at, now() from reconciliations
  `;
  await using _comparing = await startComparing(inbox, options);
  await until("the lines are compared", async () => {
    const [row] = await inbox.sql`
      select bool_and(finished_at > ${
      before!.now
    } and due_at > now()) as ok from reconciliations
    `;
    return row!.ok === true;
  }, 30_000);
  await inbox.settle();
}

/** Customers write, and nobody hears of it. */
export async function writeUnheard(
  inbox: Inbox,
  ...requests: Parameters<Inbox["twilio"]["inbound"]>[0][]
): Promise<string[]> {
  inbox.twilio.setWebhook("http://127.0.0.1:1/");
  const sids: string[] = [];
  for (const request of requests) {
    const { messages } = await inbox.twilio.inbound(request);
    sids.push(...messages.map(({ messageSid }) => messageSid));
  }
  inbox.twilio.setWebhook(`${inbox.url}/webhook/twilio`);
  return sids;
}

/** What this person reads in a conversation; nothing while there is none. */
export async function said(
  inbox: Inbox,
  name: string,
  key: string,
): Promise<string[]> {
  const { status } = await inbox.as(name, `/api/conversacion/${key}`);
  if (status === 404) return [];
  return (await inbox.thread(name, key)).map(({ body }) => body);
}

/** Whether the provider's message is among ours. */
export async function isHere({ sql }: Inbox, sid: string): Promise<boolean> {
  const { count } = await sql`
    select 1 from messages where provider_sid = ${sid}
  `;
  return count === 1;
}
