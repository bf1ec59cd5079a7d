import { type Chat, noteTrouble } from "./chat.ts";
import { CompanionError } from "./companion_error.ts";
import { knownWord } from "./known_word.ts";
import type { LineProblem } from "./lines_state.ts";
import { linesWords } from "./lines_texts.ts";
import type { LineAnswer } from "./list_answers.ts";
import type { LineFields } from "./team_client.ts";

/** What came of a question about the lines. */
export type Outcome<T> = { answer: T } | { problem: LineProblem };

/** Asks which lines there are, and how they fare. */
export function readLines(chat: Chat): Promise<Outcome<LineAnswer[]>> {
  return attempt(chat, async () => {
    const { lineas } = await chat.client.lines();
    know(chat, lineas);
    return lineas;
  });
}

/** Adds a line; with an `id`, replaces the credentials of that one. */
export function keepLine(
  chat: Chat,
  { id, fields }: { id: number | null; fields: LineFields },
): Promise<Outcome<LineAnswer>> {
  return attempt(chat, async () => {
    const { linea } = id === null
      ? await chat.client.addLine(fields)
      : await chat.client.replaceCredentials(id, fields);
    const others = chat.read().supervision.lines;
    know(chat, [...others.filter((one) => one.id !== linea.id), linea]);
    return linea;
  });
}

/** The list's filters offer the same lines. */
function know(chat: Chat, lines: ChatLines): void {
  chat.update((state) => ({
    ...state,
    supervision: { ...state.supervision, lines },
  }));
}

type ChatLines = ReturnType<Chat["read"]>["supervision"]["lines"];

async function attempt<T>(
  chat: Chat,
  ask: () => Promise<T>,
): Promise<Outcome<T>> {
  try {
    return { answer: await ask() };
  } catch (error) {
    return { problem: problemOf(error, noteTrouble(chat, error)) };
  }
}

function problemOf(error: unknown, sentence: string): LineProblem {
  if (!(error instanceof CompanionError)) return { field: null, sentence };
  const words = linesWords();
  const { code, field } = error;
  return {
    field: code === "line_exists" ? "numero" : field,
    sentence: knownWord(words.refused, code) ??
      knownWord(words.wrong, field ?? "") ?? sentence,
  };
}
