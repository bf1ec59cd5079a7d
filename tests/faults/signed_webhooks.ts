import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { ACCOUNT, AUTH_TOKEN, LINE } from "../inbox.ts";

/** A webhook as it travels: signed, ready to be sent, and sent again. */
export interface SignedWebhook {
  sid: string;
  /** The customer's number, without `+`. */
  from: string;
  text: string;
  body: string;
  signature: string;
}

/** Signs a customer's message as Twilio does for a companion that is reached at `publicUrl`. */
export function signedWebhook(
  publicUrl: string,
  { sid, from, text }: { sid: string; from: string; text: string },
): SignedWebhook {
  const params = {
    AccountSid: ACCOUNT,
    ApiVersion: "2010-04-01",
    Body: text,
    From: `whatsapp:+${from}`,
    MessageSid: sid,
    MessageType: "text",
    NumMedia: "0",
    NumSegments: "1",
    ProfileName: `Cliente ${from}`,
    SmsMessageSid: sid,
    SmsSid: sid,
    SmsStatus: "received",
    To: LINE,
    WaId: from,
  };
  return {
    sid,
    from,
    text,
    body: new URLSearchParams(params).toString(),
    signature: getExpectedTwilioSignature(
      AUTH_TOKEN,
      `${publicUrl}/webhook/twilio`,
      params,
    ),
  };
}

/** Sends it; `null` when nobody answered. */
export async function post(
  url: string,
  { body, signature }: SignedWebhook,
): Promise<number | null> {
  try {
    const response = await fetch(`${url}/webhook/twilio`, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-twilio-signature": signature,
      },
      signal: AbortSignal.timeout(15_000),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
