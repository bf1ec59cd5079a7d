/** What the fragment of a configured webhook says about timeouts and retries. */
export interface ConnectionRules {
  retries: number;
  policies: readonly string[];
  connectMs: number;
  readMs: number;
  totalMs: number;
}

/**
 * Splits a configured address into the one that is called and signed, and its connection rules.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export function readConnectionRules(
  configured: string,
  usualRetries = "ct",
): { url: string; rules: ConnectionRules } {
  const at = configured.indexOf("#");
  const url = at < 0 ? configured : configured.slice(0, at);
  const given = new URLSearchParams(at < 0 ? "" : configured.slice(at + 1));
  const rules = {
    retries: within(given.get("rc"), { least: 0, most: 5, otherwise: 1 }),
    policies: (given.get("rp") ?? usualRetries).split(","),
    connectMs: within(given.get("ct"), {
      least: 100,
      most: 10_000,
      otherwise: 5_000,
    }),
    readMs: within(given.get("rt"), LONGEST),
    totalMs: within(given.get("tt"), LONGEST),
  };
  return { url, rules };
}

const LONGEST = { least: 100, most: 15_000, otherwise: 15_000 };

function within(
  text: string | null,
  { least, most, otherwise }: typeof LONGEST,
): number {
  if (text === null || !/^\d+$/.test(text)) return otherwise;
  return Math.min(Math.max(Number(text), least), most);
}
