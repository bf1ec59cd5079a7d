/**
 * A log line whose texts have no phone number: of each only the last two digits stay. Nobody should
 * write one; this is for the day when somebody does. Ids and times stay, and so do JSON's own numbers.
 */
export function maskNumbers(line: string): string {
  return line.replace(TEXT, (text) => text.replace(NUMBER, "$1…$2"));
}

/** A string of JSON. */
const TEXT = /"(?:[^"\\]|\\.)*"/g;
/** 8 to 15 digits that are no part of a word or of an id; a plus may be written as in an address. */
const NUMBER = /(^|[^\w-]|%2B)\d{6,13}(\d\d)(?![\w-])/gi;
