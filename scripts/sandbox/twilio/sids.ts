/** What an identifier names, by its two letters. */
export type SidPrefix =
  | "AC"
  | "HX"
  | "ME"
  | "MG"
  | "MM"
  | "NO"
  | "PN"
  | "SK"
  | "SM"
  | "XE";

/** A new identifier in Twilio's form: two letters and 32 hexadecimal digits. */
export function newSid(prefix: SidPrefix): string {
  return prefix + crypto.randomUUID().replaceAll("-", "");
}
