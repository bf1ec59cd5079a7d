import { Refusal } from "../../shared/refusal.ts";
import { type Actor, addToAudit } from "../store/audit_trail.ts";
import {
  type Line,
  readLine,
  setCredentials,
  setLineState,
} from "../store/lines.ts";
import type { Sql } from "../store/sql.ts";
import { type CredentialKeys, sealCredentials } from "./line_credentials.ts";

/** New credentials of a line. What is `null` stays as it is. */
export interface CredentialsRequest {
  lineId: number;
  authTokens: readonly string[];
  accountSid: string | null;
  messagingServiceSid: string | null;
}

/**
 * Replaces what a line is believed and speaks by, and lets one that its provider had refused try again.
 * @throws {Refusal} `not_found`
 */
export async function replaceCredentials(
  sql: Sql,
  request: CredentialsRequest,
  { by, keys, iv, now }: {
    by: Actor;
    keys: CredentialKeys;
    iv: Uint8Array<ArrayBuffer>;
    now: Date;
  },
): Promise<Line> {
  const { lineId, authTokens } = request;
  return await sql.begin(async (tx) => {
    const line = await readLine(tx, lineId);
    if (!line) throw new Refusal("not_found", "Cannot replace: no such line");
    const accountSid = request.accountSid ?? line.accountSid;
    const messagingServiceSid = request.messagingServiceSid ??
      line.messagingServiceSid;
    const credentials = await sealCredentials(
      { authTokens },
      { id: lineId, accountSid },
      { keys, iv },
    );
    const changed = { accountSid, messagingServiceSid, credentials };
    await setCredentials(tx, lineId, changed);
    await setLineState(tx, lineId, null);
    await addToAudit(tx, [{ act: "credentials_replaced", by, lineId }], now);
    return { ...line, ...changed, state: "active", stoppedBecause: null };
  });
}
