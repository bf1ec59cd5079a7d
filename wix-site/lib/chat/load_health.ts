import { type Chat, noteTrouble, toast } from "./chat.ts";
import type { HealthState } from "./health_state.ts";
import type { StuckLane } from "../../../shared/troubles.ts";
import { texts } from "./texts.ts";

/** How often it is asked how the service fares. */
const EVERY_MS = 60_000;

/** Keeps a supervisor told of how the service fares while the page is visible. */
export function watchHealth(chat: Chat): { stop(): void } {
  const look = () => {
    if (document.visibilityState === "visible") loadHealth(chat);
  };
  const timer = setInterval(look, EVERY_MS);
  document.addEventListener("visibilitychange", look);
  look();
  return {
    stop() {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    },
  };
}

/** Asks how the service fares. Agents are not told, and don't ask. */
export async function loadHealth(chat: Chat): Promise<void> {
  const { me, access } = chat.read();
  if (access !== "in" || me?.role !== "supervisor") return;
  try {
    const detail = await chat.client.health();
    const stuck = detail.outbox.stopped > 0 ? await readStuck(chat) : [];
    change(chat, { detail, stuck, isOld: false });
  } catch (error) {
    noteTrouble(chat, error);
    change(chat, { isOld: true });
  }
}

/** Lets a lane that was stopped try again. */
export async function releaseStuck(
  chat: Chat,
  lane: Pick<StuckLane, "tipo" | "conversacion">,
): Promise<void> {
  await act(chat, () => chat.client.release(lane));
}

/** Has what came for a line before it was known taken in. */
export async function replayUnknown(chat: Chat): Promise<void> {
  await act(chat, () => chat.client.replay());
}

async function act(chat: Chat, ask: () => Promise<void>): Promise<void> {
  if (chat.read().health.isBusy) return;
  change(chat, { isBusy: true });
  try {
    await ask();
    toast(chat, texts().health.asked);
  } catch (error) {
    toast(chat, noteTrouble(chat, error));
  } finally {
    change(chat, { isBusy: false });
  }
  await loadHealth(chat);
}

async function readStuck(chat: Chat): Promise<StuckLane[]> {
  const { carriles } = await chat.client.troubles();
  return carriles.filter(({ detenido }) => detenido);
}

function change(chat: Chat, part: Partial<HealthState>): void {
  chat.update((state) => ({ ...state, health: { ...state.health, ...part } }));
}
