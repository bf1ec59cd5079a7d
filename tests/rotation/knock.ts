import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import type { Letter } from "./crowd.ts";

/** Who Twilio's requests are for, and with what they are signed. */
export interface Door {
  /** The companion's address. */
  url: string;
  accountSid: string;
  authToken: string;
  line: string;
}

/** Tells of a letter as Twilio does, and answers with status and body. */
export async function knock(door: Door, letter: Letter): Promise<string> {
  const url = `${door.url}/webhook/twilio`;
  const params = {
    MessageSid: letter.sid,
    AccountSid: door.accountSid,
    From: letter.from,
    To: door.line,
    Body: letter.body,
    NumMedia: "0",
  };
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "X-Twilio-Signature": getExpectedTwilioSignature(
        door.authToken,
        url,
        params,
      ),
    },
    body: new URLSearchParams(params),
  });
  return `${response.status} ${await response.text()}`;
}
