import { ProviderError } from "../providers/provider_error.ts";
import type {
  ListedMessage,
  TwilioAccount,
} from "../providers/twilio/client.ts";
import { toWebhookParams } from "../providers/twilio/listed_params.ts";
import type { ListedMedia } from "../providers/twilio/message_pages.ts";
import type { TwilioParams } from "../providers/twilio/inbound.ts";
import { addBrought } from "../store/reconciliations.ts";
import type { Calls } from "./calls.ts";
import type { ReconcilingContext } from "./context.ts";
import { takeIn } from "./take_in.ts";

const AT_ONCE = 50;
/** After so many comparisons in a row that failed a message comes without its files. */
const TRIES_FOR_FILES = 10;
const TRIES_FOR_GONE_FILES = 3;

/** What became of what was missing. */
export interface Brought {
  /** Taken in. */
  messages: ListedMessage[];
  /** Left for the next comparison, each with all that its customer wrote after it. */
  left: ListedMessage[];
  /** Why, `null` when nothing was. */
  problem: ProviderError | null;
}

/** Brings what is missing, in the order in which it was written. */
export async function bringMissing(
  context: ReconcilingContext,
  missing: readonly ListedMessage[],
  { lineId, account, calls, attempts }: {
    lineId: number;
    account: TwilioAccount;
    calls: Calls;
    /** How many comparisons have failed before this one. */
    attempts: number;
  },
): Promise<Brought> {
  const brought: Brought = { messages: [], left: [], problem: null };
  const waiting = new Set<string>();
  let ready: { message: ListedMessage; params: TwilioParams }[] = [];

  async function takeReady(): Promise<void> {
    const batch = ready;
    ready = [];
    if (batch.length === 0) return;
    await takeIn(context, lineId, batch.map(({ params }) => params));
    await addBrought(context.sql, lineId, batch.length);
    brought.messages.push(...batch.map(({ message }) => message));
  }

  async function filesOf(
    message: ListedMessage,
  ): Promise<ListedMedia[] | null> {
    if (message.mediaCount === 0) return [];
    try {
      return await calls.mediaOf(message);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      // Its words are worth having without what can't be had.
      if (attempts >= triesFor(error)) return [];
      brought.problem = error;
      return null;
    }
  }

  for (const message of missing) {
    const media = waiting.has(message.from) ? null : await filesOf(message);
    if (media === null) {
      // Whatever else this customer wrote comes after it.
      waiting.add(message.from);
      brought.left.push(message);
      continue;
    }
    const params = toWebhookParams(message, { account, media });
    ready.push({ message, params });
    if (ready.length === AT_ONCE) await takeReady();
  }
  await takeReady();
  return brought;
}

/** A file may not be there in its first seconds; an outage of Twilio's takes longer. */
function triesFor({ failure, message }: ProviderError): number {
  const isGone = failure === "rejected" || / (404|410)\b/.test(message);
  return isGone ? TRIES_FOR_GONE_FILES : TRIES_FOR_FILES;
}
