import type { Line, MessagingService } from "../records.ts";
import { holds } from "../rules.ts";
import type { Sandbox } from "../state.ts";
import type { Webhook } from "./webhooks.ts";

/** Where a customer's message to a sender goes. */
export type InboundRoute = Pick<
  Webhook,
  "url" | "method" | "fallbackUrl" | "fallbackMethod"
>;

/**
 * A service leaves messages to its senders' own webhooks, unless it was told to take them itself.
 * `null` when nobody is to be told.
 * Source: https://www.twilio.com/docs/messaging/services
 */
export function inboundRoute(
  sandbox: Sandbox,
  line: Line,
  service: MessagingService | null,
): InboundRoute | null {
  const { settings } = service ?? {};
  const defers = settings?.use_inbound_webhook_on_number ?? true;
  if (settings && (!defers || !holds(sandbox, "service deferral"))) {
    return toRoute({
      callback_url: settings.inbound_request_url,
      callback_method: settings.inbound_method,
      fallback_url: settings.fallback_url,
      fallback_method: settings.fallback_method,
    });
  }
  return toRoute({ ...line.webhook });
}

function toRoute(webhook: Record<string, unknown>): InboundRoute | null {
  const { callback_url: url, fallback_url: fallbackUrl } = webhook;
  if (!url) return null;
  return {
    url: String(url),
    method: String(webhook.callback_method ?? "POST"),
    fallbackUrl: fallbackUrl ? String(fallbackUrl) : null,
    fallbackMethod: String(webhook.fallback_method ?? "POST"),
  };
}
