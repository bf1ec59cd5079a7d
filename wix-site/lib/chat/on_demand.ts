import { actsWords } from "./acts_texts.ts";
import { type Chat, toast } from "./chat.ts";
import { askPartsAnew } from "./part_address.ts";

/** The parts of the page that are loaded when they are first needed, each defining its elements. */
const PARTS = {
  contact: () => import("./contact-card.ts"),
  dialogs: () => import("./act-dialog.ts"),
  emoji: () => import("./emoji-panel.ts"),
  meter: () => import("./health-meter.ts"),
  panel: () => import("./contact-panel.ts"),
  shell: () => import("./shell_part.ts"),
  team: () => import("./team-board.ts"),
  recorder: () => import("./voice-recorder.ts"),
  templates: () => import("./template-picker.ts"),
  viewer: () => import("./picture-viewer.ts"),
} as const;

/** Which part. */
export type PartName = keyof typeof PARTS;

/** Loads a part. `false` when it could not be had, which a sentence has told by then; asking again tries again. */
export async function bring(chat: Chat, name: PartName): Promise<boolean> {
  if (await load(name)) return true;
  toast(chat, actsWords().failed);
  return false;
}

/** Loads a part without a word, once. `false` when it could not be had. */
export function load(name: PartName): Promise<boolean> {
  // Under another address it would come a second time, and define its elements again.
  const known = coming.get(name);
  if (known) return known;
  const loading = ask(name);
  coming.set(name, loading);
  return loading;
}

const coming = new Map<PartName, Promise<boolean>>();

async function ask(name: PartName): Promise<boolean> {
  try {
    await PARTS[name]();
    return true;
  } catch (error) {
    console.warn("Cannot load a part of the page", name, error);
    askPartsAnew();
    coming.delete(name);
    return false;
  }
}
