import { SpanStatusCode, trace } from "@opentelemetry/api";
import { keepSpansDiscreet } from "./discreet_spans.ts";

/** Work of ours that has a span of its own. */
type SpanName = "commit batch" | "publish" | "send";

// The process's own, as its log is. While it is off, nothing is done for it.
let isOn = false;

/** Whether anything is traced. */
export function isTracing(): boolean {
  return isOn;
}

/** Begins to trace: Deno exports what happens, as its own settings (`OTEL_…`) say. */
export function startTraces(): void {
  if (isOn) return;
  isOn = true;
  keepSpansDiscreet();
}

/**
 * Does work within a span. A trace of its own: what wakes our work is whoever came first, and
 * much of it is for others.
 */
export async function spanned<T>(
  name: SpanName,
  work: () => Promise<T>,
  { count }: { count?: () => number } = {},
): Promise<T> {
  if (!isOn) return await work();
  return await trace.getTracer("relevo").startActiveSpan(
    name,
    { root: true },
    async (span) => {
      try {
        return await work();
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        if (count) span.setAttribute("relevo.count", count());
        span.end();
      }
    },
  );
}

/** Answers what names the request's span by its door, once that is known. */
export function openRequestSpan(): (method: string, route: string) => void {
  const span = isOn ? trace.getActiveSpan() : undefined;
  return (method, route) => {
    span?.updateName(`${method} ${route}`);
    span?.setAttribute("http.route", route);
  };
}
