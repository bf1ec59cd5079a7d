import { type Context, Hono } from "hono";
import { accountApi } from "./accounts/account_api.ts";
import { type SignedIn, signIn } from "./accounts/credentials.ts";
import { keysApi } from "./accounts/keys_api.ts";
import { phoneNumbersApi } from "./accounts/phone_numbers_api.ts";
import { contentApi } from "./content/content_api.ts";
import { controlRoutes } from "./controls/control_routes.ts";
import { mediaApi, mediaCdn } from "./messages/media_api.ts";
import { messagesApi } from "./messages/messages_api.ts";
import { phonesPage } from "./page/phones_page.ts";
import {
  notFound,
  toProblemAnswer,
  toRefusalAnswer,
  TwilioRefusal,
} from "./refusal.ts";
import { holds } from "./rules.ts";
import { sendersApi } from "./senders/senders_api.ts";
import { servicesApi } from "./senders/services_api.ts";
import { typingApi } from "./senders/typing_api.ts";
import type { Sandbox } from "./state.ts";
import { alertsApi } from "./webhooks/alerts_api.ts";

const NEWER = /^\/v[123]\//;

/**
 * Twilio's REST interface at Twilio's paths, and beside it the phones. Twilio's hosts share this one:
 * no two of them have the same path.
 */
export function twilioApp(sandbox: Sandbox): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  const refuse = (refusal: TwilioRefusal, c: Context) =>
    NEWER.test(c.req.path) && sandbox.variants.newerRefusals === "problem"
      ? toProblemAnswer(refusal, c.req.path)
      : toRefusalAnswer(refusal);
  app.onError((error, c) => {
    if (error instanceof TwilioRefusal) return refuse(error, c);
    console.error(error);
    return c.json({ code: 20500, message: "Internal error", status: 500 }, 500);
  });
  app.notFound((c) => refuse(notFound(c.req.path), c));
  for (const path of ["/2010-04-01/*", "/v1/*", "/v2/*", "/v3/*"]) {
    app.use(path, async (c, next) => {
      if (!isOpenFile(sandbox, c)) c.set("account", signIn(sandbox, c));
      await next();
    });
  }
  app.route("/2010-04-01", accountApi(sandbox));
  for (
    const part of [
      messagesApi(sandbox),
      mediaApi(sandbox),
      keysApi(sandbox),
      phoneNumbersApi(sandbox),
    ]
  ) app.route("/2010-04-01/Accounts/:account", part);
  app.route("/v1", servicesApi(sandbox));
  app.route("/v2/Channels", sendersApi(sandbox));
  app.route("/", typingApi(sandbox));
  app.route("/", contentApi(sandbox));
  app.route("/v1", alertsApi(sandbox));
  app.route("/cdn", mediaCdn(sandbox));
  app.route("/sandbox", controlRoutes(sandbox));
  app.route("/", phonesPage());
  return app;
}

/** An account may leave its files open to whoever knows their address. */
function isOpenFile(sandbox: Sandbox, c: Context<SignedIn>): boolean {
  const match = c.req.path.match(
    /\/Accounts\/(AC\w+)\/Messages\/\w+\/Media\/ME[0-9a-fA-F]+$/,
  );
  const isOpen = !sandbox.media.auth || !holds(sandbox, "media credentials");
  const account = sandbox.accounts.get(match?.[1] ?? "");
  if (!account || !isOpen || c.req.header("authorization")) return false;
  c.set("account", account);
  return true;
}
