import { Hono } from "hono";
import type { Caller } from "../data/caller.ts";
import { callerOf, type Identities } from "../platform/identity.ts";
import {
  type Channel,
  channelFault,
  type Realtime,
} from "../platform/realtime.ts";
import type { Database } from "../data/database.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { refusal } from "../vendor_refusal.ts";

/**
 * How pages listen to Realtime. The way is the stand-in's own (server-sent events); what it carries,
 * and who may hear it, is the site's affair as on Wix: asked once, when somebody subscribes.
 */
export function realtimeRoutes({ database, realtime, runtime, identities }: {
  database: Database;
  realtime: Realtime;
  runtime: Runtime;
  identities: Identities;
}): { app: Hono; closeAll(): void } {
  const app = new Hono();
  const streams = new Map<
    string,
    ReadableStreamDefaultController<Uint8Array>
  >();
  const { listeners } = realtime;

  app.get("/_api/realtime/stream", (c) => {
    const id = crypto.randomUUID();
    const caller = callerOf(identities.ofSession(c.req.raw.headers));
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        streams.set(id, controller);
        const send = (event: string, data: object) =>
          controller.enqueue(
            encoder.encode(
              `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`,
            ),
          );
        listeners.set(id, { caller, send, subscriptions: new Map() });
        send("hello", { listener: id });
      },
      cancel: () => forget(id),
    });
    return c.body(body, 200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
    });
  });

  app.post("/_api/realtime/subscriptions", async (c) => {
    const { listener, channel } = await c.req.json() as {
      listener: string;
      channel: Channel;
    };
    const found = listeners.get(listener);
    if (!found) return refusal(404, "NOT_CONNECTED");
    const fault = channelFault(channel ?? {});
    if (fault) return refusal(400, fault);
    const caller = callerOf(identities.ofSession(c.req.raw.headers));
    if (!await mayRead(runtime, { caller, channel, database })) {
      return refusal(403, "PERMISSION_DENIED");
    }
    const subscriptionId = crypto.randomUUID();
    found.subscriptions.set(subscriptionId, realtime.here(channel));
    return c.json({ subscriptionId });
  });
  app.delete("/_api/realtime/subscriptions/:listener/:id", (c) => {
    listeners.get(c.req.param("listener"))?.subscriptions.delete(
      c.req.param("id"),
    );
    return c.json({});
  });

  function forget(id: string): void {
    listeners.delete(id);
    streams.delete(id);
  }

  return {
    app,
    closeAll() {
      realtime.close();
      for (const [id, controller] of streams) {
        forget(id);
        controller.close();
      }
    },
  };
}

/**
 * Without the site's own function everybody may listen, and in the site's editor always. What a site
 * without the file lets is a variant. A function that fails lets nobody.
 */
async function mayRead(
  runtime: Runtime,
  { caller, channel, database: { variants, rules } }: {
    caller: Caller;
    channel: Channel;
    database: Database;
  },
): Promise<boolean> {
  if (variants.refuseSubscriptions) return false;
  if (variants.viewMode === "Preview") return true;
  if (!rules.has("realtime_permission")) return true;
  const subscriber = caller.kind === "visitor"
    ? { id: "", type: "Visitor" }
    : { id: caller.id, type: caller.kind === "admin" ? "Admin" : "Member" };
  try {
    return await runtime.run(caller, async ({ realtimePermissions }) => {
      if (!realtimePermissions) {
        return variants.unguardedRealtime === "everybody";
      }
      const check = realtimePermissions.realtime_check_permission;
      if (typeof check !== "function") return true;
      return (await check(channel, subscriber))?.read === true;
    });
  } catch (error) {
    console.error("[site] realtime_check_permission:", error);
    return false;
  }
}
