import type OpenAI from "openai";
import type { Generation } from "./generation.ts";
import type { Item } from "./items.ts";
import type { Knowledge } from "./knowledge.ts";
import type { Holds, RuleName } from "./rules.ts";
import type { ScriptedAnswer } from "./scripted_answer.ts";
import type { Variants } from "./variants.ts";

/** How a stand-in of OpenAI is set up: one project with one key. */
export interface OpenAiOptions {
  /** 0 takes any free one. */
  port: number;
  apiKey: string;
  /** Where responses and conversations outlive a restart; none: in memory alone. */
  dataFile?: string | null;
  /** What it knows; a clinic's, unless given. */
  knowledge?: Knowledge;
  variants?: Partial<Variants>;
  /** Rules that it does not hold, so that a test can see who notices. */
  without?: readonly RuleName[];
}

/** OpenAI's response without what only its client adds. */
export type ModelResponse = Omit<OpenAI.Responses.Response, "output_text">;

export interface StoredResponse {
  response: ModelResponse;
  /** All that the model was given, oldest first. */
  input: Item[];
}

export interface StoredConversation {
  conversation: OpenAI.Conversations.Conversation;
  /** Oldest first. */
  items: Item[];
}

/** What is left of a model's limits, at a moment in milliseconds since 1970. */
export interface Allowance {
  requests: number;
  tokens: number;
  at: number;
}

/** All that the stand-in knows. */
export interface Sandbox {
  options: OpenAiOptions;
  holds: Holds;
  variants: Variants;
  knowledge: Knowledge;
  responses: Map<string, StoredResponse>;
  conversations: Map<string, StoredConversation>;
  /** Conversations with a response under way. */
  busy: Set<string>;
  /** Responses under way, and those in the background that can be streamed again. */
  generations: Map<string, Generation>;
  /** What the next responses are to be, instead of what the knowledge says. */
  scripted: ScriptedAnswer[];
  /** What the next voice messages say. */
  transcripts: string[];
  /** By model. */
  allowances: Map<string, Allowance>;
  stopping: AbortController;
  /** Told after each change of responses or conversations. */
  changed: () => void;
}
