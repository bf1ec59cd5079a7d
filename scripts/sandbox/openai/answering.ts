import { type Item, saidByBuilder, saidByUser } from "./items.ts";
import type { Knowledge, Topic } from "./knowledge.ts";

/** What the model makes of a context: an answer, or a refusal. */
export interface Thought {
  kind: "text" | "refusal";
  text: string;
  /** Whether it knew something about the matter. */
  isSure: boolean;
}

/** Answers the customer's last words; the same context always has the same answer. */
export function think(
  knowledge: Knowledge,
  context: readonly Item[],
  instructions: string | null,
): Thought {
  const last = context.at(-1);
  if (last?.type === "function_call_output") return reportOf(last.output);
  const said = saidByUser(context);
  const words = plain(said.at(-1) ?? "");
  const refused = knowledge.refused.find((topic) => isAbout(words, topic));
  if (refused) return { kind: "refusal", text: refused.answer, isSure: true };
  const taught = lessons([instructions ?? "", ...saidByBuilder(context)]);
  const known = [...taught, ...knowledge.topics];
  const text = nameIn(words, said) ?? answersTo(words, known) ??
    followUp(words, said, known) ?? smallTalk(words, said, knowledge);
  return { kind: "text", text: text ?? knowledge.fallback, isSure: !!text };
}

/** Lower case, without accents and signs. */
export function plain(text: string): string {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Whether words that were made plain call for the topic. */
export function isAbout(words: string, { words: calling }: Topic): boolean {
  return calling.some((beginning) => ` ${words}`.includes(` ${beginning}`));
}

const MOST_ANSWERS = 2;

function answersTo(words: string, topics: readonly Topic[]): string | null {
  const found = topics.filter((topic) => isAbout(words, topic));
  return found.slice(0, MOST_ANSWERS).map(({ answer }) => answer).join(" ") ||
    null;
}

/** "¿Y el viernes?" asks again about what was asked before. */
function followUp(
  words: string,
  said: readonly string[],
  topics: readonly Topic[],
): string | null {
  if (!words.startsWith("y ")) return null;
  for (const earlier of said.slice(0, -1).reverse()) {
    const answer = answersTo(plain(earlier), topics);
    if (answer) return answer;
  }
  return null;
}

function smallTalk(
  words: string,
  said: readonly string[],
  { greeting, thanks }: Knowledge,
): string | null {
  if (isAbout(words, thanks)) return thanks.answer;
  const name = nameOf(said.slice(-1));
  if (name) return `Mucho gusto, ${name}. ¿En qué te puedo ayudar?`;
  return isAbout(words, greeting) ? greeting.answer : null;
}

/** It remembers a name as long as the context does. */
function nameIn(words: string, said: readonly string[]): string | null {
  if (!/\b(como me llamo|cual es mi nombre)\b/.test(words)) return null;
  const name = nameOf(said);
  return name ? `Te llamas ${name}.` : "Todavía no me has dicho tu nombre.";
}

function nameOf(said: readonly string[]): string | null {
  const names = said.flatMap((text) =>
    /\b(?:me llamo|mi nombre es)\s+(\p{L}+)/iu.exec(text)?.[1] ?? []
  );
  return names.at(-1) ?? null;
}

/** Each line "Vacunas: los martes" of the instructions is a topic of its own. */
function lessons(instructions: readonly string[]): Topic[] {
  return instructions.flatMap((text) => text.split("\n")).flatMap((line) => {
    const [, title, answer] = /^[-*\s]*([^:]{3,40}):\s+(\S.*)$/.exec(line) ??
      [];
    if (!title || !answer) return [];
    const words = plain(title).split(" ").filter((word) => word.length > 3);
    return words.length > 0 ? [{ words, answer }] : [];
  });
}

function reportOf(output: unknown): Thought {
  const said = typeof output === "string" ? output : JSON.stringify(output);
  return { kind: "text", text: `Listo: ${said}`, isSure: true };
}
