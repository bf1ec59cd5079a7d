import { serveOnLoopback, withControls } from "../controls.ts";
import type { LogEntry } from "../controls.ts";
import { twilioApp } from "./app.ts";
import { advance } from "./clock.ts";
import { reportByHand } from "./controls/control_routes.ts";
import {
  type DeliveryRequest,
  setDelivery,
} from "./controls/setting_controls.ts";
import { keepHistory } from "./customers/history_file.ts";
import { type InboundOutcome, writeAsCustomer } from "./customers/inbound.ts";
import type { InboundRequest } from "./customers/inbound_request.ts";
import { type PhoneMessage, readPhone } from "./customers/phone_messages.ts";
import { openPhone, resumeDelivery } from "./messages/delivery.ts";
import type { ReportRequest } from "./messages/reports.ts";
import { PHONES_PAGE } from "./page/phones_page.ts";
import type { SandboxMessage } from "./records.ts";
import { refusalFor } from "./refusal.ts";
import { firstLine } from "./senders/lines.ts";
import { furnish } from "./furnish.ts";
import type { TwilioOptions } from "./options.ts";
import { phoneKey, type Sandbox } from "./state.ts";
import { setVariants, type Variants } from "./variants.ts";

/** A running stand-in of Twilio. */
export interface TwilioSandbox extends AsyncDisposable {
  url: string;
  port: number;
  /** Where customers' messages to the first sender go from now on; may end in a fragment with connection rules. */
  setWebhook(url: string): void;
  setDelivery(settings: DeliveryRequest): void;
  setVariants(variants: Partial<Variants>): void;
  /** Moves its clock ahead. */
  advance(ms: number): void;
  /** Every message of all accounts in both directions, oldest first. */
  messages(): SandboxMessage[];
  /** What that customer's phone shows, oldest first. */
  phone(number: string): PhoneMessage[];
  /** A customer writes; the answer holds the receiver's status. */
  inbound(request: InboundRequest): Promise<InboundOutcome>;
  /** Sends one delivery report by hand; the receiver's status, `null` without an answer. */
  report(messageSid: string, report: ReportRequest): Promise<number | null>;
  /** The customer opens the conversation; how many messages that read. */
  open(number: string): number;
  /** Resolves once every webhook and report is delivered or given up. What waits for a time or for coverage does not count. */
  idle(): Promise<void>;
  log(): LogEntry[];
  stop(): Promise<void>;
}

/** Starts it on loopback. @throws {Error} naming the port, when it is taken */
export async function startTwilioSandbox(
  options: TwilioOptions,
): Promise<TwilioSandbox> {
  const sandbox = furnish(options);
  const { app, log } = withControls(twilioApp(sandbox), {
    ownPages: PHONES_PAGE,
    refusal: refusalFor,
    drawsFaults: true,
  });
  const history = options.dataFile
    ? await keepHistory(sandbox, options.dataFile)
    : null;
  const served = await serveOnLoopback(app, options.port);
  sandbox.url = served.url;
  resumeDelivery(sandbox);
  let stopped: Promise<void> | null = null;

  async function end(): Promise<void> {
    sandbox.stopping.abort();
    await served.stop();
    await idle(sandbox);
    await history?.flush();
  }
  const stop = () => stopped ??= end();

  return {
    url: served.url,
    port: served.port,
    setWebhook: (url) =>
      void (firstLine(sandbox).webhook.callback_url = url || null),
    setDelivery: (settings) => void setDelivery(sandbox, settings),
    setVariants: (variants) => void setVariants(sandbox.variants, variants),
    advance: (ms) => advance(sandbox, ms),
    messages: () =>
      [...sandbox.messages.values()].filter(({ isDeleted }) => !isDeleted),
    phone: (number) => readPhone(sandbox, number),
    inbound: (request) => writeAsCustomer(sandbox, request),
    report: (sid, report) => reportByHand(sandbox, sid, report),
    open: (number) => openPhone(sandbox, phoneKey(sandbox, number)),
    idle: () => idle(sandbox),
    log,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function idle({ pending }: Sandbox): Promise<void> {
  do {
    // What was just woken has not said yet that it works.
    await new Promise((resume) => setTimeout(resume));
    await Promise.all([...pending]);
  } while (pending.size > 0);
}
