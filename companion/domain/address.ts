/**
 * How a customer is addressed. `whatsapp:+573001112233` has a number, `whatsapp:CO.4480…` hides it.
 * Source: https://www.twilio.com/docs/whatsapp/key-concepts
 */
export interface Address {
  /** What to look the customer up by: one spelling for all variants of a number. */
  key: string;
  /** E.164 without `+`; `null` for a customer who hides it. */
  number: string | null;
}

/** Reads an address as the provider writes it, or a number as people do. `null` when it is neither. */
export function toAddress(text: string): Address | null {
  const bare = text.trim().replace(/^whatsapp:/i, "").trim();
  const digits = bare.replace(/^\+/, "").replace(/[\s().-]/g, "");
  if (/^[1-9]\d{5,17}$/.test(digits)) {
    return { key: `tel:${numberKey(digits)}`, number: digits };
  }
  if (/^[A-Za-z]{2}\.[\w.-]{1,120}$/.test(bare)) {
    return { key: `wa:${bare.toUpperCase()}`, number: null };
  }
  return null;
}

/**
 * One spelling for a number that WhatsApp and people write in two: Mexico's 1 after 52,
 * Argentina's 9 after 54, and the ninth digit of Brazil's old mobile numbers, which landlines
 * and newer mobiles don't share.
 */
export function numberKey(digits: string): string {
  if (/^521\d{10}$/.test(digits)) return `52${digits.slice(3)}`;
  if (/^549\d{10}$/.test(digits)) return `54${digits.slice(3)}`;
  if (/^55\d{2}9[6-9]\d{7}$/.test(digits)) {
    return digits.slice(0, 4) + digits.slice(5);
  }
  return digits;
}

/** Every way in which the provider, the site or a person may write a customer of this key. */
export function spellingsOf(key: string): string[] {
  const [kind, bare = ""] = [key.slice(0, key.indexOf(":")), key.split(":")[1]];
  if (kind !== "tel") return [bare, `whatsapp:${bare}`];
  return numbersOf(bare).flatMap((digits) => [
    digits,
    `+${digits}`,
    `whatsapp:+${digits}`,
  ]);
}

/** The numbers that {@link numberKey} spells so. */
function numbersOf(key: string): string[] {
  const longer = [
    key.replace(/^52(\d{10})$/, "521$1"),
    key.replace(/^54(\d{10})$/, "549$1"),
    key.replace(/^(55\d{2})([6-9]\d{7})$/, "$19$2"),
  ];
  return [...new Set([key, ...longer])].filter((digits) =>
    numberKey(digits) === key
  );
}
