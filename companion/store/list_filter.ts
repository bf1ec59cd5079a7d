import type { Agent } from "./agents.ts";
import { visibleTo } from "./inbox_list.ts";
import type { Sql } from "./sql.ts";

/** Whose conversations the list is to have. */
export type ListOwner = "mine" | "unassigned" | "all";

/** `active`: neither closed nor snoozed. */
export type ListState = "active" | "closed" | "snoozed" | "all";

/** Which conversations the list is to have, of those that somebody may see. */
export interface ListFilter {
  owner: ListOwner;
  state: ListState;
  isUnread: boolean;
  /** Those that the asking agent has pinned. */
  isPinned: boolean;
  labelId: number | null;
  lineId: number | null;
}

/** All that somebody may see. */
export const NO_FILTER: ListFilter = {
  owner: "all",
  state: "all",
  isUnread: false,
  isPinned: false,
  labelId: null,
  lineId: null,
};

/** Whether it leaves nothing out. */
export function isFilterOff(filter: ListFilter): boolean {
  return Object.entries(NO_FILTER).every(([name, value]) =>
    filter[name as keyof ListFilter] === value
  );
}

type Fragment = ReturnType<typeof visibleTo>;

/**
 * What is selected of the conversations of a state, as the table called `c`. Each side of the line
 * between closed and not has indexes of its own, so each side is selected from by itself: limited and
 * in order, where the whole is to be.
 */
export function ofSides(
  sql: Sql,
  state: ListState,
  select: (isOnSide: Fragment) => Fragment,
): Fragment {
  const open = select(sql`c.state <> 'closed'`);
  const closed = select(sql`c.state = 'closed'`);
  if (state === "closed") return sql`(${closed}) as c`;
  if (state === "all") return sql`((${open}) union all (${closed})) as c`;
  return sql`(${open}) as c`;
}

/** Whether a conversation lies on a side of that state, for the table called `c`. */
export function isInState(sql: Sql, state: ListState): Fragment {
  if (state === "all") return sql`true`;
  return state === "closed"
    ? sql`c.state = 'closed'`
    : sql`c.state <> 'closed'`;
}

/** Who may see it, and what is asked for beside the state's side, for the table called `c`. */
export function isListed(sql: Sql, filter: ListFilter, agent: Agent) {
  const { owner, state, isUnread, isPinned, labelId, lineId } = filter;
  const and = (isAsked: boolean, condition: Fragment) =>
    isAsked ? sql`and ${condition}` : sql``;
  return sql`
    ${visibleTo(sql, agent)}
    ${and(owner === "mine", sql`c.agent_id = ${agent.id}`)}
    ${and(owner === "unassigned", sql`c.agent_id is null`)}
    ${and(state === "active", sql`c.snoozed_until is null`)}
    ${and(state === "snoozed", sql`c.snoozed_until is not null`)}
    ${and(isUnread, sql`c.unread > 0`)}
    ${and(lineId !== null, sql`c.line_id = ${lineId}`)}
    ${
    and(
      isPinned,
      sql`c.id in (select conversation_id from pins where agent_id = ${agent.id})`,
    )
  }
    ${
    and(
      labelId !== null,
      sql`c.id in (select conversation_id from conversation_labels where label_id = ${labelId})`,
    )
  }
  `;
}
