import { Hono } from "hono";
import { Refusal } from "../../shared/refusal.ts";
import { enrollAgent } from "../inbox/enroll_agent.ts";
import { changeAgent } from "../inbox/change_agent.ts";
import { type Agent, readAgents } from "../store/agents.ts";
import { type Load, readHouseLoad, readLoads } from "../store/loads.ts";
import { readListedAll } from "../store/inbox_list.ts";
import { type PagesOfAgent, readOpenPages } from "../store/open_pages.ts";
import { actorOf } from "./actor.ts";
import type { HttpContext } from "./context.ts";
import { parseAgentChange } from "./agent_change.ts";
import { keyOf } from "./inbox_answers.ts";
import { readJson } from "./read_json.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

/** Who works here. Everybody sees their colleagues' names; supervisors admit and pause. */
export function agentRoutes(context: HttpContext) {
  const { sql, bell, now } = context;
  const guard = signedIn(context);
  return new Hono<SignedIn>()
    .get("/agentes", guard, async (c) => {
      const isSupervisor = c.var.agent.role === "supervisor";
      const [agents, pages, loads] = await Promise.all([
        readAgents(sql),
        readOpenPages(sql),
        isSupervisor ? readLoads(sql) : null,
      ]);
      return c.json({
        success: true,
        agentes: agents.map((agent) => ({
          ...loads ? toFullAnswer(agent) : toAnswer(agent),
          en_linea: pages.get(agent.id)?.isOpen ?? false,
          ...loads ? toLoad(loads.get(agent.id), pages.get(agent.id)) : {},
        })),
      });
    })
    .get("/resumen", guard, async (c) => {
      onlySupervisor(c.var.agent);
      const { waiting, unassigned, open, longestWait } = await readHouseLoad(
        sql,
      );
      const [longest] = longestWait
        ? await readListedAll(sql, [longestWait.id])
        : [];
      return c.json({
        success: true,
        esperando: waiting,
        sin_asignar: unassigned,
        abiertas: open,
        espera_mas_larga: longest && longestWait
          ? {
            key: keyOf(longest),
            nombre: longest.name,
            desde: longestWait.since.toISOString(),
          }
          : null,
      });
    })
    .post("/agentes", guard, async (c) => {
      onlySupervisor(c.var.agent);
      const agent = await enrollAgent(
        sql,
        { ...parseAgent(await readJson(c)), by: actorOf(c, context) },
        now(),
      );
      bell.ring("changes", "publish_change", "agents");
      return c.json({ success: true, agente: toFullAnswer(agent) });
    })
    .patch("/agentes/:id", guard, async (c) => {
      onlySupervisor(c.var.agent);
      const change = parseAgentChange(await readJson(c));
      const agentId = Number(c.req.param("id"));
      if (!isAgentId(agentId)) {
        throw new Refusal("not_found", "Cannot change: no such agent");
      }
      const agent = await changeAgent(
        sql,
        { agentId, ...change, by: actorOf(c, context) },
        now(),
      );
      bell.ring("changes", "publish_change", "agents");
      return c.json({ success: true, agente: toFullAnswer(agent) });
    });
}

/** Whether the value can be the id of an agent: the database has no place for larger numbers. */
export function isAgentId(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 &&
    Number(value) < 2 ** 31;
}

/** @throws {Refusal} `not_an_agent`, whoever else asks */
export function onlySupervisor({ role }: Agent): void {
  if (role !== "supervisor") {
    throw new Refusal("not_an_agent", "Cannot do that: only a supervisor may");
  }
}

function parseAgent(
  json: Record<string, unknown>,
): Pick<Agent, "email" | "name" | "role"> {
  const { email, nombre, rol } = json;
  if (
    typeof email !== "string" || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ||
    email.length > 200
  ) {
    throw new Refusal(
      "invalid",
      'Cannot admit: "email" must be an address',
      "email",
    );
  }
  if (
    typeof nombre !== "string" || nombre.trim() === "" || nombre.length > 100
  ) {
    throw new Refusal("invalid", 'Cannot admit: "nombre" is missing', "nombre");
  }
  if (rol !== undefined && rol !== "agent" && rol !== "supervisor") {
    throw new Refusal(
      "invalid",
      'Cannot admit: "rol" must be agent or supervisor',
      "rol",
    );
  }
  return { email: email.trim(), name: nombre.trim(), role: rol ?? "agent" };
}

function toAnswer({ id, name, role, pausedAt }: Agent) {
  return { id, nombre: name, rol: role, pausado: pausedAt !== null };
}

function toFullAnswer(agent: Agent) {
  return {
    ...toAnswer(agent),
    email: agent.email,
    vinculado: agent.memberId !== null,
    capacidad: agent.capacity,
  };
}

function toLoad(load: Load | undefined, pages: PagesOfAgent | undefined) {
  return {
    abiertas: load?.open ?? 0,
    sin_leer: load?.unread ?? 0,
    espera_mas_larga: load?.longestWaitSince?.toISOString() ?? null,
    visto: pages?.seenAt.toISOString() ?? null,
  };
}
