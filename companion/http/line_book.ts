import type { TwilioAccount } from "../providers/twilio/client.ts";
import { type Line, readLines } from "../store/lines.ts";
import type { Sql } from "../store/sql.ts";

/** The first line's credentials, from the environment. */
export interface FirstLine {
  number: string;
  accountSid: string;
  /** The first is used, all are accepted. */
  authTokens: readonly string[];
  /** `null`: Twilio's own addresses. */
  apiUrl: string | null;
}

/** Who a webhook says it is for. */
export interface Addressee {
  accountSid: string | undefined;
  to: string | undefined;
  messagingServiceSid: string | undefined;
}

/** The lines and their credentials, as they were seconds ago. */
export interface LineBook {
  /** Tokens that may have signed for this account; none for an account that we don't know. */
  tokensFor(addressee: Addressee): Promise<readonly string[]>;
  /** The line by account and number, then by messaging service. */
  lineFor(addressee: Addressee): Promise<Line | null>;
  accountOf(line: Line): TwilioAccount | null;
}

const GOOD_FOR_MS = 5000;

/** Keeps the lines for seconds, so that a webhook needs no query to be verified. */
export function openLineBook(
  sql: Sql,
  first: FirstLine,
  now: () => Date,
): LineBook {
  let lines: Promise<Line[]> | null = null;
  let known: Line[] | null = null;
  let readAt = 0;

  async function current(): Promise<Line[]> {
    if (
      lines && now().getTime() - readAt < GOOD_FOR_MS &&
      now().getTime() >= readAt
    ) return await lines;
    readAt = now().getTime();
    lines = readLines(sql).then((found) => known = found, (error) => {
      // With the database away, a signature can still be checked by what was known before.
      if (known) return known;
      lines = null;
      throw error;
    });
    return await lines;
  }

  const ofAccount = async (
    { accountSid, to, messagingServiceSid }: Addressee,
  ) =>
    (await current()).filter((line) =>
      accountSid ? line.accountSid === accountSid : isSame(line.number, to) ||
        (messagingServiceSid &&
          line.messagingServiceSid === messagingServiceSid)
    );

  const tokensOf = (line: Line): readonly string[] =>
    line.credentials === null && line.accountSid === first.accountSid
      ? first.authTokens
      : [];

  return {
    async tokensFor(addressee) {
      return [...new Set((await ofAccount(addressee)).flatMap(tokensOf))]
        .filter((token) => token !== "");
    },
    async lineFor(addressee) {
      const candidates = await ofAccount(addressee);
      const { to, messagingServiceSid } = addressee;
      return candidates.find(({ number }) => isSame(number, to)) ??
        candidates.find((line) =>
          messagingServiceSid &&
          line.messagingServiceSid === messagingServiceSid
        ) ?? null;
    },
    accountOf(line) {
      const [authToken] = tokensOf(line);
      return authToken
        ? { accountSid: line.accountSid, authToken, apiUrl: first.apiUrl }
        : null;
    },
  };
}

function isSame(number: string, to: string | undefined): boolean {
  return to !== undefined &&
    number.replace(/\D/g, "") === to.replace(/\D/g, "");
}
