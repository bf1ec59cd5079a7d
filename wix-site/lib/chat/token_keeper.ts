import { readToken } from "./agent_token.ts";

const EARLY_MS = 60_000;
const PATIENCE_MS = 10_000;

/** Holds the agent's token and sees to it that a fresh one comes in time. */
export interface TokenKeeper {
  token(): string;
  set(token: string): void;
  /** Asks for another one than `refused`; `false` when none comes within 10 s. */
  renew(refused: string): Promise<boolean>;
  stop(): void;
}

/** Starts without a token; `ask` is called whenever a fresh one is wanted. */
export function keepToken(ask: () => void): TokenKeeper {
  let held = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waiting = new Set<() => void>();

  return {
    token: () => held,
    set(token) {
      held = token;
      clearTimeout(timer);
      const facts = readToken(token);
      if (facts) {
        const left = facts.expiresAt - Date.now() - EARLY_MS;
        timer = setTimeout(ask, Math.max(5000, left));
      }
      for (const arrive of waiting) arrive();
    },
    async renew(refused) {
      if (held !== refused) return true;
      const arrival = new Promise<void>((resolve) => {
        const arrive = () => {
          waiting.delete(arrive);
          clearTimeout(patience);
          resolve();
        };
        const patience = setTimeout(arrive, PATIENCE_MS);
        waiting.add(arrive);
      });
      if (waiting.size === 1) ask();
      await arrival;
      return held !== refused;
    },
    stop() {
      clearTimeout(timer);
      for (const arrive of waiting) arrive();
    },
  };
}
