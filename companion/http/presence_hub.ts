import { getLogger } from "@logtape/logtape";
import type { PresenceEvent } from "../../shared/inbox_event.ts";
import type { Agent } from "../store/agents.ts";
import type { Bell } from "../store/bell.ts";
import { isVisibleTo } from "../store/inbox_list.ts";
import {
  type Presence,
  readHolders,
  readPresences,
  removeOldPresences,
} from "../store/presences.ts";
import type { Sql } from "../store/sql.ts";
import { loggable } from "../telemetry/loggable.ts";

/** A page that is told who else is there. */
export interface Watcher {
  agent: Agent;
  tellPresence(event: PresenceEvent): void;
}

/** Tells the pages of this process who has which conversation before them. */
export interface PresenceHub {
  /** From now on; who is there already is told at once. */
  join(watcher: Watcher): void;
  leave(watcher: Watcher): void;
  stop(): Promise<void>;
}

/** Nobody rings when somebody vanishes. */
const LOOK_EVERY_MS = 2000;
const log = getLogger(["relevo", "events"]);

/**
 * One reader per process: who is there is in the database, for all processes, and each tells its own
 * pages what is different from what it saw before.
 */
export function startPresenceHub(
  sql: Sql,
  bell: Pick<Bell, "on">,
): PresenceHub {
  const watchers = new Set<Watcher>();
  let known = new Map<string, Presence>();
  let isAskedAgain = false;
  let looking: Promise<void> | null = null;

  function look(): void {
    if (watchers.size === 0 && known.size === 0) return;
    isAskedAgain = true;
    looking ??= lookUntilQuiet().finally(() => looking = null);
  }

  async function lookUntilQuiet(): Promise<void> {
    while (isAskedAgain) {
      isAskedAgain = false;
      try {
        await compare();
      } catch (error) {
        log.warn("Cannot read who is there", { error: loggable(error) });
      }
    }
  }

  async function compare(): Promise<void> {
    const there = new Map(
      (await readPresences(sql)).map((
        presence,
      ) => [nameOf(presence), presence]),
    );
    const news = [...there.values()].filter((presence) =>
      isNews(presence, known.get(nameOf(presence)))
    );
    const gone = [...known.values()].filter((presence) =>
      !there.has(nameOf(presence))
    );
    const holders = await readHolders(
      sql,
      gone.map(({ conversationId }) => conversationId),
    );
    known = there;
    for (const presence of news) tellAll(presence, toEvent(presence));
    for (const presence of gone) {
      const holderId = holders.get(presence.conversationId);
      if (holderId === undefined) continue;
      tellAll({ ...presence, holderId }, {
        ...toEvent(presence),
        escribiendo: false,
        se_fue: true,
      });
    }
    if (gone.length > 0) await removeOldPresences(sql);
  }

  function tellAll(presence: Presence, event: PresenceEvent): void {
    for (const watcher of watchers) {
      if (mayKnow(watcher.agent, presence)) watcher.tellPresence(event);
    }
  }

  bell.on("presence", look);
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    join(watcher) {
      watchers.add(watcher);
      for (const presence of known.values()) {
        if (mayKnow(watcher.agent, presence)) {
          watcher.tellPresence(toEvent(presence));
        }
      }
      look();
    },
    leave: (watcher) => void watchers.delete(watcher),
    async stop() {
      clearInterval(timer);
      watchers.clear();
      await looking;
    },
  };
}

/** Whoever gets the conversation is told who is there, too. */
function isNews(now: Presence, before: Presence | undefined): boolean {
  return now.isTyping !== before?.isTyping || now.holderId !== before.holderId;
}

/** Others who may see the conversation. */
function mayKnow(agent: Agent, { agentId, holderId }: Presence): boolean {
  return agent.id !== agentId && isVisibleTo({ agentId: holderId }, agent);
}

function toEvent(presence: Presence): PresenceEvent {
  return {
    id: presence.conversationId,
    agente_id: presence.agentId,
    nombre: presence.name,
    escribiendo: presence.isTyping,
  };
}

function nameOf({ conversationId, agentId }: Presence): string {
  return `${conversationId} ${agentId}`;
}
