import { actsPt } from "./acts_texts_further.ts";
import { composerPt } from "./composer_texts_further.ts";
import { dialogsPt } from "./dialog_texts_further.ts";
import type { Language } from "./language_words.ts";
import { linesPt } from "./lines_texts_further.ts";
import { listPt } from "./list_texts_further.ts";
import { panelPt } from "./panel_texts_further.ts";
import { shellPt } from "./shell_texts_further.ts";
import { teamPt } from "./team_texts_further.ts";
import { textsPt } from "./texts_pt.ts";
import { threadPt } from "./thread_texts_further.ts";

/** The whole page in Portuguese; loaded when it is chosen. */
export const pt: Language = {
  main: textsPt,
  acts: actsPt,
  composer: composerPt,
  dialogs: dialogsPt,
  lines: linesPt,
  list: listPt,
  panel: panelPt,
  shell: shellPt,
  team: teamPt,
  thread: threadPt,
};
