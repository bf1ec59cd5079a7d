import { createHash } from "node:crypto";
import { parsePhoneNumberFromString } from "libphonenumber-js";

const NUMBER = /^whatsapp:\+[1-9]\d{6,14}$/;
const USER_ID = /^whatsapp:[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** Whether WhatsApp could deliver to it: a number, or the id of a user who hides the number. */
export function isWhatsAppAddress(address: string): boolean {
  return NUMBER.test(address) || USER_ID.test(address);
}

export function isNumber(address: string): boolean {
  return NUMBER.test(address);
}

/** An address as Twilio writes it, from what a person typed: with or without `whatsapp:` and `+`. */
export function toAddress(typed: string): string {
  const bare = typed.trim().replace(/^whatsapp:/, "");
  if (/^[A-Z]{2}\./.test(bare)) return `whatsapp:${bare}`;
  const digits = bare.replace(/[\s()+.-]/g, "");
  return /^\d+$/.test(digits) ? `whatsapp:+${digits}` : `whatsapp:${bare}`;
}

/**
 * One key per phone: Mexican, Argentine and Brazilian mobiles are written with and without an
 * inner digit, and WhatsApp delivers both to the same phone.
 */
export function addressKey(typed: string): string {
  return toAddress(typed).replace(/^whatsapp:\+?/, "")
    .replace(/^521(\d{10})$/, "52$1")
    .replace(/^549(\d{10})$/, "54$1")
    .replace(/^55(\d{2})9(\d{8})$/, "55$1$2");
}

/** The stable id that WhatsApp would show instead of this number. */
export function userIdOf(address: string): string {
  if (!isNumber(address)) return address;
  const country = parsePhoneNumberFromString(address.slice(9))?.country ?? "ZZ";
  const hash = createHash("sha256").update(address).digest("hex");
  return `whatsapp:${country}.${BigInt(`0x${hash}`) % 10n ** 16n}`;
}
