import { Refusal } from "../../shared/refusal.ts";
import { readAgents } from "../store/agents.ts";
import { type Actor, addToAudit } from "../store/audit_trail.ts";
import {
  addLine,
  type Line,
  lockMembership,
  readLine,
  setCredentials,
} from "../store/lines.ts";
import { addToRota } from "../store/rotation.ts";
import type { Sql } from "../store/sql.ts";
import { type CredentialKeys, sealCredentials } from "./line_credentials.ts";

/** A further line, as a supervisor gives it. */
export interface LineRequest {
  number: string;
  name: string;
  accountSid: string;
  messagingServiceSid: string | null;
  /** Empty when the account is the one of the environment. */
  authTokens: readonly string[];
}

/**
 * Adds a further line, with its credentials sealed and every agent in its rota.
 * @throws {Refusal} `line_exists`
 */
export async function addFurtherLine(
  sql: Sql,
  request: LineRequest,
  { by, keys, iv, now }: {
    by: Actor;
    keys: CredentialKeys;
    iv: Uint8Array<ArrayBuffer>;
    now: Date;
  },
): Promise<Line> {
  return await sql.begin(async (tx) => {
    await lockMembership(tx);
    const lineId = await addLine(tx, request);
    if (lineId === null) {
      throw new Refusal("line_exists", "Cannot add: the number is a line");
    }
    if (request.authTokens.length > 0) {
      const owner = { id: lineId, accountSid: request.accountSid };
      const credentials = await sealCredentials(request, owner, { keys, iv });
      await setCredentials(tx, lineId, { ...request, credentials });
    }
    for (const { id, role } of await readAgents(tx)) {
      if (role === "agent") await addToRota(tx, lineId, id);
    }
    await addToAudit(tx, [{ act: "line_added", by, lineId }], now);
    return (await readLine(tx, lineId))!;
  });
}
