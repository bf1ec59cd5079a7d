import { auth } from "@wix/essentials";
import { publisher } from "@wix/realtime";

export interface Channel {
  name: string;
  resourceId?: string;
}

export interface Subscriber {
  id: string;
  type: string;
}

export interface ChannelPermissions {
  read: boolean;
}

type Handler = (
  channel: Channel,
  subscriber: Subscriber,
) => ChannelPermissions | Promise<ChannelPermissions>;

/** Tells every page that is subscribed now. Resolving is not delivery. */
export async function publish(
  channel: Channel,
  payload: Record<string, unknown>,
  _options?: object,
): Promise<void> {
  await auth.elevate(publisher.publish)(channel, payload);
}

const handlers = new Map<string, Handler>();
let usual: Handler = () => ({ read: true });

/** Chooses a permission by channel: the resource's own, else the channel's, else the default. */
export const permissionsRouter = {
  default(handler: Handler): void {
    usual = handler;
  },
  add(channel: Channel | string, handler: Handler): void {
    handlers.set(
      keyOf(typeof channel === "string" ? { name: channel } : channel),
      handler,
    );
  },
  async check(
    channel: Channel,
    subscriber: Subscriber,
  ): Promise<ChannelPermissions> {
    const handler = handlers.get(keyOf(channel)) ??
      handlers.get(keyOf({ name: channel.name })) ?? usual;
    return await handler(channel, subscriber);
  },
};

function keyOf({ name, resourceId = "" }: Channel): string {
  return `${name}/${resourceId}`;
}
