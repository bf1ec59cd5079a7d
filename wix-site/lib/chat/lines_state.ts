import type { LineAnswer } from "./list_answers.ts";

/** What of a form was refused; without a field it concerns the whole of it. */
export interface LineProblem {
  field: string | null;
  sentence: string;
}

/** What a supervisor sees of the lines, and does with them. No credential is ever part of it. */
export interface LinesState {
  /** `null`: not told yet. */
  lines: readonly LineAnswer[] | null;
  /** The form that is open: for a further line, or for one's credentials. */
  form: "add" | LineAnswer | null;
  isBusy: boolean;
  problem: LineProblem | null;
  /** What was done last. */
  done: { line: LineAnswer; isNew: boolean } | null;
}

export const LINES_UNKNOWN: LinesState = {
  lines: null,
  form: null,
  isBusy: false,
  problem: null,
  done: null,
};

/** How a line fares, worst first. */
export type LineCondition =
  | "stopped"
  | "missing"
  | "unreadable"
  | "automatic"
  | "configured";

/** Which of its conditions is the one to tell. */
export function conditionOf(line: LineAnswer): LineCondition {
  if (line.estado === "detenida") return "stopped";
  if (line.credenciales === "ilegibles") return "unreadable";
  if (line.credenciales === "entorno") return "automatic";
  return line.configured ? "configured" : "missing";
}

/** Whether its credentials may be replaced here: those of the environment are not. */
export function canReplace({ credenciales }: LineAnswer): boolean {
  return credenciales !== "entorno";
}

/** Opens a form, or closes the one that is open. */
export function withForm(
  state: LinesState,
  form: LinesState["form"],
): LinesState {
  return { ...state, form, problem: null, done: null };
}

/** The companion took it: the line is as it says now, and the form is done with. */
export function withLine(state: LinesState, line: LineAnswer): LinesState {
  const lines = state.lines ?? [];
  const isNew = lines.every(({ id }) => id !== line.id);
  return {
    lines: isNew
      ? [...lines, line]
      : lines.map((one) => one.id === line.id ? line : one),
    form: null,
    isBusy: false,
    problem: null,
    done: { line, isNew },
  };
}

/** The companion turned it down. */
export function withProblem(
  state: LinesState,
  problem: LineProblem,
): LinesState {
  return { ...state, isBusy: false, problem };
}
