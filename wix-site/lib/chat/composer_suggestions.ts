import type { Colleague, QuickReply } from "./acts_answers.ts";
import { matchingReplies, plain } from "./team_state.ts";

/** What is being typed that asks for suggestions: a quick reply or a colleague's name, and where it begins. */
export interface Asked {
  kind: "reply" | "mention";
  typed: string;
  from: number;
}

/** One line to choose from. */
export interface Suggestion {
  key: string;
  title: string;
  hint: string;
  /** Whose it is, where that matters. */
  mark: string;
  insert: string;
  mentions: number | null;
}

const MOST = 8;

/** What the text before the cursor asks for: `/` at its very beginning, or `@` at a word's in a note. */
export function askedBy(
  text: string,
  cursor: number,
  mode: "reply" | "note",
): Asked | null {
  const before = text.slice(0, cursor);
  if (mode === "reply") {
    const match = /^\/([^\s/]{0,30})$/.exec(before);
    return match ? { kind: "reply", typed: match[1]!, from: 0 } : null;
  }
  const match = /(?:^|\s)@([^\s@]{0,30})$/.exec(before);
  if (!match) return null;
  const typed = match[1]!;
  return { kind: "mention", typed, from: before.length - typed.length - 1 };
}

/** The quick replies that fit. */
export function replySuggestions(
  replies: readonly QuickReply[],
  typed: string,
  teamMark: string,
): Suggestion[] {
  return matchingReplies(replies, typed).slice(0, MOST).map((reply) => ({
    key: `${reply.id}`,
    title: `/${reply.atajo}`,
    hint: reply.texto,
    mark: reply.de_equipo ? teamMark : "",
    insert: reply.texto,
    mentions: null,
  }));
}

/** The colleagues whom a note may mention: who has the conversation, and supervisors. */
export function mentionSuggestions(
  agents: readonly Colleague[],
  typed: string,
  holder: { id: number | null; name: string | null },
): Suggestion[] {
  const wanted = plain(typed);
  return agents
    .filter(({ id, nombre, rol, pausado }) =>
      !pausado &&
      (rol === "supervisor" || id === holder.id || nombre === holder.name)
    )
    .filter(({ nombre }) =>
      plain(nombre).split(/\s+/).some((word) => word.startsWith(wanted))
    )
    .slice(0, MOST)
    .map(({ id, nombre }) => ({
      key: `${id}`,
      title: nombre,
      hint: "",
      mark: "",
      insert: `@${nombre} `,
      mentions: id,
    }));
}

/** The text with the suggestion in place of what asked for it, and where the cursor stands then. */
export function withSuggestion(
  text: string,
  cursor: number,
  { asked, insert }: { asked: Asked; insert: string },
): { text: string; cursor: number } {
  const before = text.slice(0, asked.from) + insert;
  return { text: before + text.slice(cursor), cursor: before.length };
}
