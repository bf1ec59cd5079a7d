import { getLogger } from "@logtape/logtape";
import {
  type CredentialKeys,
  openCredentials,
} from "../inbox/line_credentials.ts";
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
  /** `null` when it has no credentials, or none that a key of ours opens. */
  accountOf(line: Line): Promise<TwilioAccount | null>;
  /** Whether it is the line of the environment, whose credentials are there alone. */
  isFirst(line: Pick<Line, "number">): boolean;
  /** Whether the environment has credentials for its account. */
  isOfEnvironment(line: Pick<Line, "accountSid">): boolean;
  /** Reads the lines anew at the next question. */
  forget(): void;
}

const GOOD_FOR_MS = 5000;
/** More than anybody has lines; what is older is opened again. */
const MOST_OPENED = 1000;
const NO_TOKENS: readonly string[] = [];
const log = getLogger(["relevo", "lines"]);

/** Keeps the lines for seconds, so that a webhook needs no query to be verified. */
export function openLineBook(
  sql: Sql,
  first: FirstLine,
  { now, keys }: { now(): Date; keys: CredentialKeys },
): LineBook {
  const opened = new Map<string, Promise<readonly string[]>>();
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

  const isFirst = ({ number }: Pick<Line, "number">) =>
    isSame(number, first.number);

  const isOfEnvironment = ({ accountSid }: Pick<Line, "accountSid">) =>
    accountSid === first.accountSid;

  async function tokensOf(line: Line): Promise<readonly string[]> {
    const isElsewhere = isFirst(line) || line.credentials === null;
    if (isElsewhere) {
      return isOfEnvironment(line) ? first.authTokens : NO_TOKENS;
    }
    const { id, accountSid, credentials } = line;
    const place = `${id} ${accountSid} ${credentials}`;
    if (opened.size > MOST_OPENED) opened.clear();
    if (!opened.has(place)) opened.set(place, open(line));
    return await opened.get(place)!;
  }

  async function open(line: Line): Promise<readonly string[]> {
    const found = await openCredentials(line.credentials!, line, { keys });
    if (found) return found.authTokens;
    log.error("No key opens the credentials of a line", { line: line.id });
    return NO_TOKENS;
  }

  return {
    isFirst,
    isOfEnvironment,
    forget() {
      readAt = -GOOD_FOR_MS;
    },
    async tokensFor(addressee) {
      const tokens = await Promise.all(
        (await ofAccount(addressee)).map(tokensOf),
      );
      return [...new Set(tokens.flat())].filter((token) => token !== "");
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
    async accountOf(line) {
      const [authToken] = await tokensOf(line);
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
