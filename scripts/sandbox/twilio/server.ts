import { serveOnLoopback, withControls } from "../controls.ts";
import type { LogEntry } from "../controls.ts";
import { twilioApp } from "./app.ts";
import { toAddress } from "./addresses.ts";
import { openPhone, resumeDelivery } from "./delivery.ts";
import { keepHistory } from "./history_file.ts";
import { type InboundOutcome, writeAsCustomer } from "./inbound.ts";
import type { InboundRequest } from "./inbound_request.ts";
import { type PhoneMessage, readPhone } from "./phones.ts";
import { PHONES_PAGE } from "./phones_page.ts";
import { refusalFor } from "./refusal.ts";
import type { ReportRequest } from "./reports.ts";
import { reportByHand } from "./sandbox_routes.ts";
import { createSandbox, phoneKey, track } from "./state.ts";
import type {
  DeliverySettings,
  Sandbox,
  SandboxMessage,
  TwilioOptions,
} from "./state.ts";

/** A running stand-in of Twilio. */
export interface TwilioSandbox extends AsyncDisposable {
  url: string;
  port: number;
  /** Where customers' messages go from now on; may end in a fragment with connection rules. */
  setWebhook(url: string): void;
  setDelivery(settings: Partial<DeliverySettings>): void;
  /** Every message of the account in both directions, oldest first. */
  messages(): SandboxMessage[];
  /** What that customer's phone shows, oldest first. */
  phone(number: string): PhoneMessage[];
  /** A customer writes; the answer holds the receiver's status. */
  inbound(request: InboundRequest): Promise<InboundOutcome>;
  /** Sends one delivery report by hand; the receiver's status, `null` without an answer. */
  report(messageSid: string, report: ReportRequest): Promise<number | null>;
  /** The customer opens the conversation; how many messages that read. */
  open(number: string): number;
  /** Resolves once every webhook and report is delivered or given up. */
  idle(): Promise<void>;
  log(): LogEntry[];
  stop(): Promise<void>;
}

/** Starts it on loopback. @throws {Error} naming the port, when it is taken */
export async function startTwilioSandbox(
  options: TwilioOptions,
): Promise<TwilioSandbox> {
  const sandbox = createSandbox({
    ...options,
    number: toAddress(options.number),
  });
  const { app, log } = withControls(twilioApp(sandbox), {
    ownPages: PHONES_PAGE,
    refusal: refusalFor,
  });
  const history = options.dataFile
    ? await keepHistory(sandbox, options.dataFile)
    : null;
  const served = await listen();
  sandbox.url = served.url;
  resumeDelivery(sandbox);
  let stopped: Promise<void> | null = null;

  async function listen() {
    try {
      return await serveOnLoopback(app, options.port);
    } catch (error) {
      sandbox.client.close();
      throw error;
    }
  }

  async function end(): Promise<void> {
    sandbox.stopping.abort();
    await served.stop();
    await idle(sandbox);
    await history?.flush();
    sandbox.client.close();
  }
  const stop = () => stopped ??= end();

  return {
    url: served.url,
    port: served.port,
    setWebhook: (url) => void (sandbox.webhookUrl = url),
    setDelivery: (settings) => void Object.assign(sandbox.delivery, settings),
    messages: () => [...sandbox.messages.values()],
    phone: (number) => readPhone(sandbox, number),
    inbound: (request) => track(sandbox, writeAsCustomer(sandbox, request)),
    report: (sid, report) => reportByHand(sandbox, sid, report),
    open: (number) => openPhone(sandbox, phoneKey(sandbox, number)),
    idle: () => idle(sandbox),
    log,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function idle({ pending }: Sandbox): Promise<void> {
  while (pending.size > 0) await Promise.all([...pending]);
}
