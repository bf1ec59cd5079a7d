import type { Context } from "hono";
import { Refusal } from "../../shared/refusal.ts";
import { isAgentId } from "./agents.ts";

/**
 * The `:id` of a path, where it is a number of ours.
 * @throws {Refusal} `not_found`
 */
export function idInPath(c: Context): number {
  const id = Number(c.req.param("id"));
  if (isAgentId(id)) return id;
  throw new Refusal("not_found", "Cannot find: there is no such number");
}
