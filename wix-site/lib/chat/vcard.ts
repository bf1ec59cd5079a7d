/** A person out of a contact card. */
export interface CardPerson {
  name: string;
  /** As they were written. */
  numbers: string[];
  organisation: string;
}

const MOST_PEOPLE = 10;
const MOST_NUMBERS = 5;

/**
 * Reads the people of a contact card; what it doesn't know it passes over.
 * Source: https://www.rfc-editor.org/rfc/rfc6350
 */
export function readCard(text: string): CardPerson[] {
  const people: CardPerson[] = [];
  // A line that begins with a blank goes on with the one before it.
  for (const line of text.replace(/\r?\n[ \t]/g, "").split(/\r?\n/)) {
    const match = /^(?:[\w-]+\.)?([A-Za-z-]+)((?:;[^:]*)?):(.*)$/.exec(line);
    if (!match) continue;
    const [, name = "", params = "", value = ""] = match;
    const field = name.toUpperCase();
    if (field === "BEGIN") {
      people.push({ name: "", numbers: [], organisation: "" });
    }
    const person = people.at(-1);
    if (!person) continue;
    if (field === "FN") person.name = plainValue(value);
    if (field === "ORG") {
      person.organisation = plainValue(value).replaceAll(";", " · ");
    }
    if (field === "TEL") person.numbers.push(numberOf(params, value));
  }
  return people
    .filter(({ name, numbers }) => name || numbers.length > 0)
    .slice(0, MOST_PEOPLE)
    .map((person) => ({
      ...person,
      numbers: [...new Set(person.numbers)].slice(0, MOST_NUMBERS),
    }));
}

/** WhatsApp writes the number's own account beside it, which is whole where the text may not be. */
function numberOf(params: string, value: string): string {
  const account = /;waid=(\d{5,15})/i.exec(params)?.[1];
  return account ? `+${account}` : plainValue(value).replace(/^tel:/i, "");
}

function plainValue(value: string): string {
  return value.replace(/\\n/gi, " ").replace(/\\([,;\\])/g, "$1").trim();
}
