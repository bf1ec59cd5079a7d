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
    assign: (name: string) => `Se la pasaste a ${name}`,
    return: "La devolviste",
    close: "Conversación cerrada",
    snooze: (until: string) => `Pospuesta hasta ${until}`,
    giveToBot: "El bot responde otra vez",
  },
  handOverDialog: {
    title: "Pasar la conversación",
    choose: "A quién",
    online: "En línea",
    away: "Sin conexión",
    paused: "En pausa",
    open: (n: number) => n === 1 ? "1 abierta" : `${n} abiertas`,
    note: "Nota para quien la recibe",
    noteHint: "Qué falta, qué prometiste… El cliente no la ve.",
    act: "Pasar",
    nobody: "No hay colegas a quienes pasarla.",
  },
  snoozeDialog: {
    title: "Posponer hasta",
    hint: "Vuelve a tu lista sola, o antes si el cliente escribe.",
    hour: "Dentro de 1 hora",
    afternoon: "Esta tarde",
    tomorrow: "Mañana",
    monday: "El próximo lunes",
    own: "Otro momento",
    act: "Posponer",
    past: "Elige un momento que no haya pasado.",
  },
  labelsDialog: {
    title: "Etiquetas",
    none: "Todavía no hay etiquetas. Las crea quien supervisa.",
    most: (n: number) => `Puedes poner hasta ${n}.`,
  },
  farewellDialog: {
    title: "Devolver al bot",
    hint: "El bot vuelve a responder. Puedes despedirte antes.",
    farewell: "Despedida",
    file: "Adjuntar un documento",
    act: "Devolver al bot",
    windowClosed:
      "La ventana de 24 horas está cerrada: no se puede enviar una despedida.",
  },
  whyDialog: {
    title: "Por qué le tocó a cada quien",
    inTurn: (name: string) =>
      `Era el turno de ${name}: de quienes podían recibirla, hacía más tiempo que no le llegaba una nueva.`,
    waited: (name: string) =>
      `Esperaba sin que nadie pudiera recibirla; le llegó a ${name} en cuanto fue posible.`,
    nobody: "Nadie podía recibirla en ese momento. Quedó esperando.",
    handedOver: (by: string, name: string) => `${by} se la pasó a ${name}.`,
    returned: (by: string, name: string) => `${by} se la devolvió a ${name}.`,
    started: (name: string) => `${name} empezó la conversación.`,
    sharedOut: (name: string) =>
      `Quien la tenía quedó en pausa y sus conversaciones se repartieron: le llegó a ${name}.`,
    other: (name: string) => `Le llegó a ${name}.`,
    eligible: (names: string) => `Podían recibirla: ${names}.`,
    excluded: (names: string) => `No podían: ${names}.`,
    paused: "en pausa",
    full: "con el cupo lleno",
    nothing: "Todavía no hay ninguna decisión sobre esta conversación.",
  },
  startDialog: {
    title: "Nueva conversación",
    number: "Número de WhatsApp",
    numberHint: "Con o sin indicativo del país",
    reads: (pretty: string, country: string) =>
      country ? `${pretty} · ${country}` : pretty,
    wrong: "Ese número está incompleto.",
    name: "Nombre",
    line: "Línea",
    act: "Abrir conversación",
    hint:
      "Si el cliente no ha escrito en las últimas 24 horas, empieza con una plantilla.",
    existing: "Ya tenías una conversación con ese número: aquí está.",
    taken: "Ese número ya lo atiende otra persona del equipo.",
  },
  repliesDialog: {
    title: "Respuestas rápidas",
    hint: "Escribe / en una respuesta para usarlas.",
    shortcut: "Atajo",
    shortcutHint: "Minúsculas, números y guiones",
    text: "Texto",
    gaps: "Se llenan solos: {nombre}, {agente}, {numero}",
    team: "De todo el equipo",
    own: "Mías",
    teams: "Del equipo",
    add: "Agregar",
    edit: (shortcut: string) => `Editar /${shortcut}`,
    drop: (shortcut: string) => `Borrar /${shortcut}`,
    none: "Aún no tienes ninguna.",
  },
  eraseDialog: {
    title: "Borrar al cliente",
    hint:
      "Se borran sus mensajes, archivos y datos, aquí y en Wix, para siempre. No se puede deshacer.",
    confirm: (what: string) => `Escribe ${what} para confirmar`,
    act: "Borrar para siempre",
    done: "Borrado. El recibo queda en la auditoría.",
  },
};

export type ActsWords = typeof es;

/** The sentences of what can be done with a conversation. */
export function actsWords(): ActsWords {
  return spoken("acts", es);
}
