import { ANSWERS } from "./answers.ts";
import { AUDIO } from "./audio.ts";
import { BACKGROUND } from "./background.ts";
import type { Case } from "./case.ts";
import { CONVERSATIONS } from "./conversations.ts";
import { EMBEDDINGS } from "./embeddings.ts";
import { HISTORIES } from "./histories.ts";
import { LIMITS } from "./limits.ts";
import { REFUSALS } from "./refusals.ts";
import { STREAMS } from "./streams.ts";

/** All that is held of OpenAI, as its own client tells it. */
export const CASES: readonly Case[] = [
  ...REFUSALS,
  ...ANSWERS,
  ...HISTORIES,
  ...CONVERSATIONS,
  ...STREAMS,
  ...BACKGROUND,
  ...LIMITS,
  ...EMBEDDINGS,
  ...AUDIO,
];
