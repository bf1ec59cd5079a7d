import { holds } from "../rules.ts";
import type { Sandbox } from "../state.ts";
import { addAlert } from "./alerts.ts";
import type { Attempt } from "./attempt.ts";
import { readConnectionRules } from "./connection_rules.ts";
import type { Webhook } from "./webhooks.ts";

/** Twilio reads XML and text. Source: https://www.twilio.com/docs/api/errors/12300 */
export function checkContentType(
  sandbox: Sandbox,
  webhook: Webhook,
  tried: Attempt,
): void {
  const { answer, failure } = tried;
  if (!answer?.body || failure !== null) return;
  const type = answer.headers["content-type"] ?? "";
  if (/xml|text\/(html|plain)/.test(type)) return;
  alertOf(sandbox, webhook, { errorCode: 12300, tried });
}

/** Writes down that a webhook failed, with what was sent and what came back. */
export function alertOf(
  sandbox: Sandbox,
  { accountSid, url, method = "POST", params }: Webhook,
  { errorCode, tried: { status, answer } }: {
    errorCode: number;
    tried: Attempt;
  },
): void {
  if (!holds(sandbox, "alerts")) return;
  const address = readConnectionRules(url).url;
  const text = new URLSearchParams({
    sourceComponent: "14100",
    httpResponse: String(status ?? 502),
    url: address,
    ErrorCode: String(errorCode),
    LogLevel: "ERROR",
  });
  addAlert(sandbox, {
    accountSid,
    errorCode,
    text: text.toString(),
    resourceSid: params.MessageSid ?? "",
    serviceSid: params.MessagingServiceSid ?? null,
    request: {
      method,
      url: address,
      variables: new URLSearchParams(params).toString(),
      headers: "",
    },
    response: {
      body: answer?.body ?? "",
      headers: Object.entries(answer?.headers ?? {})
        .map(([name, value]) => `${name}=${value}`).join("&"),
    },
  });
}
