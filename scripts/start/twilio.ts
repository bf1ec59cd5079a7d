import { join } from "node:path";
import { startTwilioSandbox } from "../sandbox/twilio/server.ts";
import type { StartContext } from "./context.ts";
import { hasRealTwilio } from "./settings.ts";
import type { StartFile } from "./start_file.ts";

/** Twilio's part of the whole: itself, or its stand-in. */
export interface OpenTwilio extends AsyncDisposable {
  env: Record<string, string>;
  told: Pick<
    StartFile,
    "twilio" | "twilioAccountSid" | "twilioAuthToken" | "twilioNumber"
  >;
}

/** A number that WhatsApp itself gives out for trying. */
const SANDBOX_NUMBER = "whatsapp:+573153369631";

/** Starts the stand-in, unless the environment names the real one. */
export async function openTwilio(context: StartContext): Promise<OpenTwilio> {
  const { settings, secrets } = context;
  const account = {
    accountSid: settings.twilioAccountSid ?? secrets.twilioAccountSid,
    authToken: settings.twilioAuthToken ?? secrets.twilioAuthToken,
    number: settings.twilioNumber ?? SANDBOX_NUMBER,
  };
  const sandbox = hasRealTwilio(settings)
    ? null
    : await startSandbox(account, context);
  const apiUrl = settings.twilioApiUrl ?? sandbox?.url;
  return {
    env: {
      TWILIO_ACCOUNT_SID: account.accountSid,
      TWILIO_AUTH_TOKEN: account.authToken,
      TWILIO_WHATSAPP_NUMBER: account.number,
      ...(apiUrl ? { TWILIO_API_URL: apiUrl } : {}),
    },
    told: {
      twilio: sandbox?.url ?? null,
      twilioAccountSid: account.accountSid,
      twilioAuthToken: settings.twilioAuthToken ? null : account.authToken,
      twilioNumber: account.number,
    },
    async [Symbol.asyncDispose]() {
      await sandbox?.stop();
    },
  };
}

interface Account {
  accountSid: string;
  authToken: string;
  number: string;
}

async function startSandbox(
  { accountSid, authToken, number }: Account,
  { settings, ports, publicUrl }: StartContext,
) {
  return await startTwilioSandbox({
    port: ports.twilio,
    accountSid,
    // The first of several is the one in use.
    authToken: authToken.split(",")[0]!.trim(),
    number,
    webhookUrl: `${publicUrl}/webhook/twilio`,
    dataFile: join(settings.dataDir, "twilio-sandbox.json"),
  });
}
