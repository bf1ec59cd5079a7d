// Realtime as page code has it. At most once, no history: what is said while the connection is away is lost.

const SUBSCRIPTIONS = "/_api/realtime/subscriptions";

/** @type {Map<string, { channel: object, handler: Function, remoteId: string }>} */
const subscribed = new Map();
const connected = [];
const disconnected = [];

/** @type {EventSource | null} */
let stream = null;
/** @type {PromiseWithResolvers<string>} */
let listener = Promise.withResolvers();

/** Resolves with the subscription's id; rejects when the site says no. */
export async function subscribe(channel, handler) {
  connect();
  const id = crypto.randomUUID();
  subscribed.set(id, { channel, handler, remoteId: "" });
  try {
    await enter(id);
  } catch (error) {
    subscribed.delete(id);
    throw error;
  }
  return id;
}

export async function unsubscribe({ subscriptionId, channel }) {
  for (const [id, entry] of [...subscribed]) {
    const isMeant = id === subscriptionId ||
      (channel && JSON.stringify(channel) === JSON.stringify(entry.channel));
    if (!isMeant) continue;
    subscribed.delete(id);
    const path = `${SUBSCRIPTIONS}/${await listener.promise}/${entry.remoteId}`;
    await fetch(path, { method: "DELETE" }).catch(() => {});
  }
}

export function onConnected(handler) {
  connected.push(handler);
}

export function onDisconnected(handler) {
  disconnected.push(handler);
}

function connect() {
  if (stream) return;
  stream = new EventSource("/_api/realtime/stream");
  stream.addEventListener("hello", ({ data }) => {
    const isAgain = [...subscribed.values()].some(({ remoteId }) => remoteId);
    listener.resolve(JSON.parse(data).listener);
    for (const handler of connected) handler();
    if (isAgain) {
      for (const id of subscribed.keys()) {
        enter(id).catch(() => subscribed.delete(id));
      }
    }
  });
  stream.addEventListener("message", ({ data }) => {
    const { subscriptionId, channel, payload } = JSON.parse(data);
    for (const { remoteId, handler } of subscribed.values()) {
      if (remoteId === subscriptionId) handler({ payload }, channel);
    }
  });
  stream.addEventListener("error", () => {
    listener = Promise.withResolvers();
    for (const handler of disconnected) handler();
    if (stream?.readyState !== EventSource.CLOSED) return;
    stream = null;
    setTimeout(connect, 1_000);
  });
}

async function enter(id) {
  const entry = subscribed.get(id);
  const response = await fetch(SUBSCRIPTIONS, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      listener: await listener.promise,
      channel: entry.channel,
    }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message ?? "Cannot subscribe");
  entry.remoteId = answer.subscriptionId;
}

export default { subscribe, unsubscribe, onConnected, onDisconnected };
