import type { Variants } from "../variants.ts";

/** A choice as the page words it. */
export interface VariantWords {
  label: string;
  choices: Record<string, string>;
}

/** What nobody knows of Wix, for whoever tries it out. */
export const VARIANT_WORDS: Partial<Record<keyof Variants, VariantWords>> = {
  falseCondition: {
    label: "Un cambio cuya condición no se cumple",
    choices: {
      error: "responde con un error",
      unchanged: "responde con la fila sin cambios",
      empty: "responde vacío",
    },
  },
  falseBulkCondition: {
    label: "Lo mismo, en un lote",
    choices: { error: "va entre los errores", skipped: "se salta en silencio" },
  },
  concurrentAppend: {
    label: "Agregar a la misma lista al mismo tiempo",
    choices: {
      kept: "conserva todo",
      lost: "pierde lo de los demás",
      clash: "rechaza a quien llega después",
    },
  },
  arrayEquality: {
    label: "«Igual a» sobre una lista",
    choices: { whole: "compara la lista entera", contains: "busca dentro" },
  },
  classicGet: {
    label: "wix-data, al leer una fila que no existe",
    choices: { null: "responde null", rejection: "lanza un error" },
  },
  secretShape: {
    label: "El valor de un secreto llega como",
    choices: { object: "objeto", text: "texto" },
  },
  webMethodErrors: {
    label: "El mensaje de un error llega a la página",
    choices: { message: "tal cual", generic: "sin detalle" },
  },
  functionErrors: {
    label: "Los errores de Wix ante una función",
    choices: {
      text: "traen texto",
      page: "traen una página",
      json: "traen JSON",
      empty: "no traen nada",
    },
  },
  viewMode: {
    label: "El sitio se ve",
    choices: { Site: "publicado", Preview: "en el editor" },
  },
  unguardedRealtime: {
    label: "Sin permisos de Realtime escucha",
    choices: { everybody: "cualquiera", nobody: "nadie" },
  },
  quotaAnswer: {
    label: "Una llamada de más se rechaza",
    choices: { coded: "con el código de Wix", bare: "solo con el 429" },
  },
};
