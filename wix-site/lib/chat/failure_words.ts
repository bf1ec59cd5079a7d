import { type Texts, texts } from "./texts.ts";

type Reason = Exclude<keyof Texts["failure"], "other">;

/** What a failure's code means to an agent. Source: https://www.twilio.com/docs/api/errors */
const REASONS: readonly [Reason, readonly number[]][] = [
  ["window", [63016]],
  ["notOnWhatsApp", [21211, 21614, 63003, 63024]],
  ["optedOut", [21610, 63014, 63033, 63050]],
  ["tooLong", [21617]],
  ["file", [11751, 12300, 21620, 21623, 63019, 63021, 63034]],
  ["content", [63005, 63013, 63026]],
  ["busy", [20429, 21611, 30001, 63017]],
  ["limit", [63018, 63038]],
  ["line", [
    20003,
    20005,
    20404,
    21212,
    21601,
    21603,
    21606,
    21608,
    21609,
    21703,
    21712,
    63001,
    63002,
    63007,
    63008,
    63015,
    63020,
    63022,
    63051,
  ]],
  ["whatsApp", [20500, 20503, 30008, 63009, 63010, 63012, 63023, 63025]],
  ["blocked", [30003, 30004, 30005, 63032, 63049]],
];

/** Where sending the same again cannot help. */
const FINAL: readonly Reason[] = [
  "window",
  "notOnWhatsApp",
  "optedOut",
  "tooLong",
  "file",
  "content",
];

/** Why a message failed, in plain words. */
export function failureWords(code: number | null): string {
  const words = texts().failure;
  if (code === null) return words.plain;
  const reason = reasonOf(code);
  return reason ? words[reason] : words.other(code);
}

/** Whether it makes sense to offer sending it again. */
export function canSendAgain(code: number | null): boolean {
  const reason = code === null ? null : reasonOf(code);
  return reason === null || !FINAL.includes(reason);
}

/** The one thing that may help after a failure; `null` where nothing here does. */
export function suggestedAct(
  code: number | null,
): "again" | "template" | "edit" | null {
  const reason = code === null ? null : reasonOf(code);
  if (reason === "window") return "template";
  if (reason === "tooLong" || reason === "content") return "edit";
  return canSendAgain(code) ? "again" : null;
}

function reasonOf(code: number): Reason | null {
  return REASONS.find(([, codes]) => codes.includes(code))?.[0] ?? null;
}
