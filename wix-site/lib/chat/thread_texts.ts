import { spoken } from "./language_words.ts";

const es = {
  play: "Reproducir la nota de voz",
  pause: "Pausar la nota de voz",
  position: "Posición en la nota de voz",
  speed: (n: number) => `Velocidad ${String(n).replace(".", ",")}×, cambiarla`,
  noteTitle: "Nota interna",
  noteHint: "Solo la ve el equipo",
  someone: "Alguien",
  template: "Plantilla",
  buttons: "Botones que ve el cliente",
  toTemplate: "Usar una plantilla",
  editAgain: "Corregir y enviar",
  writeTo: "Escribirle",
  writing: (name: string) => `${name} está escribiendo…`,
  looking: (name: string) => `${name} también la está viendo`,
  lookingMany: (n: number) => `${n} personas más la están viendo`,
  event: {
    asignada: (agent: string) => `Se asignó a ${agent}`,
    asignadaBy: (by: string, agent: string) => `${by} la asignó a ${agent}`,
    traspasada: (by: string, to: string) => `${by} se la pasó a ${to}`,
    devuelta: (by: string, to: string) => `${by} se la devolvió a ${to}`,
    aceptada: (by: string) => `${by} aceptó la conversación`,
    bot_pausado: (by: string) => `${by} la tomó del bot`,
    bot_activo: (by: string) => `${by} se la devolvió al bot`,
    cerrada: (by: string) => `${by} cerró la conversación`,
    cerradaAlone: "Se cerró por falta de actividad",
    reabierta: (by: string) => `${by} la reabrió`,
    reabiertaAlone: "Se reabrió: el cliente volvió a escribir",
    pospuesta: (by: string, until: string) => `${by} la pospuso hasta ${until}`,
    retomada: "Volvió de estar pospuesta",
    labelsAdded: (by: string, names: string) => `${by} puso ${names}`,
    labelsRemoved: (by: string, names: string) => `${by} quitó ${names}`,
    nombre: (by: string, before: string, now: string) =>
      before
        ? `${by} cambió el nombre de «${before}» a «${now}»`
        : `${by} le puso el nombre «${now}»`,
    system: "El sistema",
  },
};

/** The shape that every language of the thread fills. */
export type ThreadWords = typeof es;

/** The sentences of the thread's parts. */
export function threadWords(): ThreadWords {
  return spoken("thread", es);
}
