import type { ThreadEvent } from "./acts_answers.ts";
import { comingWords } from "./coming_words.ts";
import { threadWords } from "./thread_texts.ts";

/** What happened, as a sentence; `null` for what a page of this age can't name. */
export function eventSentence(event: ThreadEvent, now: number): string | null {
  const words = threadWords().event;
  const { por, datos } = event;
  const by = por ?? words.system;
  switch (event.tipo) {
    case "asignada": {
      const agent = text(datos.agente);
      return por ? words.asignadaBy(por, agent) : words.asignada(agent);
    }
    case "traspasada":
      return words.traspasada(text(datos.de) || by, text(datos.a));
    case "devuelta":
      return words.devuelta(text(datos.de) || by, text(datos.a));
    case "aceptada":
    case "bot_pausado":
    case "bot_activo":
      return words[event.tipo](by);
    case "cerrada":
      return por ? words.cerrada(por) : words.cerradaAlone;
    case "reabierta":
      return por ? words.reabierta(por) : words.reabiertaAlone;
    case "pospuesta":
      return words.pospuesta(by, comingWords(text(datos.hasta), now));
    case "retomada":
      return words.retomada;
    case "etiquetas":
      return labelsSentence(event, by);
    case "nombre":
      return words.nombre(by, text(datos.antes), text(datos.ahora));
    default:
      return null;
  }
}

function labelsSentence({ datos }: ThreadEvent, by: string): string {
  const words = threadWords().event;
  const added = names(datos.mas);
  const removed = names(datos.menos);
  return [
    added && words.labelsAdded(by, added),
    removed && words.labelsRemoved(by, removed),
  ].filter(Boolean).join(" · ");
}

function names(list: unknown): string {
  return Array.isArray(list) ? list.map(text).join(", ") : "";
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
