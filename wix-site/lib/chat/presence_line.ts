import { html, nothing, type TemplateResult } from "lit";
import type { Present } from "./acts_answers.ts";
import { threadWords } from "./thread_texts.ts";

/** Who else is at the conversation, in one line: who types before who looks. */
export function presenceLine(
  present: readonly Present[],
): TemplateResult | typeof nothing {
  const words = threadWords();
  const writer = present.find(({ escribiendo }) => escribiendo);
  const [first] = present;
  if (!first) return nothing;
  const sentence = writer
    ? words.writing(writer.nombre)
    : present.length === 1
    ? words.looking(first.nombre)
    : words.lookingMany(present.length);
  return html`<span class="present" dir="auto">${sentence}</span>`;
}
