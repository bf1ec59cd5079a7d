/** One response to order: what it is, and how its stream fares. Empty fields leave it as it would be. */
export interface ScriptedAnswer {
  text?: string;
  refusal?: string;
  call?: { name: string; arguments: object };
  /** The model fails: 500, or `response.failed` in a stream and in the background. */
  error?: { code?: "server_error" | "rate_limit_exceeded"; message?: string };
  /** The connection breaks after so many events of the stream. */
  cutAfter?: number;
  /** The pause before each event of the stream. */
  delayMs?: number;
}

/** Reads an order: one answer, or a list of them. @throws {TypeError} */
export function parseScripted(body: unknown): ScriptedAnswer[] {
  return (Array.isArray(body) ? body : [body]).map((given) => {
    const unknown = Object.keys(Object(given)).find((name) => !NAMES.has(name));
    if (typeof given === "object" && given !== null && !unknown) return given;
    throw new TypeError(`Cannot read answer: ${unknown ?? "not an object"}`);
  });
}

const NAMES = new Set([
  "text",
  "refusal",
  "call",
  "error",
  "cutAfter",
  "delayMs",
]);
