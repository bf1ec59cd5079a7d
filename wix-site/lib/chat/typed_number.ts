import { nationalNumber, prettyNumber } from "./phones.ts";

/** A number as somebody is typing it. */
export interface TypedNumber {
  /** Digits with the country's code, as the companion gets it. */
  digits: string;
  pretty: string;
  country: string;
  isWhole: boolean;
}

/**
 * Reads a number however it is written: with `+`, with `00`, with the country's code, or as at
 * home, when the line's country is taken.
 */
export function readTypedNumber(typed: string, line: string): TypedNumber {
  const isInternational = /^\s*(?:\+|00)/.test(typed);
  const digits = typed.replace(/\D/g, "").replace(/^00/, "");
  const code = codeOf(line);
  const isHome = !isInternational && code !== "" && digits.length > 0 &&
    digits.length <= nationalLength(line);
  const whole = isHome ? code + digits : digits;
  const { country } = nationalNumber(whole);
  return {
    digits: whole,
    pretty: whole ? prettyNumber(whole) : "",
    country,
    isWhole: whole.length >= 10 && whole.length <= 15,
  };
}

/** The country's code of a line's own number: what stands before its national part. */
function codeOf(line: string): string {
  const { national } = nationalNumber(line);
  const all = line.replace(/\D/g, "");
  const rest = national.replace(/\D/g, "");
  return all.endsWith(rest) ? all.slice(0, all.length - rest.length) : "";
}

function nationalLength(line: string): number {
  return nationalNumber(line).national.replace(/\D/g, "").length;
}
