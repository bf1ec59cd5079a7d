import type { LineName, TeamSummary } from "./list_answers.ts";

/** What a supervisor sees of the team beside its members. */
export interface SupervisionState {
  /** As last told; `null` before the first time. */
  summary: TeamSummary | null;
  lines: readonly LineName[];
  /** The newest question got no answer: what is shown is of before. */
  isOld: boolean;
}

export const UNKNOWN_SUPERVISION: SupervisionState = {
  summary: null,
  lines: [],
  isOld: false,
};
