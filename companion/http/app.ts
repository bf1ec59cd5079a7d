import { Hono } from "hono";
import { cors } from "hono/cors";
import { actRoutes } from "./acts.ts";
import { admitting } from "./admission.ts";
import { agentRoutes } from "./agents.ts";
import { auditRoutes } from "./audit_trail.ts";
import type { HttpContext } from "./context.ts";
import { beginningRoutes } from "./begin_conversation.ts";
import { conversationRoutes } from "./conversations.ts";
import { docsRoutes } from "./docs.ts";
import { erasureRoutes } from "./erasures.ts";
import { exportRoutes } from "./export.ts";
import { answerError, refuse } from "./errors.ts";
import { eventRoutes } from "./events.ts";
import { handOverRoutes } from "./hand_overs.ts";
import { healthRoutes, sessionRoutes } from "./health.ts";
import { healthDetailRoutes } from "./health_detail.ts";
import { labelRoutes } from "./labels.ts";
import { lineRoutes } from "./lines.ts";
import { mediaRoutes } from "./media.ts";
import { metricsRoutes } from "./metrics.ts";
import { noteRefusals } from "./note_refusals.ts";
import { noteRoutes } from "./notes.ts";
import { observeRequests } from "./observe_requests.ts";
import { presenceRoutes } from "./presence.ts";
import { quickInbound } from "./quick_inbound.ts";
import { pagePartRoutes } from "./page_parts.ts";
import { quickReplyRoutes } from "./quick_replies.ts";
import { readableAddress } from "./readable_address.ts";
import { replyRoutes } from "./replies.ts";
import { SAFE_HEADERS } from "./safe_headers.ts";
import { siteWebhooks } from "./site_webhooks.ts";
import { troubleRoutes } from "./troubles.ts";
import { templateRoutes } from "./templates.ts";
import { turningAway } from "./turn_away.ts";
import { type TakeIn, takingIn } from "./twilio_arrivals.ts";
import { twilioWebhooks } from "./twilio_webhooks.ts";
import { wordSearchRoutes } from "./word_search.ts";
import { conversationFileRoutes } from "./conversation_files.ts";
import { sitePersonRoutes } from "./site_person.ts";
import { uploadRoutes } from "./uploads.ts";

/** All doors of the companion. */
export function createApp(context: HttpContext) {
  const takeIn = takingIn(context);
  const doors = createDoors(context, takeIn);
  return {
    routes: doors.routes,
    fetch: quickInbound(context, {
      takeIn,
      others: (request, env) => doors.fetch(request, env as object),
    }),
  };
}

function createDoors(context: HttpContext, takeIn: TakeIn): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    // Before the answer is made: afterwards it would be made again.
    for (const [name, value] of Object.entries(SAFE_HEADERS)) {
      c.header(name, value);
    }
    await next();
  });
  app.use(observeRequests);
  app.use(readableAddress);
  app.use(noteRefusals(context));
  const forPages = cors({
    origin: (origin) => context.siteOrigins.includes(origin) ? origin : null,
    allowHeaders: ["Authorization", "Content-Type", "Last-Event-ID"],
    allowMethods: ["GET", "POST", "PATCH", "PUT", "DELETE"],
    maxAge: 600,
  });
  const admitted = admitting(context.limits.requestsAtOnce);
  for (const paths of ["/api/*", "/health/detail"]) {
    app.use(paths, forPages, admitted);
  }
  // The page reads what is in a contact card.
  app.use("/media/*", forPages);
  const turnAway = turningAway(context);
  app.route("/webhook/twilio", twilioWebhooks(context, { takeIn, turnAway }));
  app.route("/webhook/wix", siteWebhooks(context, turnAway));
  app.route("/health", healthRoutes(context));
  app.route("/health", healthDetailRoutes(context));
  app.route("/metrics", metricsRoutes(context));
  app.route("/media", mediaRoutes(context));
  app.use("/page/*", forPages);
  app.route("/page", pagePartRoutes(context));
  app.route("/", docsRoutes());
  for (
    const routes of [
      sessionRoutes,
      conversationRoutes,
      beginningRoutes,
      wordSearchRoutes,
      sitePersonRoutes,
      conversationFileRoutes,
      actRoutes,
      handOverRoutes,
      noteRoutes,
      presenceRoutes,
      replyRoutes,
      uploadRoutes,
      eventRoutes,
      agentRoutes,
      lineRoutes,
      labelRoutes,
      quickReplyRoutes,
      templateRoutes,
      troubleRoutes,
      auditRoutes,
      erasureRoutes,
      exportRoutes,
    ]
  ) app.route("/api", routes(context));
  app.notFound((c) => refuse(c, "not_found"));
  app.onError(answerError);
  return app;
}
