/** One message, as some place has it. */
export interface Said {
  /** Ours. */
  id: string;
  from: "customer" | "business";
  words: string;
  /** How a message of the business fares, where the place tells. */
  status?: string;
}

/** What a place has of one customer. */
export interface Thread {
  /** The number without `+`, or the conversation's id for who hides it. */
  customer: string;
  /** By name; left out where the place doesn't tell. */
  agent?: string | null;
  /** In the place's own order. */
  messages: Said[];
}

/** What an agent's page received. */
export interface PageCopy {
  agent: string;
  /** What it read, as it would be drawn. */
  threads: Thread[];
  /** The new messages that it was told of, in the order in which it was; `null` of a page that was opened late. */
  told: { customer: string; messages: string[] }[] | null;
  /** What it should never meet. */
  problems: string[];
}

/** A decision of the ledger that took a turn. */
export interface Turn {
  turn: number;
  customer: string;
  agent: string;
}

/** The same messages, as each place has them. */
export interface Places {
  /** The truth that the others are held against. */
  postgres: Thread[];
  /** Ids of the customers' messages, once for each entry. */
  journal: string[];
  twilio: Thread[];
  phones: Thread[];
  /** `CHATBOT_MENSAJES`. */
  site: Thread[];
  /** `CHATBOT`, which has the newest hundred of each. */
  siteRows: Thread[];
  pages: PageCopy[];
  /** Replies that an agent sent once more, later than their place says, because nobody knew of them. */
  sentAgain: string[];
  turns: Turn[];
}
