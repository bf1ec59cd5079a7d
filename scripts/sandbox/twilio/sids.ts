/** A new identifier in Twilio's form: two letters and 32 hexadecimal digits. */
export function newSid(prefix: "SM" | "MM" | "ME"): string {
  return prefix + crypto.randomUUID().replaceAll("-", "");
}
