import { spoken } from "./language_words.ts";

const es = {
  more: "Más acciones",
  handOver: "Pasar a un colega",
  close: "Cerrar la conversación",
  reopen: "Reabrir",
  snooze: "Posponer",
  wake: "Retomar ahora",
  labels: "Etiquetas",
  note: "Nota interna",
  pin: "Fijar arriba",
  unpin: "Quitar de arriba",
  takeFromBot: "Tomarla del bot",
  giveToBot: "Devolver al bot",
  why: "¿Por qué me tocó?",
  whyOfAgent: "¿Por qué le tocó?",
  start: "Nueva conversación",
  replies: "Respuestas rápidas",
  cancel: "Cancelar",
  save: "Guardar",
  optional: "opcional",
  failed: "No se pudo cargar. Revisa tu conexión e inténtalo otra vez.",
  loading: "Cargando…",
  tomorrow: "mañana",
  bar: {
    given: (by: string) => `${by} te pasó esta conversación`,
    givenTo: (by: string, to: string) =>
      `${by} se la pasó a ${to}, que aún no la acepta`,
    accept: "Aceptar",
    giveBack: "Devolver",
    giveBackNote: "Por qué la devuelves",
    bot: "El bot está respondiendo",
    take: "Tomar la conversación",
    closed: "Esta conversación está cerrada",
    closedHint: "Se reabre sola si el cliente escribe o si respondes.",
    snoozed: (until: string) => `Pospuesta hasta ${until}`,
    others: (name: string) => `La tiene ${name}`,
    othersHint:
      "Puedes leerla y dejar notas; lo que respondas saldrá a tu nombre.",
    nobody: "Todavía no la tiene nadie",
    assign: "Asignar",
  },
  done: {
    existing: "Ya tenías una conversación con ese número: aquí está.",
    erased: "Borrado. El recibo queda en la auditoría.",
    assign: (name: string) => `Se la pasaste a ${name}`,
    return: "La devolviste",
    close: "Conversación cerrada",
    snooze: (until: string) => `Pospuesta hasta ${until}`,
    giveToBot: "El bot responde otra vez",
  },
};

/** The shape that every language of the acts fills. */
export type ActsWords = typeof es;

/** The sentences of what can be done with a conversation. */
export function actsWords(): ActsWords {
  return spoken("acts", es);
}
