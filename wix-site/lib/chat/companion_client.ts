import type {
  ConversationPage,
  SentAnswer,
  SessionAnswer,
} from "../../../shared/conversation.ts";
import type { HealthDetail } from "../../../shared/health_detail.ts";
import type { StuckLane, Troubles } from "../../../shared/troubles.ts";
import { type ActsClient, connectActs } from "./acts_client.ts";
import { CompanionError, toRefusal, toSilence } from "./companion_error.ts";
import type { ListRequest } from "./list_request.ts";
import { connectTeam, type TeamClient } from "./team_client.ts";
import type { ActThreadPage } from "./thread_state.ts";
import { type Progress, type UploadAnswer, uploadFile } from "./upload_file.ts";

/** A question that got no answer is asked once more after this. */
const AGAIN_MS = 400;
const READ_TIMEOUT_MS = 12_000;
const WRITE_TIMEOUT_MS = 20_000;
const DOWNLOAD_TIMEOUT_MS = 120_000;

/** How the page speaks to the companion; every method throws a `CompanionError`. */
export interface CompanionClient extends ActsClient, TeamClient {
  session(): Promise<SessionAnswer>;
  conversations(wanted: ListRequest): Promise<ConversationPage>;
  /** One row alone; its page is empty when the conversation isn't this agent's. */
  conversation(id: string): Promise<ConversationPage>;
  thread(
    id: string,
    wanted: { limit: number; offset?: number; desde_posicion?: number },
  ): Promise<ActThreadPage>;
  /** Repeating it with the same `id` sends once. */
  send(
    reply: { to: string; message: string; mediaUrl: string | null; id: string },
  ): Promise<SentAnswer>;
  sendAgain(messageId: string): Promise<SentAnswer>;
  markRead(id: string): Promise<void>;
  upload(file: File, progress: Progress): Promise<UploadAnswer>;
  /** How the service fares; for supervisors. */
  health(): Promise<HealthDetail>;
  troubles(): Promise<Troubles>;
  release(lane: Pick<StuckLane, "tipo" | "conversacion">): Promise<void>;
  replay(): Promise<void>;
  /** Opens the stream of events; the caller reads and ends it. */
  events(lastEventId: string | null, signal: AbortSignal): Promise<Response>;
}

/** What a client needs to know of who speaks. */
export interface Speaker {
  companion: string;
  token(): string;
  /** The companion no longer takes the token: asks for another one. `false` when none came. */
  renew(refused: string): Promise<boolean>;
}

/** The one place that speaks to the companion. A token that ran out is renewed and the request repeated, once. */
export function connectCompanion(speaker: Speaker): CompanionClient {
  const base = speaker.companion.replace(/\/+$/, "");

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const token = speaker.token();
    const answer = await speak(path, init, token);
    if (answer.status !== 401 || !await speaker.renew(token)) return answer;
    return await speak(path, init, speaker.token());
  }

  async function speak(path: string, init: RequestInit, token: string) {
    const headers = new Headers(init.headers);
    headers.set("Authorization", `Bearer ${token}`);
    try {
      return await fetch(base + path, {
        ...init,
        headers,
        cache: "no-store",
        credentials: "omit",
        referrerPolicy: "no-referrer",
      });
    } catch (cause) {
      throw toSilence(cause);
    }
  }

  async function read<T>(path: string): Promise<T> {
    const question = () =>
      ask(path, { signal: AbortSignal.timeout(READ_TIMEOUT_MS) });
    try {
      return await answerOf<T>(question);
    } catch (error) {
      const isWorthIt = error instanceof CompanionError && error.retryable &&
        error.code !== "too_many" && navigator.onLine;
      if (!isWorthIt) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      return await answerOf<T>(question);
    }
  }

  async function write<T>(
    path: string,
    body: unknown,
    method: "POST" | "PUT" | "PATCH" | "DELETE" = "POST",
  ): Promise<T> {
    return await answerOf<T>(() =>
      ask(path, {
        method,
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(WRITE_TIMEOUT_MS),
      })
    );
  }

  async function blob(path: string): Promise<Blob> {
    const signal = AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS);
    const answer = await ask(path, { signal });
    if (!answer.ok) throw await refusalOf(answer);
    return await answer.blob();
  }

  return {
    ...connectActs({ read, write, blob }),
    ...connectTeam({ read, write }),
    session: () => read("/api/session"),
    conversations: (wanted) => read(`/api/conversaciones?${query(wanted)}`),
    conversation: (id) => read(`/api/conversaciones?${query({ id })}`),
    thread: (id, wanted) =>
      read(`/api/conversacion/${encodeURIComponent(id)}?${query(wanted)}`),
    send: ({ to, message, mediaUrl, id }) =>
      write("/api/enviar-mensaje", { to, message, media_url: mediaUrl, id }),
    sendAgain: (messageId) =>
      write(`/api/mensajes/${encodeURIComponent(messageId)}/reintentar`, {}),
    async markRead(id) {
      await write(`/api/conversacion/${encodeURIComponent(id)}/leido`, {});
    },
    health: () => read("/health/detail"),
    troubles: () => read("/api/atascos"),
    async release({ tipo, conversacion }) {
      await write("/api/atascos/liberar", { tipo, conversacion });
    },
    async replay() {
      await write("/api/atascos/reprocesar", {});
    },
    async upload(file, progress) {
      const address = `${base}/api/archivos`;
      const token = speaker.token();
      try {
        return await uploadFile(file, progress, { address, token });
      } catch (error) {
        const isOut = error instanceof CompanionError &&
          error.code === "not_signed_in";
        if (!isOut || !await speaker.renew(token)) throw error;
        const fresh = { address, token: speaker.token() };
        return await uploadFile(file, progress, fresh);
      }
    },
    async events(lastEventId, signal) {
      const headers: Record<string, string> = { Accept: "text/event-stream" };
      if (lastEventId) headers["Last-Event-ID"] = lastEventId;
      const answer = await ask("/api/eventos", { headers, signal });
      if (!answer.ok || !answer.body) throw await refusalOf(answer);
      return answer;
    },
  };
}

async function answerOf<T>(request: () => Promise<Response>): Promise<T> {
  const answer = await request();
  if (!answer.ok) throw await refusalOf(answer);
  try {
    return await answer.json();
  } catch (cause) {
    throw toSilence(cause);
  }
}

async function refusalOf(answer: Response): Promise<CompanionError> {
  return toRefusal(answer.status, await answer.json().catch(() => null));
}

function query(wanted: Record<string, string | number | undefined>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) {
    if (value !== undefined) params.set(name, String(value));
  }
  return params.toString();
}
