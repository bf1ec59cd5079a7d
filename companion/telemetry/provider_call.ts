import { observe } from "./metrics.ts";

/** Measures a call to another company, by what `failureOf` says of its error. */
export async function measuredCall<T>(
  provider: "twilio" | "wix" | "media",
  call: () => Promise<T>,
  { failureOf }: { failureOf(error: unknown): string },
): Promise<T> {
  const begun = performance.now();
  const note = (outcome: string) =>
    observe(
      "relevo_provider_call_seconds",
      (performance.now() - begun) / 1000,
      {
        provider,
        outcome,
      },
    );
  try {
    const answer = await call();
    note("ok");
    return answer;
  } catch (error) {
    note(failureOf(error));
    throw error;
  }
}
