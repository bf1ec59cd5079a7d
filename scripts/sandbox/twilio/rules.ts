/**
 * Each rule of Twilio's that can be turned off, one at a time, to prove that a test would notice.
 * Nothing else turns them off: what is merely unknown is in `variants.ts`.
 */
export const RULES = {
  "credentials": "Requests carry an account's own token or key",
  "account scope": "One account reads nothing of another's",
  "valid recipient": "A message goes to a WhatsApp address",
  "known sender": "A message leaves from a sender of the account",
  "body limit": "A body has 1,600 characters at most",
  "callback host": "A callback names a valid host",
  "service window": "Free text only within a day of the customer's own",
  "template approval": "Outside that day a template needs its approval",
  "template variables": "A template gets a value for each of its places",
  "opt-out": "Who unsubscribed gets nothing",
  "sender rate": "A sender has 80 messages a second, the rest wait",
  "queue limit": "A sender's queue ends",
  "scheduling": "A scheduled message needs a service and a time within reach",
  "cancel early": "Only what has not left can be canceled",
  "delete late": "Only what has ended can be deleted",
  "stable pages": "What arrives shifts no page of a list",
  "day filters": "Lists filter by the day",
  "media type": "WhatsApp takes some types of files",
  "media size": "WhatsApp takes files up to a size",
  "media credentials": "A customer's file needs credentials",
  "media host": "The host behind a file refuses credentials",
  "signature": "Webhooks are signed with the account's token",
  "signed address": "What is signed is the address without its fragment",
  "silent first status":
    "The status that a message starts with is not reported",
  "report order": "Each report waits for the one before it",
  "retry policy": "Only the failures that the address names are tried again",
  "retry count": "Tries end after as many as the address says",
  "read timeout": "An answer that takes too long is none",
  "total timeout": "All tries together end in time",
  "connect timeout": "A connection that takes too long is none",
  "one token": "The tries of one webhook share their token",
  "fallback": "A webhook that failed goes to the fallback",
  "alerts": "A webhook that failed is listed",
  "album": "Each file of an album has a webhook of its own",
  "hidden number": "Who hides the number is named by an id alone",
  "service deferral":
    "A service leaves webhooks to its senders unless told otherwise",
  "service sid": "Webhooks name the service whose pool has the sender",
  "sticky sender": "A service keeps one sender for one customer",
  "quote age": "A quotation older than a week is not named",
  "typing reads": "A typing indicator marks the message as read",
  "coverage": "What finds no coverage stays sent",
  "blocked": "Who blocked the business gets nothing",
  "on whatsapp": "Only who is on WhatsApp gets anything",
  "sender channel": "A list of senders names its channel",
} as const;

export type Rule = keyof typeof RULES;

/** Whether the rule is in force. */
export function holds(
  { without }: { without: ReadonlySet<Rule> },
  rule: Rule,
): boolean {
  return !without.has(rule);
}

/** Reads a list of names. @throws {TypeError} when one is no rule */
export function parseRules(names: readonly string[]): Rule[] {
  const unknown = names.filter((name) => !Object.hasOwn(RULES, name));
  if (unknown.length === 0) return names as Rule[];
  throw new TypeError(`Cannot turn off: no rule "${unknown[0]}"`);
}
