import type { Scenario } from "../scenario.ts";

/** Scenarios with a name, for whoever wants to see the site in bad weather. */
export const WEATHERS: Record<
  string,
  { label: string; scenario: Omit<Partial<Scenario>, "seed"> }
> = {
  calm: { label: "En calma", scenario: {} },
  late: {
    label: "Réplicas con hasta 5 s de retraso",
    scenario: { lagMs: 5_000 },
  },
  busy: {
    label: "Cuotas agotadas a ratos",
    scenario: { throttled: 20, functionThrottled: 10 },
  },
  lossy: {
    label: "Respuestas que se pierden",
    scenario: { lostAfter: 10, brokenOff: 5, functionLostAfter: 15 },
  },
  slow: {
    label: "Llamadas que no alcanzan a terminar",
    scenario: { timedOutBefore: 8, timedOutAfter: 8, functionLostBefore: 10 },
  },
  storm: {
    label: "Un mal día: un poco de todo",
    scenario: {
      lagMs: 3_000,
      throttled: 4,
      lostBefore: 3,
      lostAfter: 3,
      brokenOff: 2,
      timedOutAfter: 3,
      revisionClash: 5,
      functionLostAfter: 5,
      recycled: 5,
    },
  },
};

/** Which of them a scenario is; `null`: none of these. */
export function weatherOf({ seed: _, ...scenario }: Scenario): string | null {
  const found = Object.entries(WEATHERS).find(([, { scenario: named }]) =>
    Object.entries(scenario).every(([name, value]) =>
      (named[name as keyof typeof named] ?? 0) === value
    )
  );
  return found?.[0] ?? null;
}
