import { spoken } from "./language_words.ts";

const es = {
  title: "Equipo",
  hint:
    "Arrastra una conversación de la lista sobre una persona, o usa su menú.",
  dropTitle: "Suéltala sobre quien la recibirá",
  waiting: "Esperan respuesta",
  unassigned: "Sin asignar",
  open: "Abiertas",
  longest: "Quien más espera",
  nobodyWaits: "Nadie espera",
  since: (time: string) => `hace ${time}`,
  online: "En línea",
  offline: "Sin conexión",
  seen: (when: string) => `Visto ${when}`,
  paused: "En pausa",
  load: (open: number) => open === 1 ? "1 abierta" : `${open} abiertas`,
  loadOf: (open: number, capacity: number) => `${open} de ${capacity} abiertas`,
  unread: (n: number) =>
    n === 1 ? "1 mensaje sin leer" : `${n} mensajes sin leer`,
  waits: (time: string) => `Le esperan desde hace ${time}`,
  full: "Completo: no recibe más por ahora",
  pause: "Pausar",
  pauseOf: (name: string) => `Pausar a ${name}`,
  resume: "Reactivar",
  resumeOf: (name: string) => `Reactivar a ${name}`,
  pauseQuestion: "¿Qué hacemos con lo que tiene abierto?",
  keepTheirs: "Sigue siendo suyo",
  shareOut: "Repartirlo entre los demás",
  cancel: "Cancelar",
  capacity: "Máximo a la vez",
  capacityOf: (name: string) => `Máximo de conversaciones abiertas de ${name}`,
  noLimit: "Sin límite",
  nobody: "Todavía no hay agentes",
  nobodyHint: "Agrega a tu equipo desde el sitio y aparecerá aquí.",
  failed: "No pudimos consultar el equipo",
  failedHint: "Seguimos intentándolo. Lo de los clientes no se detiene.",
  old: "Esto es de la última vez que respondió el servicio.",
  pausedDone: (name: string) => `${name} está en pausa`,
  resumedDone: (name: string) => `${name} recibe conversaciones otra vez`,
  close: "Volver a las conversaciones",
};

export type TeamWords = typeof es;

/** What the supervisor's view of the team says. */
export function teamWords(): TeamWords {
  return spoken("team", es);
}
