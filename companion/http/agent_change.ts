import { Refusal } from "../../shared/refusal.ts";
import type { AgentChange } from "../inbox/change_agent.ts";

const MOST_CAPACITY = 10_000;

/**
 * Reads what a supervisor changes about an agent.
 * @throws {Refusal} `invalid`
 */
export function parseAgentChange(json: Record<string, unknown>): AgentChange {
  const { pausado, repartir, capacidad } = json;
  if (pausado !== undefined && typeof pausado !== "boolean") {
    throw invalid("pausado", "must be true or false");
  }
  if (pausado === undefined && capacidad === undefined) {
    throw invalid("pausado", "is missing, and so is the capacity");
  }
  if (repartir !== undefined && typeof repartir !== "boolean") {
    throw invalid("repartir", "must be true or false");
  }
  if (repartir && pausado !== true) {
    throw invalid("repartir", 'goes only with "pausado": true');
  }
  if (capacidad !== undefined && capacidad !== null && !isCapacity(capacidad)) {
    throw invalid("capacidad", `must be 0 to ${MOST_CAPACITY}, or null`);
  }
  return {
    ...(pausado === undefined ? {} : { isPaused: pausado }),
    ...(capacidad === undefined
      ? {}
      : { capacity: capacidad as number | null }),
    isSharedOut: repartir === true,
  };
}

function isCapacity(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 &&
    Number(value) <= MOST_CAPACITY;
}

function invalid(field: string, why: string): Refusal {
  return new Refusal("invalid", `Cannot change: "${field}" ${why}`, field);
}
