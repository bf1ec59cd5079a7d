import { getLogger } from "@logtape/logtape";
import { keepTemplates } from "../inbox/keep_templates.ts";
import { ProviderError } from "../providers/provider_error.ts";
import type { TwilioAccount } from "../providers/twilio/client.ts";
import { listTemplates } from "../providers/twilio/templates.ts";
import { type Line, readLines } from "../store/lines.ts";
import type { Sql } from "../store/sql.ts";
import { setTemplateProblem, takeTemplateRead } from "../store/templates.ts";
import { loggable } from "../telemetry/loggable.ts";

/** Reads templates now and then, and when somebody wants them anew. */
export interface TemplateReader {
  /** Asks for what nobody has asked for within seconds; resolves when that is done, or has failed. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 30_000;
const READ_EVERY_MS = 60 * 60 * 1000;
const FAILED_AGAIN_MS = 2 * 60 * 1000;
/** Whoever asks for them anew and again waits so long. */
const ANEW_MS = 3_000;
const TIMEOUT_MS = 10_000;
const log = getLogger(["relevo", "templates"]);

/** Each account's, once an hour over all processes. What can't be read stays as it was, and is asked for again. */
export function startReadingTemplates(
  sql: Sql,
  { accountOf }: { accountOf(line: Line): Promise<TwilioAccount | null> },
): TemplateReader {
  const giveUp = new AbortController();
  let reading: Promise<void> = Promise.resolve();

  function read(agoMs: number, failedAgoMs: number): Promise<void> {
    reading = reading.then(() => readAll(agoMs, failedAgoMs)).catch((error) =>
      log.warn("Cannot read templates", { error: loggable(error) })
    );
    return reading;
  }

  async function readAll(agoMs: number, failedAgoMs: number): Promise<void> {
    const lines = await readLines(sql);
    const byAccount = new Map(lines.map((line) => [line.accountSid, line]));
    for (const [accountSid, line] of byAccount) {
      if (giveUp.signal.aborted) return;
      const account = await accountOf(line);
      if (!account) continue;
      const ago = { agoMs, failedAgoMs };
      if (!await takeTemplateRead(sql, accountSid, ago)) continue;
      await readOne(account);
    }
  }

  async function readOne(account: TwilioAccount): Promise<void> {
    const { accountSid } = account;
    try {
      const { signal } = giveUp;
      const patience = { timeoutMs: TIMEOUT_MS, signal };
      await keepTemplates(
        sql,
        accountSid,
        await listTemplates(account, patience),
      );
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      log.warn("Cannot read templates", { error: loggable(error) });
      await setTemplateProblem(sql, accountSid, error.message);
    }
  }

  const look = () => void read(READ_EVERY_MS, FAILED_AGAIN_MS);
  const looking = setInterval(look, LOOK_EVERY_MS);
  return {
    refresh: () => read(ANEW_MS, ANEW_MS),
    async stop() {
      clearInterval(looking);
      giveUp.abort();
      await reading;
    },
  };
}
