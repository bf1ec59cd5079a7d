import type { TwilioParams } from "../providers/twilio/inbound.ts";
import type { Line } from "../store/lines.ts";
import type { HttpContext } from "./context.ts";
import { firstValues, readForm } from "./form_params.ts";
import { isSignedWith } from "./twilio_signature.ts";

/** What a webhook was found to say, and for which line. */
export interface Verified {
  params: TwilioParams;
  line: Line | null;
}

/** A webhook as it came. */
export interface SignedBody {
  body: Uint8Array;
  signature: string;
  /** Of its address, what stands behind our public one. */
  path: string;
  /** A report is about what we sent: there, the line is who it came from. */
  isReport: boolean;
}

/** Reads webhooks that are signed by the account that they name; `null` when one isn't. */
export function twilioVerification(
  { lines, publicUrl }: Pick<HttpContext, "lines" | "publicUrl">,
) {
  return async function verify(
    { body, signature, path, isReport }: SignedBody,
  ): Promise<Verified | null> {
    const raw = readForm(body);
    const first = (name: string) => {
      const value = raw[name];
      return typeof value === "string" ? value : value?.[0];
    };
    const addressee = {
      accountSid: first("AccountSid"),
      to: first("To"),
      messagingServiceSid: first("MessagingServiceSid"),
    };
    const tokens = await lines.tokensFor(addressee);
    const call = { signature, url: publicUrl() + path, params: raw };
    if (!tokens.some((token) => isSignedWith(token, call))) return null;
    const line = await lines.lineFor(
      isReport ? { ...addressee, to: first("From") } : addressee,
    );
    return { params: firstValues(raw), line };
  };
}
