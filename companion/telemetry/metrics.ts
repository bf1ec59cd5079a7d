import type { Counter, Gauge, Histogram, Registry } from "prom-client";

/** A number that is read when somebody asks. */
export interface Reading {
  name: string;
  help: string;
  values: readonly { labels?: Record<string, string>; value: number }[];
}

const COUNTERS = {
  relevo_webhooks_total: {
    help: "Webhooks by door and outcome",
    labelNames: ["door", "outcome"],
  },
} as const;

const SHORT_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
const LONG_S = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20];

const HISTOGRAMS = {
  relevo_http_request_seconds: {
    help: "Requests by the door's pattern and status, until the answer begins",
    labelNames: ["method", "route", "status"],
    buckets: SHORT_S,
  },
  relevo_commit_batch_messages: {
    help: "Messages that were committed together",
    labelNames: [],
    buckets: [1, 2, 5, 10, 20, 50, 100, 200],
  },
  relevo_commit_batch_seconds: {
    help: "How long a commit of a batch took",
    labelNames: ["outcome"],
    buckets: SHORT_S,
  },
  relevo_provider_call_seconds: {
    help: "Calls to other companies, by outcome",
    labelNames: ["provider", "outcome"],
    buckets: LONG_S,
  },
  relevo_event_lag_seconds: {
    help: "From the time of a change until pages were told",
    labelNames: [],
    buckets: SHORT_S,
  },
} as const;

type CounterName = keyof typeof COUNTERS;
type HistogramName = keyof typeof HISTOGRAMS;

interface Instruments {
  registry: Registry;
  counters: Record<CounterName, Counter>;
  histograms: Record<HistogramName, Histogram>;
  gauges: Map<string, Gauge>;
  toGauge(reading: Reading, registry: Registry): Gauge;
}

// The process's own, as its log is. While nobody may ask, nothing is counted or loaded.
let instruments: Instruments | null = null;

/** Begins to count. Twice is once. */
export async function startMetrics(): Promise<void> {
  if (instruments) return;
  const { Counter, Gauge, Histogram, Registry } = await import("prom-client");
  const registry = new Registry();
  const made = <T>(specs: object, make: (spec: never) => T) =>
    Object.fromEntries(
      Object.entries(specs).map(([name, spec]) => [
        name,
        make({ name, registers: [registry], ...spec } as never),
      ]),
    );
  instruments ??= {
    registry,
    counters: made(COUNTERS, (spec) => new Counter(spec)) as never,
    histograms: made(HISTOGRAMS, (spec) => new Histogram(spec)) as never,
    gauges: new Map(),
    toGauge: ({ name, help, values }) =>
      new Gauge({
        name,
        help,
        labelNames: Object.keys(values[0]?.labels ?? {}),
        registers: [registry],
      }),
  };
}

/** Whether anything is counted. */
export function isMeasuring(): boolean {
  return instruments !== null;
}

/** Adds one. Labels are words of ours and patterns: never an id, a number or a text. */
export function count(
  name: CounterName,
  labels: Record<string, string>,
): void {
  instruments?.counters[name].inc(labels);
}

/** Notes a value: seconds, or how many. */
export function observe(
  name: HistogramName,
  value: number,
  labels: Record<string, string> = {},
): void {
  instruments?.histograms[name].observe(labels, value);
}

/** Everything that was counted, and these readings, in the words of Prometheus; `null` when nothing is counted. */
export async function printMetrics(
  readings: readonly Reading[],
): Promise<{ text: string; contentType: string } | null> {
  if (!instruments) return null;
  const { registry, gauges, toGauge } = instruments;
  for (const reading of readings) {
    const gauge = gauges.get(reading.name) ?? toGauge(reading, registry);
    gauges.set(reading.name, gauge);
    gauge.reset();
    for (const { labels, value } of reading.values) {
      gauge.set(labels ?? {}, value);
    }
  }
  return {
    text: await registry.metrics(),
    contentType: registry.contentType,
  };
}
