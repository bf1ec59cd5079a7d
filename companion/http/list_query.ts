import type { Context } from "hono";
import { Refusal } from "../../shared/refusal.ts";
import type { ListFilter, ListOwner, ListState } from "../store/list_filter.ts";
import type { ListOrder } from "../store/list_order.ts";
import { isAgentId } from "./agents.ts";

const OWNERS: Readonly<Record<string, ListOwner>> = {
  mias: "mine",
  sin_asignar: "unassigned",
  todas: "all",
};
const STATES: Readonly<Record<string, ListState>> = {
  abiertas: "active",
  cerradas: "closed",
  pospuestas: "snoozed",
  todas: "all",
};
const ORDERS: Readonly<Record<string, ListOrder>> = {
  recientes: "newest",
  espera: "longest_wait",
  ventana: "closes_soonest",
};

/**
 * Reads which conversations the list is to have: all, where the query says nothing.
 * @throws {Refusal} `invalid`
 */
export function parseListFilter(c: Context): ListFilter {
  return {
    owner: wordOf(c, "de", OWNERS) ?? "all",
    state: wordOf(c, "estado", STATES) ?? "all",
    isUnread: isAsked(c, "no_leidas"),
    isPinned: isAsked(c, "fijadas"),
    labelId: idOf(c, "etiqueta"),
    lineId: idOf(c, "linea"),
  };
}

/** @throws {Refusal} `invalid` */
export function parseListOrder(c: Context): ListOrder {
  return wordOf(c, "orden", ORDERS) ?? "newest";
}

function wordOf<T>(
  c: Context,
  name: string,
  words: Readonly<Record<string, T>>,
): T | null {
  const word = c.req.query(name) ?? "";
  if (word === "") return null;
  if (Object.hasOwn(words, word)) return words[word]!;
  throw invalid(name, `must be one of ${Object.keys(words).join(", ")}`);
}

function isAsked(c: Context, name: string): boolean {
  const word = c.req.query(name) ?? "";
  if (!/^[01]?$/.test(word)) throw invalid(name, "must be 0 or 1");
  return word === "1";
}

function idOf(c: Context, name: string): number | null {
  const word = c.req.query(name) ?? "";
  if (word === "") return null;
  if (/^\d+$/.test(word) && isAgentId(Number(word))) return Number(word);
  throw invalid(name, "must be an id");
}

function invalid(field: string, why: string): Refusal {
  return new Refusal("invalid", `Cannot list: "${field}" ${why}`, field);
}
