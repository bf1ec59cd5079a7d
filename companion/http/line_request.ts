import { Refusal } from "../../shared/refusal.ts";
import type { LineRequest } from "../inbox/add_line.ts";
import type { CredentialsRequest } from "../inbox/replace_credentials.ts";

const MOST_TOKENS = 5;
const LONGEST_NAME = 100;

/**
 * Reads a further line.
 * @throws {Refusal} `invalid`
 */
export function parseLine(json: Record<string, unknown>): LineRequest {
  const { numero, nombre } = json;
  const number = /^(?:whatsapp:)?\+?([1-9]\d{6,14})$/.exec(
    typeof numero === "string" ? numero.replace(/[\s()-]/g, "") : "",
  )?.[1];
  if (!number) throw invalid("numero", "must be a number, as +573001112233");
  const name = typeof nombre === "string" ? nombre.trim() : "";
  if (name === "" || name.length > LONGEST_NAME) {
    throw invalid("nombre", `must be 1 to ${LONGEST_NAME} characters`);
  }
  const accountSid = parseAccount(json);
  if (accountSid === null) throw invalid("account_sid", "is missing");
  return {
    number: `whatsapp:+${number}`,
    name,
    accountSid,
    messagingServiceSid: parseService(json),
    authTokens: parseTokens(json),
  };
}

/**
 * Reads new credentials of a line.
 * @throws {Refusal} `invalid`
 */
export function parseCredentials(
  json: Record<string, unknown>,
): Omit<CredentialsRequest, "lineId"> {
  const authTokens = parseTokens(json);
  if (authTokens.length === 0) throw invalid("auth_token", "is missing");
  return {
    authTokens,
    accountSid: parseAccount(json),
    messagingServiceSid: parseService(json),
  };
}

function parseAccount({ account_sid: sid }: Record<string, unknown>) {
  if (sid === undefined || sid === null) return null;
  if (typeof sid === "string" && /^AC[0-9a-fA-F]{32}$/.test(sid)) return sid;
  throw invalid("account_sid", "must be AC and 32 hexadecimal digits");
}

function parseService({ messaging_service_sid: sid }: Record<string, unknown>) {
  if (sid === undefined || sid === null || sid === "") return null;
  if (typeof sid === "string" && /^MG[0-9a-fA-F]{32}$/.test(sid)) return sid;
  throw invalid(
    "messaging_service_sid",
    "must be MG and 32 hexadecimal digits",
  );
}

/** One, or while it is being rotated several with commas: the first is used, all are accepted. */
function parseTokens({ auth_token: token }: Record<string, unknown>): string[] {
  if (token === undefined || token === null || token === "") return [];
  const tokens = typeof token === "string"
    ? token.split(",").map((part) => part.trim())
    : [];
  const isRight = tokens.length > 0 && tokens.length <= MOST_TOKENS &&
    tokens.every((part) => /^[\x21-\x7e]{8,200}$/.test(part));
  if (!isRight) {
    throw invalid("auth_token", "must be 8 to 200 characters without spaces");
  }
  return tokens;
}

function invalid(field: string, rule: string): Refusal {
  // The rule alone: a value may be a secret.
  return new Refusal("invalid", `Cannot read line: "${field}" ${rule}`, field);
}
