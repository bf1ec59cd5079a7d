import type {
  ListedMessage,
  TwilioAccount,
} from "../providers/twilio/client.ts";
import {
  type ListedMedia,
  type PageWanted,
  readMediaList,
  readMessagePage,
} from "../providers/twilio/message_pages.ts";
import type { ReconcilingPace } from "./context.ts";

/** What is asked of the provider in one comparison, one call after the other, never faster than the pace. */
export interface Calls {
  /** @throws {ProviderError} @throws {TooMuch} */
  pages(wanted: PageWanted): AsyncGenerator<readonly ListedMessage[]>;
  /** @throws {ProviderError} */
  mediaOf(message: ListedMessage): Promise<ListedMedia[]>;
}

/** There is more in the list than one comparison may look through. */
export class TooMuch extends Error {
  override name = "TooMuch";
}

/** The comparison was overtaken: another process has the lease, or this one stops. */
export class Overtaken extends Error {
  override name = "Overtaken";
}

/** Opens the way to the provider. `before` each call it is asked whether the comparison may go on. */
export function openCalls(
  account: TwilioAccount,
  { pace, signal, mayGoOn }: {
    pace: Pick<ReconcilingPace, "callEveryMs" | "callTimeoutMs" | "mostPages">;
    signal: AbortSignal;
    mayGoOn(): Promise<boolean>;
  },
): Calls {
  const patience = { timeoutMs: pace.callTimeoutMs, signal };
  let calledAt = -Infinity;

  async function turn(): Promise<void> {
    const wait = calledAt + pace.callEveryMs - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (signal.aborted || !await mayGoOn()) {
      throw new Overtaken("Cannot go on comparing: it is no longer ours");
    }
    calledAt = performance.now();
  }

  return {
    async *pages(wanted) {
      const since = "since" in wanted ? wanted.since : new Date(0);
      let next: PageWanted | null = wanted;
      for (let page = 0; next; page++) {
        if (page === pace.mostPages) {
          throw new TooMuch("There is more to compare than one look may take");
        }
        await turn();
        const answer = await readMessagePage(account, next, patience);
        yield answer.messages;
        // The filter counts by the day; the list is newest first, so whole pages tell where the time ends.
        const isOver = answer.next === null ||
          answer.messages.every(({ createdAt }) => createdAt < since);
        next = isOver ? null : { next: answer.next! };
      }
    },
    async mediaOf(message) {
      await turn();
      return await readMediaList(account, message.sid, patience);
    },
  };
}
