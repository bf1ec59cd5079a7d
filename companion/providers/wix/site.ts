import { createHmac } from "node:crypto";
import type {
  ChatbotAnswer,
  ChatbotBatchAnswer,
  ChatbotRecord,
  DataUse,
} from "../../../shared/chatbot_record.ts";
import {
  CALL_HEADER,
  SIGNATURE_HEADER,
  signedText,
  TIMESTAMP_HEADER,
} from "../../../shared/site_request.ts";
import { measuredCall } from "../../telemetry/provider_call.ts";
import { nameOfFailure, ProviderError } from "../provider_error.ts";

// A function of Wix's runs 14 s at most and is then answered by Wix itself.
const TIMEOUT_MS = 20_000;

/** The business's own site. */
export interface Site {
  /** `https://<site>/_functions`. */
  baseUrl: string;
  /** The first signs. */
  secrets: readonly string[];
}

/** What became of each record: stored, or why not. `isFinal`: the same record will never be stored. */
export type StoreResult = ChatbotAnswer | {
  success: false;
  error: string;
  isFinal: boolean;
  isTooOften: boolean;
};

/** What became of the records, and how many calls of Wix Data that took: `null` when the site doesn't say. */
export interface Stored {
  results: StoreResult[];
  used: { reads: number; writes: number } | null;
}

/**
 * Stores records in the site, many with one call, and has it tell their members.
 * @throws {ProviderError} `not_processed` or `ambiguous`, which may both be called again; `rejected` when the
 * site will never take this call as it is
 */
export async function storeConversations(
  site: Site,
  records: readonly ChatbotRecord[],
  now: Date,
): Promise<Stored> {
  if (records.length === 1) {
    const [record] = records;
    const one = await call<ChatbotAnswer>(
      site,
      "guardarConversacion",
      record,
      now,
    );
    return { results: [one], used: toUsed(one.wix) };
  }
  const answer = await call<ChatbotBatchAnswer>(site, "guardarConversaciones", {
    conversaciones: records,
  }, now);
  if (
    !Array.isArray(answer.resultados) ||
    answer.resultados.length !== records.length
  ) {
    throw new ProviderError(
      "ambiguous",
      "The site answered for other records than asked",
    );
  }
  return {
    results: answer.resultados.map((result) =>
      result.success ? result : {
        success: false,
        error: result.error,
        isFinal: !result.retryable,
        isTooOften: result.code === "too_many",
      }
    ),
    used: toUsed(answer.wix),
  };
}

function toUsed(wix: DataUse | undefined): Stored["used"] {
  const { lecturas: reads, escrituras: writes } = wix ?? {};
  const isSaid = Number.isSafeInteger(reads) && Number.isSafeInteger(writes);
  return isSaid ? { reads: reads!, writes: writes! } : null;
}

/**
 * Calls a signed function of the site.
 * @throws {ProviderError}
 */
export async function call<T extends { success: true }>(
  ...asked: [site: Site, name: string, body: unknown, now: Date]
): Promise<T> {
  return await measuredCall("wix", () => ask<T>(...asked), {
    failureOf: nameOfFailure,
  });
}

async function ask<T extends { success: true }>(
  site: Site,
  name: string,
  body: unknown,
  now: Date,
): Promise<T> {
  const url = new URL(`${site.baseUrl}/${name}`);
  const text = JSON.stringify(body);
  const timestamp = String(now.getTime());
  const path = `/_functions${
    url.href.slice(url.href.indexOf("/_functions") + "/_functions".length)
  }`;
  const signature = createHmac("sha256", site.secrets[0]!)
    .update(signedText({ timestamp, method: "POST", path, body: text })).digest(
      "hex",
    );
  let response: Response;
  let answer: string;
  try {
    response = await fetch(url, {
      method: "POST",
      body: text,
      headers: {
        "Content-Type": "application/json",
        [TIMESTAMP_HEADER]: timestamp,
        [SIGNATURE_HEADER]: signature,
        [CALL_HEADER]: nameOfCall(timestamp, body),
      },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    answer = await response.text();
  } catch {
    throw new ProviderError("ambiguous", "The site does not answer");
  }
  if (response.ok) return parse<T>(answer);
  const problem = `The site answered ${response.status} to ${name}`;
  // An outage, a quota, a site not yet published or a secret not yet rotated: all of these end.
  const isFinal = [400, 405, 413, 422].includes(response.status);
  throw new ProviderError(isFinal ? "rejected" : "not_processed", problem, {
    isTooOften: response.status === 429,
  });
}

/** What the logs of both sides call it, so that a message's way does not end at the site's door. */
function nameOfCall(timestamp: string, body: unknown): string {
  const { conversationId, conversaciones } = body as {
    conversationId?: string;
    conversaciones?: { conversationId?: string }[];
  };
  const first = conversationId ?? conversaciones?.[0]?.conversationId;
  return first === undefined ? timestamp : `${timestamp}.${first}`;
}

function parse<T extends { success: true }>(text: string): T {
  try {
    const answer = JSON.parse(text);
    if (answer?.success === true) return answer as T;
  } catch {
    // Said below, as for every other answer that is none.
  }
  throw new ProviderError(
    "ambiguous",
    "The site answered with something else than its function's answer",
  );
}
