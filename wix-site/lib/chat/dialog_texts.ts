import { spoken } from "./language_words.ts";

const es = {
  handOver: {
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
  snooze: {
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
  labels: {
    title: "Etiquetas",
    none: "Todavía no hay etiquetas. Las crea quien supervisa.",
    most: (n: number) => `Puedes poner hasta ${n}.`,
  },
  farewell: {
    title: "Devolver al bot",
    hint: "El bot vuelve a responder. Puedes despedirte antes.",
    farewell: "Despedida",
    file: "Adjuntar un documento",
    act: "Devolver al bot",
    windowClosed:
      "La ventana de 24 horas está cerrada: no se puede enviar una despedida.",
  },
  why: {
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
  start: {
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
  },
  replies: {
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
  erase: {
    title: "Borrar al cliente",
    hint:
      "Se borran sus mensajes, archivos y datos, aquí y en Wix, para siempre. No se puede deshacer.",
    confirm: (what: string) => `Escribe ${what} para confirmar`,
    act: "Borrar para siempre",
  },
};

/** The shape that every language of the dialogs fills. */
export type DialogWords = typeof es;

/** The sentences of the dialogs about a conversation. */
export function dialogWords(): DialogWords {
  return spoken("dialogs", es);
}
