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
