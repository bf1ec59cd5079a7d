import { type Span, trace } from "@opentelemetry/api";

/** What a span may say. Everything else may quote an address, and so a number or a word. */
const SAYABLE: ReadonlySet<string> = new Set([
  "http.request.method",
  "http.response.status_code",
  "http.route",
  "url.scheme",
  "error.type",
  "relevo.count",
]);

/**
 * Deno writes the whole address of each request into its span, query and all, in and out, and the
 * words of errors; it has no setting against that, and what is written once is exported, also when
 * it is written over. So all spans of this process forget what they may not say.
 * Source: https://docs.deno.com/runtime/fundamentals/open_telemetry/
 */
export function keepSpansDiscreet(): void {
  const span = trace.getTracer("relevo").startSpan("any");
  const kind: Span = Object.getPrototypeOf(span);
  span.end();
  const { setAttribute, setStatus } = kind;
  kind.setAttribute = function (name, value) {
    return SAYABLE.has(name) ? setAttribute.call(this, name, value) : this;
  };
  kind.setAttributes = function (attributes) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined) this.setAttribute(name, value);
    }
    return this;
  };
  kind.setStatus = function ({ code }) {
    return setStatus.call(this, { code });
  };
  kind.addEvent = function () {
    return this;
  };
  kind.recordException = function () {};
}
