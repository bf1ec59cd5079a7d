import { createHash } from "node:crypto";
import { parse } from "node:querystring";

const FORM = "application/x-www-form-urlencoded";
const AMPERSAND = 0x26;
/** Twilio sends some dozens. */
const MOST_PARAMS = 1000;
const UTF_8 = ["utf-8", "utf8", "us-ascii"];

/** The parameters of a form; a list where a name comes several times. */
export type FormParams = Record<string, string | string[]>;

const utf8 = new TextDecoder();

/** Whether these headers announce a form that we can read: of UTF-8, and not compressed. */
export function isForm(headers: Headers): boolean {
  const [type, ...rest] = (headers.get("content-type") ?? "").toLowerCase()
    .split(";").map((part) => part.trim());
  const charset = rest.find((part) => part.startsWith("charset="))
    ?.slice("charset=".length).replaceAll('"', "") ?? "utf-8";
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ??
    "identity";
  return type === FORM && UTF_8.includes(charset) && encoding === "identity";
}

/** Whether a form has more parameters than any webhook. To read and sort them would cost more than the signature is worth. */
export function hasTooManyParams(body: Uint8Array): boolean {
  let separators = 0;
  for (
    let at = body.indexOf(AMPERSAND);
    at >= 0;
    at = body.indexOf(AMPERSAND, at + 1)
  ) {
    separators += 1;
    if (separators >= MOST_PARAMS) return true;
  }
  return false;
}

/** Reads a form. Bytes that are no UTF-8 become U+FFFD, and any name is a name like others, `__proto__` too. */
export function readForm(body: Uint8Array): FormParams {
  return parse(utf8.decode(body), "&", "=", { maxKeys: 0 }) as FormParams;
}

/** The first value of each name, without NUL characters, which some phones send and no column can keep. */
export function firstValues(params: FormParams): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of Object.keys(params)) {
    const value = params[name]!;
    const first = clean(typeof value === "string" ? value : value[0] ?? "");
    // `__proto__` is a name like others.
    if (name.startsWith("__")) define(values, clean(name), first);
    else values[clean(name)] = first;
  }
  return values;
}

function define(values: object, name: string, value: string): void {
  const own = { writable: true, enumerable: true, configurable: true };
  Object.defineProperty(values, name, { value, ...own });
}

/** What stands for a request without a name of its own: the same one twice is the same. */
export function digestOf(params: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(params).sort(([a], [b]) => a < b ? -1 : 1);
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}

function clean(text: string): string {
  return text.includes("\0") ? text.replaceAll("\0", "") : text;
}
