import type { Sandbox } from "../state.ts";

/** Server-sent events for the page of phones: the key of each phone that shows something else now. */
export function changeFeed(sandbox: Sandbox): Response {
  const encoder = new TextEncoder();
  const { signal } = sandbox.stopping;
  let forget = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const tell = (phone: string) =>
        controller.enqueue(encoder.encode(`data: ${phone}\n\n`));
      const end = () => {
        forget();
        controller.close();
      };
      forget = () => {
        sandbox.listeners.delete(tell);
        signal.removeEventListener("abort", end);
      };
      sandbox.listeners.add(tell);
      signal.addEventListener("abort", end);
      controller.enqueue(encoder.encode("retry: 500\n\n"));
    },
    cancel: () => forget(),
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
    },
  });
}
