import type {
  FoundWords,
  LineAnswer,
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

/** A line, or its credentials, as typed into a form; what is left out stays as it is. */
export type LineFields = Readonly<Record<string, string>>;

/** The part of the companion's interface that is about the list, the team and its lines. */
export interface TeamClient {
  searchWords(query: string): Promise<FoundWords>;
  mentions(): Promise<{ menciones: MentionOfMe[] }>;
  markMentionsRead(): Promise<void>;
  lines(): Promise<{ lineas: LineAnswer[] }>;
  addLine(fields: LineFields): Promise<{ linea: LineAnswer }>;
  replaceCredentials(
    id: number,
    fields: LineFields,
  ): Promise<{ linea: LineAnswer }>;
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
    addLine: (fields) => write("/api/lineas", fields),
    replaceCredentials: (id, fields) =>
      write(`/api/lineas/${id}/credenciales`, fields, "PUT"),
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
