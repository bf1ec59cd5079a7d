/** Why a request was understood and turned down. Each code has one status and one sentence, in `companion/http/errors.ts`. */
export type RefusalCode =
  | "not_signed_in"
  | "not_an_agent"
  | "not_assigned"
  | "not_found"
  | "conflict"
  | "invalid"
  | "line_exists"
  | "set_elsewhere"
  | "window_closed"
  | "too_many"
  | "too_large"
  | "too_slow"
  | "malformed"
  | "unsupported_type"
  | "unavailable";

/** Understood and turned down: nothing changed, and asking again the same way gets the same answer. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly code: RefusalCode;
  /** The field that is wrong, for `invalid`. */
  readonly field: string | null;

  constructor(code: RefusalCode, message: string, field: string | null = null) {
    super(message);
    this.code = code;
    this.field = field;
  }
}
