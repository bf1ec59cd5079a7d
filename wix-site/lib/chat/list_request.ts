import type { ListOrder, ListOwner, ListState, ListView } from "./list_view.ts";

const OWNERS: Readonly<Record<ListOwner, string | undefined>> = {
  all: undefined,
  mine: "mias",
  unassigned: "sin_asignar",
};
const STATES: Readonly<Record<ListState, string>> = {
  active: "abiertas",
  snoozed: "pospuestas",
  closed: "cerradas",
  all: "todas",
};
const ORDERS: Readonly<Record<ListOrder, string | undefined>> = {
  newest: undefined,
  wait: "espera",
  window: "ventana",
};

/** What a page of the list is asked with. */
export type ListRequest = Readonly<Record<string, string | number | undefined>>;

/** A view as the companion wants it told; `next`: where the page begins. */
export function listRequest(
  view: ListView,
  { limit, next }: { limit: number; next: string | null },
): ListRequest {
  return {
    limit,
    antes: next ?? undefined,
    de: OWNERS[view.owner],
    estado: STATES[view.state],
    no_leidas: view.isUnread ? 1 : undefined,
    etiqueta: view.label ?? undefined,
    linea: view.line?.id,
    orden: ORDERS[view.order],
  };
}
