import { spoken } from "./language_words.ts";

const es = {
  emoji: "Emojis",
  noteMode: "Escribir una nota interna",
  noteTitle: "Nota interna",
  noteHint: "Solo la ve el equipo. Menciona con @.",
  noteLabel: "Nota interna",
  notePlaceholder: "Escribe una nota para el equipo",
  noteSend: "Guardar la nota",
  backToReply: "Volver a responder",
  record: "Grabar nota de voz",
  suggestions: "Sugerencias",
  suggested: (n: number) => n === 1 ? "1 sugerencia" : `${n} sugerencias`,
  teams: "equipo",
  manage: "Administrar respuestas rápidas…",
  emojiPanel: {
    title: "Emojis",
    search: "Buscar emoji",
    recent: "Recientes",
    none: "Ningún emoji se llama así.",
    groups: [
      "Caras y emociones",
      "Personas",
      "Animales y naturaleza",
      "Comida",
      "Viajes y lugares",
      "Actividades",
      "Objetos",
      "Símbolos",
      "Banderas",
    ],
  },
  recorder: {
    asking: "Permite usar el micrófono para grabar.",
    recording: "Grabando",
    cancel: "Descartar la grabación",
    stop: "Terminar y escuchar",
    send: "Enviar nota de voz",
    denied:
      "El navegador no dio permiso al micrófono. Actívalo en los permisos de esta página.",
    missing: "No encontramos un micrófono.",
    unable: "Este navegador no puede grabar notas de voz.",
    tooShort: "La grabación salió vacía. Inténtalo otra vez.",
    longest: "Llegó a 15 minutos, lo más que admite una nota de voz.",
    fileName: "nota-de-voz",
  },
  templates: {
    open: "Elegir una plantilla",
    closed: "Puedes escribirle con una plantilla aprobada por WhatsApp.",
    title: "Plantillas",
    search: "Buscar plantilla",
    loading: "Cargando plantillas…",
    none: "No hay plantillas aprobadas todavía.",
    nothing: "Ninguna plantilla coincide.",
    refresh: "Actualizar desde WhatsApp",
    gap: (name: string) => `Valor de {{${name}}}`,
    preview: "Así la verá el cliente",
    send: "Enviar plantilla",
    back: "Ver todas las plantillas",
    cancel: "Cerrar las plantillas",
    categories: {
      utility: "Utilidad",
      marketing: "Marketing",
      authentication: "Autenticación",
    } as Readonly<Record<string, string>>,
  },
};

/** The shape that every language of the place where one writes fills. */
export type ComposerWords = typeof es;

/** The sentences of the place where one writes. */
export function composerWords(): ComposerWords {
  return spoken("composer", es);
}
