import type { Colleague, Label, QuickReply, Template } from "./acts_answers.ts";
import { knownWord } from "./known_word.ts";

/** What the whole team shares, each `null` until it was asked for. */
export interface TeamState {
  agents: readonly Colleague[] | null;
  labels: readonly Label[] | null;
  replies: readonly QuickReply[] | null;
  templates: readonly Template[] | null;
}

/** Before anything was asked. */
export const UNKNOWN_TEAM: TeamState = {
  agents: null,
  labels: null,
  replies: null,
  templates: null,
};

/** The quick replies that a beginning such as `/gra` means: by shortcut first, then by words. Own ones win over the team's. */
export function matchingReplies(
  replies: readonly QuickReply[],
  typed: string,
): QuickReply[] {
  const wanted = plain(typed);
  const byShortcut = replies.filter(({ atajo }) =>
    plain(atajo).startsWith(wanted)
  );
  const byWords = wanted.length < 2
    ? []
    : replies.filter((reply) =>
      !byShortcut.includes(reply) && plain(reply.texto).includes(wanted)
    );
  const own = ({ de_equipo }: QuickReply) => de_equipo ? 1 : 0;
  const inOrder = (list: QuickReply[]) =>
    list.sort((one, other) =>
      own(one) - own(other) || one.atajo.localeCompare(other.atajo)
    );
  return [...inOrder(byShortcut), ...inOrder(byWords)];
}

/** Puts values into a text's gaps, `{nombre}`; a gap without a value stays, so that it is seen. */
export function fillGaps(
  text: string,
  values: Readonly<Record<string, string>>,
): string {
  return text.replace(
    /\{(\w+)\}/g,
    (gap, name: string) => knownWord(values, name) || gap,
  );
}

/** A template as the customer reads it; a gap without a value shows its number. */
export function fillTemplate(
  { cuerpo }: Pick<Template, "cuerpo">,
  values: Readonly<Record<string, string>>,
): string {
  return cuerpo.replace(
    /\{\{\s*(\w+)\s*\}\}/g,
    (_gap, name: string) => knownWord(values, name)?.trim() || `{{${name}}}`,
  );
}

/** Without case or accents. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
