/** Country code, its name, and how its numbers are read aloud; a number of another length is grouped by threes. */
const COUNTRIES: readonly [code: string, name: string, groups: number[]][] = [
  ["502", "Guatemala", [4, 4]],
  ["503", "El Salvador", [4, 4]],
  ["504", "Honduras", [4, 4]],
  ["505", "Nicaragua", [4, 4]],
  ["506", "Costa Rica", [4, 4]],
  ["507", "Panamá", [4, 4]],
  ["591", "Bolivia", [4, 4]],
  ["593", "Ecuador", [2, 3, 4]],
  ["595", "Paraguay", [3, 3, 3]],
  ["598", "Uruguay", [2, 3, 3]],
  ["521", "México", [3, 3, 4]],
  ["549", "Argentina", [2, 4, 4]],
  ["34", "España", [3, 2, 2, 2]],
  ["51", "Perú", [3, 3, 3]],
  ["52", "México", [3, 3, 4]],
  ["53", "Cuba", [4, 4]],
  ["54", "Argentina", [2, 4, 4]],
  ["55", "Brasil", [2, 5, 4]],
  ["56", "Chile", [1, 4, 4]],
  ["57", "Colombia", [3, 3, 4]],
  ["58", "Venezuela", [3, 3, 4]],
  ["1", "", [3, 3, 4]],
];

/** Written with the number of mobile phones that a country code carries inside. */
const MOBILE_MARK: Readonly<Record<string, string>> = {
  "521": "52 1",
  "549": "54 9",
};

/** A number for reading: `573153369631` is `+57 315 336 9631`. What is no number comes back as it is. */
export function prettyNumber(numero: string): string {
  const digits = onlyDigits(numero);
  if (!digits) return numero;
  const country = countryOf(digits);
  if (!country) return `+${inGroups(digits, [])}`;
  const [code, , groups] = country;
  const rest = inGroups(digits.slice(code.length), groups);
  return `+${MOBILE_MARK[code] ?? code} ${rest}`;
}

/** How the number is written in its own country, and which one that is. */
export function nationalNumber(
  numero: string,
): { national: string; country: string } {
  const digits = onlyDigits(numero);
  const country = digits ? countryOf(digits) : null;
  if (!digits || !country) {
    return { national: prettyNumber(numero), country: "" };
  }
  const [code, name, groups] = country;
  return {
    national: inGroups(digits.slice(code.length), groups),
    country: name,
  };
}

function onlyDigits(numero: string): string | null {
  const digits = numero.replace(/^\+/, "");
  return /^\d{5,15}$/.test(digits) ? digits : null;
}

function countryOf(digits: string) {
  return COUNTRIES.find(([code, , groups]) =>
    digits.startsWith(code) &&
    (code.length < 3 || digits.length === code.length + sum(groups))
  ) ?? null;
}

function inGroups(digits: string, groups: readonly number[]): string {
  if (sum(groups) !== digits.length) {
    return digits.replace(/\d{3}(?=\d{2,})/g, "$& ");
  }
  const parts: string[] = [];
  let at = 0;
  for (const length of groups) parts.push(digits.slice(at, at += length));
  return parts.join(" ");
}

function sum(groups: readonly number[]): number {
  return groups.reduce((total, length) => total + length, 0);
}
