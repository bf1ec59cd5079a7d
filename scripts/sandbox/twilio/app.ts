import { type Context, Hono } from "hono";
import { accountApi } from "./account_api.ts";
import { mediaApi, mediaCdn } from "./media_api.ts";
import { messagesApi } from "./messages_api.ts";
import { phonesPage } from "./phones_page.ts";
import { notFound, toRefusalAnswer, TwilioRefusal } from "./refusal.ts";
import { sandboxRoutes } from "./sandbox_routes.ts";
import type { Sandbox } from "./state.ts";

/** Twilio's REST interface at Twilio's paths, and beside it the phones. */
export function twilioApp(sandbox: Sandbox): Hono {
  const account = `/2010-04-01/Accounts/${sandbox.options.accountSid}`;
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof TwilioRefusal) return toRefusalAnswer(error);
    console.error(error);
    return c.json({ code: 20500, message: "Internal error", status: 500 }, 500);
  });
  app.notFound((c) => toRefusalAnswer(notFound(c.req.path)));
  app.use("/2010-04-01/*", async (c, next) => {
    signIn(sandbox, c);
    await next();
  });
  app.route(account, messagesApi(sandbox));
  app.route(account, mediaApi(sandbox));
  app.route("/2010-04-01/Accounts", accountApi(sandbox));
  app.route("/cdn", mediaCdn(sandbox));
  app.route("/sandbox", sandboxRoutes(sandbox));
  app.route("/", phonesPage());
  return app;
}

/** Basic auth with the account and its token. Files can be open to all, as an account may choose. */
function signIn({ options, media }: Sandbox, c: Context): void {
  const isFile = /\/Media\/ME[0-9a-fA-F]+$/.test(c.req.path);
  if (isFile && !media.auth && !c.req.header("authorization")) return;
  const expected = btoa(`${options.accountSid}:${options.authToken}`);
  if (c.req.header("authorization") === `Basic ${expected}`) return;
  throw new TwilioRefusal(20003, "Authenticate", 401);
}
