import { addAccount } from "./accounts/accounts.ts";
import { toAddress } from "./customers/addresses.ts";
import { addLine } from "./senders/lines.ts";
import { addService } from "./senders/services.ts";
import type { TwilioOptions } from "./options.ts";
import { createSandbox, type Sandbox } from "./state.ts";

/** An account as a business has it on its first day: its senders with their webhooks, and a service where one is named. */
export function furnish(options: TwilioOptions): Sandbox {
  const { accountSid, authToken, moreNumbers = [] } = options;
  const number = toAddress(options.number);
  const sandbox = createSandbox({ ...options, number });
  addAccount(sandbox, {
    sid: accountSid,
    authToken,
    friendlyName: "Relevo (local)",
  });
  const lines = [number, ...moreNumbers.map(toAddress)].map((address, at) =>
    addLine(sandbox, {
      accountSid,
      address,
      sid: `XE${(at + 1).toString(16).padStart(32, "0")}`,
      webhook: {
        callback_url: options.webhookUrl || null,
        fallback_url: options.fallbackUrl ?? null,
        status_callback_url: options.statusCallbackUrl ?? null,
      },
    })
  );
  if (options.messagingServiceSid) {
    const service = addService(sandbox, {
      accountSid,
      sid: options.messagingServiceSid,
      settings: { friendly_name: "Relevo (local)" },
    });
    for (const { sid, createdAt } of lines) service.lines.set(sid, createdAt);
  }
  return sandbox;
}
