import type { ActsWords } from "./acts_texts.ts";
import type { ComposerWords } from "./composer_texts.ts";
import type { DialogWords } from "./dialog_texts.ts";
import type { LinesWords } from "./lines_texts.ts";
import type { ListWords } from "./list_texts.ts";
import type { PanelWords } from "./panel_texts.ts";
import type { ShellWords } from "./shell_texts.ts";
import type { TeamWords } from "./team_texts.ts";
import type { Texts } from "./texts.ts";
import type { ThreadWords } from "./thread_texts.ts";

/** Every sentence of the page in one language, by the part that says it. */
export interface Language {
  main: Texts;
  acts: ActsWords;
  composer: ComposerWords;
  dialogs: DialogWords;
  lines: LinesWords;
  list: ListWords;
  panel: PanelWords;
  shell: ShellWords;
  team: TeamWords;
  thread: ThreadWords;
}

let chosen: Language | null = null;

/** The sentences of a part in the chosen language; Spanish comes with the part itself. */
export function spoken<Part extends keyof Language>(
  part: Part,
  spanish: Language[Part],
): Language[Part] {
  return chosen?.[part] ?? spanish;
}

/** From now on the page speaks this language; `null`: Spanish. */
export function speak(language: Language | null): void {
  chosen = language;
}
