import { Refusal } from "../../../shared/refusal.ts";
import { asStoreError, StoreError } from "./data_error.ts";
import { CALL_HEADER } from "../../../shared/site_request.ts";
import type { HttpAnswer, HttpRequest } from "./http_request.ts";
import { isFromCompanion } from "./signed_request.ts";

/** Wix ends a function after 14 s and says nothing useful; we say that it may be asked again. */
const DEADLINE_MS = 12_000;

/**
 * Answers a signed call: checks who calls, does the work, and says what went wrong in a way that
 * the companion understands. Never throws.
 */
export async function answerCompanion(
  request: HttpRequest,
  work: (body: string) => Promise<unknown>,
): Promise<HttpAnswer> {
  try {
    return await inTime(async () => {
      const body = request.method.toUpperCase() === "GET"
        ? ""
        : await request.body.text();
      if (!await isFromCompanion(request, body)) return refusedCaller();
      return { status: 200, json: await work(body) };
    });
  } catch (error) {
    return toAnswer(error, callOf(request));
  }
}

async function inTime<T>(work: () => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new StoreError("Cannot finish in time", { retryable: true }),
        ),
      DEADLINE_MS,
    );
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

function refusedCaller(): HttpAnswer {
  return {
    status: 403,
    json: {
      success: false,
      error: "La firma de la solicitud no es válida",
      code: "not_signed_in",
    },
  };
}

/** What the companion's log calls it. Nobody has signed it: what is no name of a call is none. */
function callOf({ headers }: HttpRequest): string {
  const call = headers[CALL_HEADER] ?? "";
  return /^[\d.a-f-]{1,60}$/.test(call) ? call : "";
}

function toAnswer(error: unknown, call: string): HttpAnswer {
  if (error instanceof Refusal) {
    return {
      status: 400,
      json: {
        success: false,
        error: error.message,
        code: error.code,
        ...(error.field ? { field: error.field } : {}),
      },
    };
  }
  const { message, retryable, isTooOften, cause } = asStoreError(error);
  console.error(message, cause instanceof Error ? cause.name : "", call);
  if (isTooOften) {
    return {
      status: 429,
      json: { success: false, error: message, code: "too_many", retryable },
    };
  }
  return {
    status: retryable ? 503 : 422,
    json: {
      success: false,
      error: message,
      code: retryable ? "unavailable" : "invalid",
      retryable,
    },
  };
}
