import { type LogEntry, serveOnLoopback, withControls } from "../controls.ts";
import { refusalFor } from "./api_error.ts";
import { openAiApp } from "./app.ts";
import { keepData } from "./data_file.ts";
import { CLINIC } from "./knowledge.ts";
import { rulesWithout } from "./rules.ts";
import type { ScriptedAnswer } from "./scripted_answer.ts";
import type {
  OpenAiOptions,
  Sandbox,
  StoredConversation,
  StoredResponse,
} from "./state.ts";
import { usualVariants, type Variants } from "./variants.ts";

/** A running stand-in of OpenAI. Its client's `baseURL` is `{url}/v1`. */
export interface OpenAiSandbox extends AsyncDisposable {
  url: string;
  port: number;
  /** Changes take effect at once. */
  variants: Variants;
  /** What the next responses are to be, in this order. */
  answerNext(...answers: ScriptedAnswer[]): void;
  /** What the next audio file says. */
  hearNext(text: string): void;
  /** Every stored response, oldest first. */
  responses(): StoredResponse[];
  /** Every conversation, oldest first. */
  conversations(): StoredConversation[];
  log(): LogEntry[];
  stop(): Promise<void>;
}

/** Starts it on loopback. @throws {Error} naming the port, when it is taken */
export async function startOpenAiSandbox(
  options: OpenAiOptions,
): Promise<OpenAiSandbox> {
  const sandbox = createSandbox(options);
  const data = options.dataFile
    ? await keepData(sandbox, options.dataFile)
    : null;
  const { app, log } = withControls(openAiApp(sandbox), {
    refusal: refusalFor,
  });
  const served = await serveOnLoopback(app, options.port);
  let stopped: Promise<void> | null = null;

  async function end(): Promise<void> {
    sandbox.stopping.abort();
    await served.stop();
    await data?.flush();
  }
  const stop = () => stopped ??= end();

  return {
    url: served.url,
    port: served.port,
    variants: sandbox.variants,
    answerNext: (...answers) => void sandbox.scripted.push(...answers),
    hearNext: (text) => void sandbox.transcripts.push(text),
    responses: () => [...sandbox.responses.values()],
    conversations: () => [...sandbox.conversations.values()],
    log,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function createSandbox(options: OpenAiOptions): Sandbox {
  return {
    options,
    holds: rulesWithout(options.without),
    variants: { ...usualVariants(), ...options.variants },
    knowledge: options.knowledge ?? CLINIC,
    responses: new Map(),
    conversations: new Map(),
    busy: new Set(),
    generations: new Map(),
    scripted: [],
    transcripts: [],
    allowances: new Map(),
    stopping: new AbortController(),
    changed: () => {},
  };
}
