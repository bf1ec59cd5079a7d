/** What each kind of thing is called by. */
export type IdPrefix =
  | "resp"
  | "conv"
  | "msg"
  | "fc"
  | "fco"
  | "call"
  | "rs"
  | "item"
  | "req";

/** A new identifier in OpenAI's form: what it is, and hexadecimal digits. */
export function newId(prefix: IdPrefix): string {
  const digits = crypto.getRandomValues(new Uint8Array(25)).toHex();
  return `${prefix}_${prefix === "call" ? digits.slice(0, 24) : digits}`;
}

/** Now, in whole seconds since 1970, as OpenAI tells time. */
export function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
