import twilio from "twilio";

// On a kept connection that closes unanswered, Deno's fetch sends a POST again by itself.
const http = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });

/** What the client asks of its transport. */
interface TransportRequest {
  method: string;
  uri: string;
  username?: string;
  password?: string;
  headers?: Record<string, string>;
  params?: object;
  data?: object | string;
}

export type TwilioClient = ReturnType<typeof twilio>;

/** Twilio's client, unchanged but for the host it calls. A key signs in as a user of `accountSid`. */
export function clientOf(
  origin: string,
  { user, password, accountSid = user }: {
    user: string;
    password: string;
    accountSid?: string;
  },
): TwilioClient {
  const httpClient = {
    request: (request: TransportRequest) => send(origin, request),
  };
  return twilio(user, password, {
    accountSid,
    httpClient: httpClient as unknown as twilio.ClientOpts["httpClient"],
  });
}

async function send(origin: string, request: TransportRequest) {
  const { method, data, username, password } = request;
  const url = new URL(request.uri);
  for (const [key, value] of toForm(request.params)) {
    url.searchParams.append(key, value);
  }
  const headers = new Headers(request.headers);
  headers.set("authorization", `Basic ${btoa(`${username}:${password}`)}`);
  const isJson = headers.get("content-type")?.includes("json");
  const hasBody = !/^(get|delete)$/i.test(method);
  const answer = await fetch(new URL(url.pathname + url.search, origin), {
    method: method.toUpperCase(),
    client: http,
    headers,
    body: !hasBody
      ? undefined
      : isJson
      ? JSON.stringify(data)
      : toForm(data as object | undefined),
  });
  const text = await answer.text();
  return { statusCode: answer.status, body: text ? JSON.parse(text) : "" };
}

function toForm(fields: object = {}): URLSearchParams {
  const form = new URLSearchParams();
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    for (const one of [value].flat()) form.append(key, String(one));
  }
  return form;
}
