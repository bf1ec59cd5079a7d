import type {
  FoundWords,
  LineName,
  MentionOfMe,
  TeamSummary,
} from "./list_answers.ts";
import type { Asking } from "./acts_client.ts";

/** What a supervisor may change about an agent. */
export interface AgentChange {
  paused?: boolean;
  /** With `paused`: theirs that are open go to the others, in turn. */
  shareOut?: boolean;
  /** How many open conversations they take at most; `null`: any number. */
  capacity?: number | null;
}

/** The part of the companion's interface that is about the list, the team and its lines. */
export interface TeamClient {
  searchWords(query: string): Promise<FoundWords>;
  mentions(): Promise<{ menciones: MentionOfMe[] }>;
  markMentionsRead(): Promise<void>;
  lines(): Promise<{ lineas: LineName[] }>;
  summary(): Promise<TeamSummary>;
  changeAgent(id: number, change: AgentChange): Promise<void>;
}

/** The team's part as requests. */
export function connectTeam(
  { read, write }: Pick<Asking, "read" | "write">,
): TeamClient {
  return {
    searchWords: (query) => read(`/api/buscar?q=${encodeURIComponent(query)}`),
    mentions: () => read("/api/menciones"),
    async markMentionsRead() {
      await write("/api/menciones/leidas", {});
    },
    lines: () => read("/api/lineas"),
    summary: () => read("/api/resumen"),
    async changeAgent(id, { paused, shareOut, capacity }) {
      const body = {
        ...paused !== undefined && { pausado: paused },
        ...shareOut && { repartir: true },
        ...capacity !== undefined && { capacidad: capacity },
      };
      await write(`/api/agentes/${id}`, body, "PATCH");
    },
  };
}
