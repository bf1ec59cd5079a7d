import { now } from "../clock.ts";
import type { Alert } from "../records.ts";
import { newSid } from "../sids.ts";
import type { Sandbox } from "../state.ts";

const MOST_KEPT = 1_000;

/** Writes down what went wrong, as Twilio's debugger does. */
export function addAlert(
  sandbox: Sandbox,
  given: Partial<Alert> & { accountSid: string; errorCode: number },
): void {
  const { alerts } = sandbox;
  alerts.push({
    sid: newSid("NO"),
    time: new Date(now(sandbox)).toISOString(),
    logLevel: "error",
    text: `ErrorCode=${given.errorCode}&LogLevel=ERROR`,
    resourceSid: "",
    serviceSid: null,
    request: { method: "POST", url: "", variables: "", headers: "" },
    response: { body: "", headers: "" },
    ...given,
  });
  if (alerts.length > MOST_KEPT) alerts.shift();
}
