import type { Context } from "hono";
import { Refusal } from "../../shared/refusal.ts";

/**
 * Which page of something is asked for.
 * @throws {Refusal} `invalid`
 */
export function pageOf(
  c: Context,
  { limit, mostAtOnce }: { limit: number; mostAtOnce: number },
) {
  return {
    limit: Math.min(
      numberOf(c, "limit", { missing: limit, least: 1 }),
      mostAtOnce,
    ),
    offset: numberOf(c, "offset", { missing: 0, least: 0 }),
  };
}

/**
 * Which page of a thread of `total` messages is asked for: with `desde_posicion` the one in whose
 * middle that message stands, whatever the `offset`.
 * @throws {Refusal} `invalid`
 */
export function threadPageOf(
  c: Context,
  page: { limit: number; offset: number },
  total: number,
) {
  const position = numberOf(c, "desde_posicion", { missing: 0, least: 1 });
  if (position === 0) return page;
  const half = Math.floor(page.limit / 2);
  return { ...page, offset: Math.max(0, total - position - half) };
}

function numberOf(
  c: Context,
  name: string,
  { missing, least }: { missing: number; least: number },
): number {
  const text = c.req.query(name);
  if (text === undefined || text === "") return missing;
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) {
    throw new Refusal(
      "invalid",
      `Cannot list: "${name}" must be a number from ${least}`,
      name,
    );
  }
  return Number(text);
}
