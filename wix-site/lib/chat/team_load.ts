import type { Colleague } from "./acts_answers.ts";

/** How full somebody is: of what they may have open at once, or beside the fullest colleague. */
export function shareOf(
  agent: Colleague,
  team: readonly Colleague[],
): number {
  const open = agent.abiertas ?? 0;
  const most = agent.capacidad ??
    Math.max(1, ...team.map(({ abiertas }) => abiertas ?? 0));
  return most === 0 ? 1 : Math.min(1, open / most);
}

/** Whether somebody takes no more for now. */
export function isFull({ abiertas = 0, capacidad }: Colleague): boolean {
  return capacidad !== undefined && capacidad !== null && abiertas >= capacidad;
}

/** Those who have conversations: whoever makes a customer wait longest first, the paused last. */
export function byNeed(agents: readonly Colleague[]): Colleague[] {
  const rank = ({ pausado }: Colleague) => pausado ? 1 : 0;
  const wait = ({ espera_mas_larga: since }: Colleague) => since ?? "9";
  return agents.filter(({ rol }) => rol !== "supervisor").sort((one, other) =>
    rank(one) - rank(other) || compare(wait(one), wait(other)) ||
    (other.abiertas ?? 0) - (one.abiertas ?? 0) ||
    one.nombre.localeCompare(other.nombre)
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
