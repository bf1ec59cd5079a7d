import { z } from "zod";
import { ApiError } from "./api_error.ts";
import { checkBody } from "./parameters.ts";
import type { Sandbox } from "./state.ts";

const PAGE = z.looseObject({
  limit: z.int().min(1).max(100).optional(),
  order: z.enum(["asc", "desc"]).optional(),
});

const USUAL_LIMIT = 20;

/**
 * One page of a list that is kept oldest first. Source: core/pagination.d.ts of the client
 * @throws {ApiError} for a limit, an order or a cursor that cannot be
 */
export function toPage<T extends { id: string }>(
  sandbox: Sandbox,
  all: readonly T[],
  query: Record<string, string>,
) {
  const limit = query.limit === undefined ? USUAL_LIMIT : Number(query.limit);
  checkBody(sandbox, PAGE, { ...query, ...(query.limit ? { limit } : {}) });
  if (!sandbox.holds("paging")) return list(all, false);
  const ordered = query.order === "asc" ? [...all] : [...all].reverse();
  const start = query.after ? after(ordered, query.after) : 0;
  const data = ordered.slice(start, start + limit);
  return list(data, start + limit < ordered.length);
}

/** A list in OpenAI's form. */
export function list<T extends { id: string }>(
  data: readonly T[],
  hasMore: boolean,
) {
  return {
    object: "list" as const,
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: hasMore,
  };
}

function after(ordered: readonly { id: string }[], cursor: string): number {
  const at = ordered.findIndex(({ id }) => id === cursor);
  if (at >= 0) return at + 1;
  throw new ApiError(400, `Item with id '${cursor}' not found.`, {
    param: "after",
  });
}
