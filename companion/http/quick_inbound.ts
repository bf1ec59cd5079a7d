import { count, isMeasuring, observe } from "../telemetry/metrics.ts";
import { isTracing } from "../telemetry/spans.ts";
import type { HttpContext } from "./context.ts";
import { hasTooManyParams, isForm } from "./form_params.ts";
import { readBody } from "./read_body.ts";
import { outcomeNamed } from "./observe_requests.ts";
import { SAFE_HEADERS } from "./safe_headers.ts";
import { toArrival } from "./twilio_arrival.ts";
import type { TakeIn } from "./twilio_arrivals.ts";
import { outcomeOf, TWIML } from "./twilio_outcome.ts";
import { twilioVerification } from "./twilio_verification.ts";

/** What answers a request; `env` is what Deno says of its connection. */
type Answer = (request: Request, env: unknown) => Response | Promise<Response>;

const PATH = "/webhook/twilio";
const SMALL_BYTES = 16 * 1024;
const HEADERS = { "Content-Type": "text/xml", ...SAFE_HEADERS };

/**
 * The short way in for the one request that comes a thousand times a second: a customer's message that is
 * small, whole and signed. It says what the door for Twilio would say. Whatever isn't so, or is to be
 * traced, goes to `others`, as it came.
 */
export function quickInbound(
  context: HttpContext,
  { takeIn, others }: { takeIn: TakeIn; others: Answer },
): Answer {
  const isGenuine = twilioVerification(context);

  async function receive(request: Request, env: unknown): Promise<Response> {
    const begun = performance.now();
    let body: Uint8Array<ArrayBuffer> | null;
    try {
      body = await readBody(request, SMALL_BYTES, {
        withinMs: context.limits.bodyMs,
      });
    } catch (error) {
      return await others(withBody(request, brokenOff(error)), env);
    }
    const signature = request.headers.get("x-twilio-signature");
    const verified = body && signature && !hasTooManyParams(body)
      ? await isGenuine({ body, signature, path: PATH, isReport: false })
      : null;
    if (!verified) return await others(withBody(request, body), env);
    const arrival = toArrival(verified);
    const { status, headers } = await outcomeOf(takeIn(arrival), {
      route: PATH,
      entry: arrival.entry,
    });
    if (isMeasuring()) measure(status, begun);
    return new Response(TWIML, { status, headers: { ...HEADERS, ...headers } });
  }

  return (request, env) =>
    isPlain(request) ? receive(request, env) : others(request, env);
}

/** Whether nothing is odd about it as far as its head tells: the way to the same address without a query, and small. */
function isPlain(request: Request): boolean {
  if (request.method !== "POST" || isTracing()) return false;
  const { url, headers } = request;
  if (url.indexOf("/", "https://".length) !== url.length - PATH.length) {
    return false;
  }
  if (!url.endsWith(PATH) || !URL.canParse(url)) return false;
  const announced = headers.get("content-length");
  return announced !== null && Number(announced) <= SMALL_BYTES &&
    isForm(headers);
}

/** The same request with the body that was read. */
function withBody(
  { url, method, headers }: Request,
  body: Uint8Array<ArrayBuffer> | ReadableStream | null,
): Request {
  return new Request(url, { method, headers, body });
}

/** What reads as a body that broke off. */
function brokenOff(error: unknown): ReadableStream {
  return new ReadableStream({ start: (body) => body.error(error) });
}

function measure(status: number, begun: number): void {
  const seconds = (performance.now() - begun) / 1000;
  const labels = { method: "POST", route: PATH, status: String(status) };
  observe("relevo_http_request_seconds", seconds, labels);
  count("relevo_webhooks_total", { door: PATH, outcome: outcomeNamed(status) });
}
