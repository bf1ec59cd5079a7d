/** One turn of a line: who got it, and who could have. */
export interface TurnTaken {
  agentId: number;
  eligible: readonly number[];
}

/**
 * Every run of turns, of any length and beginning anywhere, in which two agents could have got
 * each and the counts of theirs are more than one apart. One line per run's beginning.
 */
export function findUnevenRuns(turns: readonly TurnTaken[]): string[] {
  return turns.flatMap((_, from) => unevenRunFrom(turns, from) ?? []);
}

function unevenRunFrom(
  turns: readonly TurnTaken[],
  from: number,
): string | null {
  let counts = new Map(turns[from]!.eligible.map((agent) => [agent, 0]));
  for (let to = from; to < turns.length; to++) {
    const { agentId, eligible } = turns[to]!;
    // Who could not have got every turn of the run is not compared in it any more.
    if ([...counts.keys()].some((agent) => !eligible.includes(agent))) {
      counts = new Map(
        [...counts].filter(([agent]) => eligible.includes(agent)),
      );
    }
    if (counts.size < 2) return null;
    if (counts.has(agentId)) counts.set(agentId, counts.get(agentId)! + 1);
    const spread = Math.max(...counts.values()) - Math.min(...counts.values());
    if (spread > 1) {
      return `turns ${from + 1} to ${to + 1}: ${JSON.stringify([...counts])}`;
    }
  }
  return null;
}
