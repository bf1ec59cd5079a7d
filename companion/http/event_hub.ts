import { getLogger } from "@logtape/logtape";
import type { InboxEvent, InboxEventName } from "../../shared/inbox_event.ts";
import type { DeliveryStatus } from "../../shared/delivery.ts";
import { type Agent, readAgents } from "../store/agents.ts";
import type { Bell } from "../store/bell.ts";
import {
  type OrderedChange,
  readChangeRange,
  readChangesAfter,
  readNewestPlace,
} from "../store/changes.ts";
import { isVisibleTo } from "../store/inbox_list.ts";
import type { Sql } from "../store/sql.ts";
import { observe } from "../telemetry/metrics.ts";
import { loggable } from "../telemetry/loggable.ts";

/** An event with its place in the order of commits. */
export interface PlacedEvent {
  seq: number;
  name: InboxEventName;
  data: InboxEvent;
}

/** Somebody who listens. */
export interface Listener {
  agent: Agent;
  tell(event: PlacedEvent): void;
  /** The agent was paused, is no more, or may see other things now. */
  end(): void;
}

/** Tells the pages of this process what they may know. */
export interface EventHub {
  /** The place up to which everybody has been told. */
  place(): number;
  /** Of an agent's listeners so many stay: those who came last. */
  join(listener: Listener, mostOfAgent?: number): void;
  leave(listener: Listener): void;
  /** How many listen. */
  pages(): number;
  /** Who listens, once for each page. */
  agentIds(): number[];
  /** What an agent missed since a place; `null` when that is too long ago to be told one by one. */
  missed(agent: Agent, since: number): Promise<PlacedEvent[] | null>;
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 1000;
const CHECK_AGENTS_EVERY_MS = 3000;
const AT_ONCE = 1000;
const MOST_MISSED = 2000;
const log = getLogger(["relevo", "events"]);

/** One reader per process, whatever the number of pages. */
export async function startEventHub(sql: Sql, bell: Bell): Promise<EventHub> {
  const listeners = new Set<Listener>();
  let { place } = await readNewestPlace(sql);
  let isAskedAgain = false;
  let reading: Promise<void> | null = null;

  function wake(): void {
    isAskedAgain = true;
    reading ??= read().finally(() => reading = null);
  }

  async function read(): Promise<void> {
    while (isAskedAgain) {
      isAskedAgain = false;
      try {
        if (listeners.size === 0) {
          const newest = await readNewestPlace(sql);
          if (newest.place > place) observeLag(newest.at);
          // Who joined meanwhile is told from the place that they were given.
          if (listeners.size === 0) place = newest.place;
          else isAskedAgain = true;
          continue;
        }
        const changes = await readChangesAfter(sql, place, AT_ONCE);
        for (const change of changes) dispatch(change);
        if (changes.length === AT_ONCE) isAskedAgain = true;
      } catch (error) {
        log.warn("Cannot read changes", { error: loggable(error) });
      }
    }
  }

  function dispatch(change: OrderedChange): void {
    place = change.seq;
    log.debug("Told", () => ({
      message: change.messageId ?? null,
      conversation: change.conversationId,
      version: change.version,
      event: change.event,
      agent: change.agentId,
    }));
    observeLag(change.at);
    for (const listener of listeners) {
      const event = eventFor(listener.agent, change);
      if (event) listener.tell(event);
    }
  }

  async function checkAgents(): Promise<void> {
    if (listeners.size === 0) return;
    try {
      const working = new Map(
        (await readAgents(sql)).filter(({ pausedAt }) => !pausedAt).map((
          { id, role },
        ) => [id, role]),
      );
      for (const listener of listeners) {
        const { id, role } = listener.agent;
        if (working.get(id) !== role) listener.end();
      }
    } catch (error) {
      log.warn("Cannot check who is paused", { error: loggable(error) });
    }
  }

  bell.on("ordered", wake);
  bell.on("agents", checkAgents);
  const looking = setInterval(wake, LOOK_EVERY_MS);
  const checking = setInterval(checkAgents, CHECK_AGENTS_EVERY_MS);
  return {
    place: () => place,
    join(listener, mostOfAgent = Infinity) {
      listeners.add(listener);
      const theirs = [...listeners].filter(({ agent }) =>
        agent.id === listener.agent.id
      );
      // Pages that vanished without a word are among the oldest.
      theirs.slice(0, -mostOfAgent).forEach((oldest) => oldest.end());
    },
    leave: (listener) => void listeners.delete(listener),
    pages: () => listeners.size,
    agentIds: () => [...listeners].map(({ agent }) => agent.id),
    async missed(agent, since) {
      const { oldest, newest } = await readChangeRange(sql);
      if (
        since > newest || since < oldest - 1 || newest - since > MOST_MISSED
      ) return null;
      const changes = await readChangesAfter(sql, since, MOST_MISSED);
      return changes.map((change) => eventFor(agent, change)).filter((event) =>
        event !== null
      );
    },
    async stop() {
      clearInterval(looking);
      clearInterval(checking);
      for (const listener of [...listeners]) listener.end();
      await reading;
    },
  };
}

function observeLag(at: Date): void {
  const lagMs = Date.now() - at.getTime();
  observe("relevo_event_lag_seconds", Math.max(lagMs, 0) / 1000);
}

/** What this agent is told of a change: nothing, unless the conversation is theirs now, or was until this change. */
export function eventFor(
  agent: Agent,
  change: OrderedChange,
): PlacedEvent | null {
  const { seq, conversationId: id, version, at } = change;
  const timestamp = at.toISOString();
  if (change.lostBy != null) {
    const isTheirs = change.lostBy === agent.id &&
      (change.isGone || !isVisibleTo(change, agent));
    return isTheirs
      ? {
        seq,
        name: "conversation_update",
        data: {
          id,
          version,
          lost: true,
          ...(change.isGone ? { removed: true } : {}),
          timestamp,
        },
      }
      : null;
  }
  if (change.isGone || !isVisibleTo(change, agent)) return null;
  return {
    seq,
    name: change.event,
    data: {
      id,
      key: change.isFirstLine && change.number ? change.number : id,
      version,
      ...(change.messageId ? { message_id: change.messageId } : {}),
      ...(change.status ? { status: change.status as DeliveryStatus } : {}),
      timestamp,
    },
  };
}
