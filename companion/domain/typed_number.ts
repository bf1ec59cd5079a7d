import { numberKey } from "./address.ts";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/**
 * Reads a number as people write it: with its country, or as it is dialled in the country of our own
 * number. E.164 without `+`; `null` when nobody can have such a number.
 */
export function toNumber(text: string, ours: string): string | null {
  const country = parsePhoneNumberFromString(ours.replace("whatsapp:", ""))
    ?.country;
  const bare = text.trim().replace(/^whatsapp:/i, "");
  if (bare.length > 40 || !/^[+\d\s().\-\/]+$/.test(bare)) return null;
  const digits = bare.replace(/\D/g, "");
  const readings = [
    ...bare.startsWith("+") ? [] : [parsePhoneNumberFromString(bare, country)],
    parsePhoneNumberFromString(`+${digits}`),
    // Mexico's 1 after 52: WhatsApp knows it, the tables don't.
    parsePhoneNumberFromString(`+${numberKey(digits)}`),
  ];
  const found = readings.find((reading) => reading?.isPossible());
  return found ? found.number.slice(1) : null;
}
