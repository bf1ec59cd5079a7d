import type { Context } from "hono";
import type { Fault } from "./faults.ts";
import type { Connection } from "./loopback.ts";

type Env = { Bindings: Partial<Connection> };

/** Marks an answer that the client never got. */
export const LOST = "x-sandbox-lost";

/** Answers as the fault says, before or after the work. */
export async function meetFault(
  c: Context<Env>,
  fault: Fault,
  { pass, refusal }: {
    pass: () => Response | Promise<Response>;
    refusal: (status: number) => Response;
  },
): Promise<Response> {
  const isEarly = fault.after === null;
  if (isEarly) await wait(fault.delayMs);
  if (isEarly && !fault.drop && fault.status === null) return await pass();
  if (!isEarly) {
    const answer = await pass();
    await answer.body?.cancel();
    await wait(fault.delayMs);
  }
  if (fault.drop) {
    c.env?.hangUp?.();
    return new Response(null, { status: 503, headers: { [LOST]: "1" } });
  }
  const answer = refusal(fault.status ?? 500);
  for (const [name, value] of Object.entries(fault.headers)) {
    answer.headers.set(name, value);
  }
  return answer;
}

/** What answers for a fault when the vendor has no words of its own. */
export function plainRefusal(status: number): Response {
  const isBodiless = status === 204 || status === 304;
  return isBodiless
    ? new Response(null, { status })
    : Response.json({ error: "A fault was ordered", status }, { status });
}

function wait(ms: number): Promise<void> {
  return ms === 0
    ? Promise.resolve()
    : new Promise((resume) => setTimeout(resume, ms));
}
