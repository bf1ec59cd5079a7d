import type { QuickReply } from "./acts_answers.ts";
import { type Chat, noteTrouble, toast } from "./chat.ts";
import type { TeamState } from "./team_state.ts";

/** Asks for something of the team's, once; `anew`: also when it is here. */
export async function needTeam(
  chat: Chat,
  { what, anew = false }: { what: keyof TeamState; anew?: boolean },
): Promise<void> {
  if (chat.read().team[what] !== null && !anew) return;
  try {
    const part = await READ[what](chat);
    chat.update((state) => ({ ...state, team: { ...state.team, ...part } }));
  } catch (error) {
    toast(chat, noteTrouble(chat, error));
  }
}

const READ: {
  [What in keyof TeamState]: (chat: Chat) => Promise<Partial<TeamState>>;
} = {
  agents: async ({ client }) => ({ agents: (await client.agents()).agentes }),
  labels: async ({ client }) => ({ labels: (await client.labels()).etiquetas }),
  replies: async ({ client }) => ({
    replies: (await client.quickReplies()).respuestas,
  }),
  templates: async ({ client, read }) => {
    const refresh = read().team.templates !== null;
    return { templates: (await client.templates({ refresh })).plantillas };
  },
};

/** Keeps a quick reply, new or changed. */
export async function keepQuickReply(
  chat: Chat,
  reply: Omit<QuickReply, "id"> & { id: QuickReply["id"] | null },
): Promise<void> {
  await change(chat, () => chat.client.keepQuickReply(reply));
}

/** Drops a quick reply. */
export async function dropQuickReply(
  chat: Chat,
  id: QuickReply["id"],
): Promise<void> {
  await change(chat, () => chat.client.dropQuickReply(id));
}

async function change(chat: Chat, act: () => Promise<void>): Promise<void> {
  try {
    await act();
    await needTeam(chat, { what: "replies", anew: true });
  } catch (error) {
    toast(chat, noteTrouble(chat, error));
  }
}
