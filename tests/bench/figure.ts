/** Something measured, beside what it is measured against. */
export interface Figure {
  name: string;
  value: number;
  unit: "/s" | "/min" | "ms" | "s" | "MB" | "";
  /** `null` when there is nothing to compare it with. */
  reference: Reference | null;
}

export interface Reference {
  name: string;
  value: number;
  /** Whether more is better than the reference, or less. */
  wanted: "at_least" | "at_most";
}

/** What a part found. `details`: what explains the figures. */
export interface PartResult {
  figures: Figure[];
  details: Record<string, unknown>;
}

/** A figure that has a limit. */
export function limited(
  name: string,
  [value, unit]: readonly [number, Figure["unit"]],
  limit: { name: string; atMost: number },
): Figure {
  return {
    name,
    value: rounded(value),
    unit,
    reference: { name: limit.name, value: limit.atMost, wanted: "at_most" },
  };
}

/** How it stands to its reference: 1 is the same. */
export function ratioOf({ value, reference }: Figure): number | null {
  return reference && reference.value > 0
    ? Math.round(value / reference.value * 1000) / 1000
    : null;
}

/** One line for a person. */
export function lineOf(figure: Figure): string {
  const { name, value, unit, reference } = figure;
  const measured = `${name.padEnd(44)} ${withUnit(value, unit)}`;
  if (!reference) return measured;
  const sign = reference.wanted === "at_least" ? "≥" : "≤";
  return `${measured}   ${sign} ${withUnit(reference.value, unit)}   ratio ${
    ratioOf(figure)?.toFixed(2)
  }   (${reference.name})`;
}

/** To three digits after the point: more is noise. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function withUnit(value: number, unit: Figure["unit"]): string {
  const isCount = ["/s", "/min", ""].includes(unit);
  const text = isCount ? value.toFixed(0) : value.toFixed(1);
  return `${text} ${unit}`.padStart(12);
}
