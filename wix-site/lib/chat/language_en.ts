import { actsEn } from "./acts_texts_further.ts";
import { composerEn } from "./composer_texts_further.ts";
import { dialogsEn } from "./dialog_texts_further.ts";
import type { Language } from "./language_words.ts";
import { linesEn } from "./lines_texts_further.ts";
import { listEn } from "./list_texts_further.ts";
import { panelEn } from "./panel_texts_further.ts";
import { shellEn } from "./shell_texts_further.ts";
import { teamEn } from "./team_texts_further.ts";
import { textsEn } from "./texts_en.ts";
import { threadEn } from "./thread_texts_further.ts";

/** The whole page in English; loaded when it is chosen. */
export const en: Language = {
  main: textsEn,
  acts: actsEn,
  composer: composerEn,
  dialogs: dialogsEn,
  lines: linesEn,
  list: listEn,
  panel: panelEn,
  shell: shellEn,
  team: teamEn,
  thread: threadEn,
};
