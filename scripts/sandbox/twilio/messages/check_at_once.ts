import { now } from "../clock.ts";
import { contentFailure } from "../content/content.ts";
import { isOptedOut } from "../customers/opt_out.ts";
import type { SandboxPhone } from "../records.ts";
import { TwilioRefusal } from "../refusal.ts";
import { holds } from "../rules.ts";
import type { Sandbox } from "../state.ts";
import { countForCustomer } from "./rates.ts";
import type { Sender } from "./sender_of.ts";
import { isWindowOpen } from "./service_window.ts";

/**
 * Refuses what Twilio may also notice only later: nobody knows when it does.
 * @throws {TwilioRefusal}
 */
export function checkAtOnce(
  sandbox: Sandbox,
  { form, phone, sender: { line, service } }: {
    form: URLSearchParams;
    phone: SandboxPhone;
    sender: Sender;
  },
): void {
  const { variants } = sandbox;
  if (
    variants.optOutError === "sync" &&
    isOptedOut(sandbox, { line, service, phone: phone.key })
  ) {
    throw new TwilioRefusal(
      21610,
      "Attempt to send to unsubscribed recipient",
    );
  }
  if (variants.windowError === "sync" && holds(sandbox, "service window")) {
    const isOpen = isWindowOpen(phone, {
      line: line.address,
      now: now(sandbox),
    });
    const content = sandbox.contents.get(form.get("ContentSid") ?? "");
    const failure = content
      ? contentFailure(content, { isWindowOpen: isOpen, ...variants })
      : 63016;
    if (!isOpen && failure === 63016) {
      throw new TwilioRefusal(63016, "Failed to send freeform message");
    }
  }
  if (variants.rateError === "sync" && !countForCustomer(sandbox, phone)) {
    throw new TwilioRefusal(63018, "Rate limit exceeded for Channel", 429);
  }
}
