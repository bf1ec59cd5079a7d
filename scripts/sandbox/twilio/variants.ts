/**
 * What no source settles about Twilio, so that code must bear each of it. `POST /sandbox/variants`
 * switches.
 */
export interface Variants {
  /** Where a free text outside the service window is refused. */
  windowError: "callback" | "sync";
  /** Where a message to who unsubscribed is refused. */
  optOutError: "sync" | "callback";
  /** Where a message beyond WhatsApp's rate for one customer is refused. */
  rateError: "callback" | "sync";
  /** Whether STOP means anything to a line without Advanced Opt-Out. */
  plainStop: "ignored" | "obeyed";
  /** Whether a keyword that Advanced Opt-Out answers still reaches the webhook. */
  keywordWebhook: boolean;
  /** Whether `sending` is called back. */
  reportsSending: boolean;
  /** Whether the last digits of `ChannelToAddress` are hidden. */
  masksToAddress: boolean;
  /** Whether reports of failures carry `ErrorMessage`. */
  errorMessages: boolean;
  /** Whether reports of failures carry `ChannelStatusCode`. */
  channelStatusCode: boolean;
  /** How a message fails that WhatsApp itself turned down. */
  refusedStatus: "failed" | "undelivered";
  /** The code for a number that is not on WhatsApp. */
  notOnWhatsApp: 63024 | 63003;
  /** Whether `ExternalUserId` begins with `whatsapp:`. */
  prefixesUserId: boolean;
  /** Under which name a customer's user name comes, if at all. */
  userName: "absent" | "ProfileUsername" | "Username";
  /** What `Forwarded` says of a message that is not. */
  notForwarded: "absent" | "false";
  /** The `MessageType` of a tapped button. */
  buttonType: "button" | "interactive";
  /** Whether a choice from a list carries `ListId` and `ListTitle`. */
  listReply: "absent" | "named";
  /** What becomes of reactions, edits and deletions. */
  reactions: "dropped" | "untitled";
  /** What a retry token on a new message does. */
  createToken: "ignored" | "obeyed";
  /** The first status of a message for a service. */
  serviceStatus: "accepted" | "queued";
  /** Which failures an address without rules is tried again for. */
  usualRetries: "ct" | "ct,rt" | "ct,rt,5xx";
  /** Waits before each further try; the last one repeats. */
  retryWaitsMs: number[];
  /** How the newer interfaces word a refusal. */
  newerRefusals: "classic" | "problem";
  /** The first status of a template sent for approval. */
  approvalStart: "pending" | "received";
  /** Whether a paused template may still be sent within the window. */
  pausedInWindow: "refused" | "sent";
}

/** The choices of a stand-in that nobody has told otherwise. */
export function usualVariants(): Variants {
  return {
    windowError: "callback",
    optOutError: "sync",
    rateError: "callback",
    plainStop: "ignored",
    keywordWebhook: true,
    reportsSending: false,
    masksToAddress: true,
    errorMessages: false,
    channelStatusCode: false,
    refusedStatus: "failed",
    notOnWhatsApp: 63024,
    prefixesUserId: true,
    userName: "absent",
    notForwarded: "absent",
    buttonType: "button",
    listReply: "absent",
    reactions: "dropped",
    createToken: "ignored",
    serviceStatus: "accepted",
    usualRetries: "ct",
    retryWaitsMs: [0],
    newerRefusals: "classic",
    approvalStart: "pending",
    pausedInWindow: "refused",
  };
}

/** Changes some of them. @throws {TypeError} for a name that is none, or a value of another kind */
export function setVariants(variants: Variants, given: object): Variants {
  const usual = usualVariants() as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) {
    const isKnown = Object.hasOwn(usual, name) &&
      typeof value === typeof usual[name] &&
      Array.isArray(value) === Array.isArray(usual[name]);
    if (!isKnown) {
      throw new TypeError(`Cannot vary: "${name}" is no such choice`);
    }
  }
  return Object.assign(variants, given);
}
