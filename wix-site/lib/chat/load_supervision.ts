import { type Chat, noteTrouble, toast } from "./chat.ts";
import type { SupervisionState } from "./supervision_state.ts";
import type { AgentChange } from "./team_client.ts";
import { teamWords } from "./team_texts.ts";

/** How often the team is looked at while it is shown. */
const EVERY_MS = 15_000;
/** Changes of the conversations are gathered this long before the team is asked about. */
const GATHER_MS = 1000;

/** Keeps a supervisor told of the team while it is shown. */
export interface TeamWatch {
  /** Something changed in the conversations: who has how much may have, too. */
  hurry(): void;
  stop(): void;
}

/** Looks at once, every 15 s, and soon after something changed. */
export function watchTeam(chat: Chat): TeamWatch {
  let soon: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    soon = undefined;
    if (document.visibilityState === "visible") void loadTeam(chat);
  };
  const timer = setInterval(look, EVERY_MS);
  look();
  return {
    hurry: () => soon ??= setTimeout(look, GATHER_MS),
    stop() {
      clearInterval(timer);
      clearTimeout(soon);
    },
  };
}

/** Asks how the team is doing. */
export async function loadTeam(chat: Chat): Promise<void> {
  try {
    const [summary, { agentes }] = await Promise.all([
      chat.client.summary(),
      chat.client.agents(),
    ]);
    chat.update((state) => ({
      ...state,
      team: { ...state.team, agents: agentes },
    }));
    change(chat, { summary, isOld: false });
  } catch (error) {
    noteTrouble(chat, error);
    change(chat, { isOld: true });
  }
}

/** Asks which lines there are, once; agents are not told. */
export async function loadLines(chat: Chat): Promise<void> {
  const { me, supervision } = chat.read();
  if (me?.role !== "supervisor" || supervision.lines.length > 0) return;
  try {
    change(chat, { lines: (await chat.client.lines()).lineas });
  } catch (error) {
    toast(chat, noteTrouble(chat, error));
  }
}

/** Pauses somebody, lets them work again, or says how much they take. */
export async function changeAgent(
  chat: Chat,
  id: number,
  part: AgentChange,
): Promise<void> {
  const name = chat.read().team.agents?.find((one) => one.id === id)?.nombre;
  try {
    await chat.client.changeAgent(id, part);
    const words = teamWords();
    if (part.paused === true) toast(chat, words.pausedDone(name ?? ""));
    if (part.paused === false) toast(chat, words.resumedDone(name ?? ""));
  } catch (error) {
    toast(chat, noteTrouble(chat, error));
  }
  await loadTeam(chat);
}

function change(chat: Chat, part: Partial<SupervisionState>): void {
  chat.update((state) => ({
    ...state,
    supervision: { ...state.supervision, ...part },
  }));
}
