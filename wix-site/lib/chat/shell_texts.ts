import { spoken } from "./language_words.ts";

const es = {
  team: "Equipo",
  settings: "Ajustes",
  language: "Idioma",
  ownLanguage: "El del navegador",
  theme: "Apariencia",
  themes: {
    system: "Como el sistema",
    light: "Clara",
    dark: "Oscura",
  },
  notices: "Avisos",
  noticesOn: "Avisar de mensajes nuevos fuera de la página",
  soundOn: "Sonido al llegar un mensaje",
  allow: "Permitir avisos",
  tryNotice: "Probar un aviso",
  trial: "Así te avisaremos",
  noNotice: "No te avisamos porque…",
  reasons: {
    off: "los apagaste aquí arriba.",
    unsupported: "este navegador no tiene avisos de escritorio.",
    denied:
      "el navegador los bloquea para este sitio. Ábrelos en el candado junto a la dirección, en «Notificaciones».",
    framed:
      "la página está dentro de otra que no da permiso para avisos. Ábrela en su propia pestaña.",
    not_asked: "todavía no diste permiso.",
    needs_worker:
      "en este equipo los avisos necesitan una aplicación instalada, y este sitio no la permite.",
  },
  onlyOpen:
    "Con la página cerrada no podemos avisarte: el sitio no admite avisos en segundo plano. Déjala abierta en una pestaña.",
  mutedTitle: "Conversaciones sin avisos",
  mutedNone: "Ninguna. Puedes silenciar una desde su menú en la lista.",
  unmute: (name: string) => `Volver a avisar de ${name}`,
  oneKey: "Atajos de una sola tecla",
  oneKeyHint: "j, k, ?, / y las demás, cuando no estás escribiendo.",
  keys: "Atajos de teclado",
  keyNames: {
    commands: "Buscar y hacer cualquier cosa",
    help: "Ver estos atajos",
    search: "Buscar en la lista",
    next: "Conversación siguiente",
    previous: "Conversación anterior",
    nextAlways: "Siguiente, también mientras escribes",
    previousAlways: "Anterior, también mientras escribes",
    answer: "Escribir una respuesta",
    leave: "Salir de donde estás, o cerrar la conversación",
    close: "Cerrar o reabrir la conversación",
    handOver: "Pasarla a un colega",
    snooze: "Posponerla",
    labels: "Poner etiquetas",
    start: "Nueva conversación",
    filters: "Filtros de la lista",
    team: "Ver el equipo",
    menu: "Acciones de la fila",
    open: "Abrir la fila",
  },
  commands: {
    title: "Buscar o hacer",
    placeholder: "Nombre, acción, filtro o ajuste…",
    none: "Nada se llama así. Prueba con otra palabra.",
    groups: {
      conversations: "Conversaciones",
      actions: "Con la conversación abierta",
      page: "Página",
      filters: "Lista",
      settings: "Ajustes",
    },
    inMessages: (query: string) => `Buscar «${query}» en los mensajes`,
    results: (n: number) => n === 1 ? "1 resultado" : `${n} resultados`,
  },
  mentions: {
    title: "Menciones",
    unseen: (n: number) =>
      n === 1 ? "1 mención nueva" : `${n} menciones nuevas`,
    by: (by: string, name: string) => `${by}, en la conversación con ${name}`,
    told: (by: string) => `${by} te mencionó en una nota`,
    none: "Nadie te ha mencionado",
    noneHint:
      "Cuando un colega escriba tu nombre con @ en una nota interna, la verás aquí.",
  },
  openRow: "Abrir",
  newFrom: (name: string) => `Mensaje de ${name}`,
};

export type ShellWords = typeof es;

/** What the page around the conversations says. */
export function shellWords(): ShellWords {
  return spoken("shell", es);
}
