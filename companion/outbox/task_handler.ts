import type { Topic } from "../store/bell.ts";
import type { Claim } from "../store/claims.ts";
import type { TaskKind } from "../store/lanes.ts";

/** What became of a claimed head. */
export type Outcome =
  /** `isPartly`: there is more of the same head to do; `cursor`: see {@link Claim}. */
  | { is: "done"; isPartly?: boolean; cursor?: number }
  /** To be tried again. Without `afterMs` the wait doubles with each try, up to a minute. */
  | { is: "retry"; because: string; afterMs?: number }
  /** Not tried: it was not its turn yet, and no fault of anybody's. */
  | { is: "wait"; afterMs: number }
  /** Can never succeed: the lane stops until a person releases it. */
  | { is: "stopped"; because: string };

/** How one kind of promised work is done. */
export interface TaskHandler {
  kind: TaskKind;
  /** How many runs at the same time. */
  runs: number;
  /** How many lanes one run takes. */
  lanes: number;
  /** Who may have work once this is done: rung after each run. */
  leadsTo: readonly Topic[];
  /** How long until anything of this kind can be begun at all; 0: now. Asked before lanes are claimed. */
  opensInMs?(): number | Promise<number>;
  /** Does the heads of these lanes and tells what became of each, in their order. What it throws is a bug, and retried. */
  run(claims: readonly Claim[]): Promise<Outcome[]>;
}
