import { spoken } from "./language_words.ts";

const es = {
  search: "Buscar nombre, número o palabras",
  groups: { rows: "Conversaciones", words: "En los mensajes" },
  moreRows: "Mostrar más conversaciones",
  lookingForWords: "Buscando en los mensajes…",
  wordsFailed: "No pudimos buscar en los mensajes. Inténtalo otra vez.",
  moreWords: "Hay más. Escribe otra palabra para acercarte.",
  noneFitTitle: "Nada con este filtro",
  noneFit: "Aquí aparecerá lo que cumpla lo que elegiste.",
  unfilter: "Quitar los filtros",
  filters: "Filtros",
  filtersOf: (n: number) =>
    n === 1 ? "Filtros, 1 puesto" : `Filtros, ${n} puestos`,
  remove: (what: string) => `Quitar: ${what}`,
  owner: "De quién",
  owners: { all: "Todas", mine: "Mías", unassigned: "Sin asignar" },
  state: "Estado",
  states: {
    active: "Abiertas",
    snoozed: "Pospuestas",
    closed: "Cerradas",
    all: "En cualquier estado",
  },
  unread: "Sin leer",
  label: "Etiqueta",
  anyLabel: "Cualquiera",
  line: "Línea",
  anyLine: "Todas las líneas",
  order: "Orden",
  orders: {
    newest: "Lo más reciente primero",
    wait: "Quien más espera primero",
    window: "Ventana que se cierra antes",
  },
  orderChips: { newest: "", wait: "Por espera", window: "Por ventana" },
  done: "Listo",
  pinned: "Fijada arriba",
  muted: "Sin avisos",
  handedOver: (by: string) => `Te la pasó ${by}`,
  handedOverTo: (by: string, to: string) => `${by} la pasó a ${to}`,
  snoozed: (until: string) => `Vuelve ${until}`,
  looking: (names: string) => `${names} la está viendo`,
  typing: (names: string) => `${names} está escribiendo`,
  moreLabels: (n: number) => `+${n}`,
  waits: (time: string) => `Espera desde hace ${time}`,
  rowMenu: (name: string) => `Acciones con ${name}`,
  mute: "Silenciar avisos",
  unmute: "Volver a avisar",
};

export type ListWords = typeof es;

/** What the list says. */
export function listWords(): ListWords {
  return spoken("list", es);
}
