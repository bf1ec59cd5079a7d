import { spoken } from "./language_words.ts";

const es = {
  title: "Líneas de WhatsApp",
  none: "Todavía no hay líneas.",
  columns: { line: "Línea", provider: "Proveedor", state: "Estado" },
  states: {
    configured: "Configurada",
    automatic: "Configurada automáticamente",
    missing: "Faltan credenciales",
    unreadable: "Credenciales ilegibles",
    stopped: (why: string) => why ? `Detenida: ${why}` : "Detenida",
  },
  hints: {
    configured: "Sus credenciales están guardadas y selladas.",
    automatic: "Sus credenciales vienen de la configuración del servicio.",
    missing: "Sin ellas no recibe ni envía mensajes.",
    unreadable: "Ya no se pueden abrir. Vuelve a ponerlas.",
    stopped: "Nada sale por ella. Revisa sus credenciales.",
  },
  add: "Agregar una línea",
  replace: (line: string) => `Cambiar las credenciales de ${line}`,
  provider: "Proveedor",
  choose: "Elige un proveedor",
  coming: (provider: string) => `${provider} (próximamente)`,
  number: "Número de WhatsApp",
  numberHint: "Con el indicativo del país, como +57 300 111 2233",
  name: "Nombre",
  account: "Account SID",
  token: "Auth Token",
  tokenHint: "Vacío si la cuenta es la del servicio.",
  service: "Messaging Service SID",
  sealed:
    "El token se guarda sellado y nunca se vuelve a mostrar: si lo pierdes, se cambia por otro.",
  webhooks: "En Twilio pon estas direcciones, las dos con POST:",
  messages: "Mensajes entrantes",
  statuses: "Estado de los envíos",
  addAct: "Agregar",
  replaceAct: "Cambiar credenciales",
  added: (line: string) => `Agregaste ${line}.`,
  replaced: (line: string) => `Cambiaste las credenciales de ${line}.`,
  wrong: {
    numero: "Escribe el número con su indicativo, de 7 a 15 dígitos.",
    nombre: "Escribe un nombre de 1 a 100 caracteres.",
    account_sid: "Son AC y 32 cifras o letras de la a a la f.",
    auth_token: "Son de 8 a 200 caracteres, sin espacios.",
    messaging_service_sid: "Son MG y 32 cifras o letras de la a a la f.",
  },
  refused: {
    line_exists: "Ese número ya es una línea.",
    set_elsewhere:
      "Las credenciales de esta línea están en la configuración del servicio, y solo se cambian allí.",
  },
};

/** The shape that every language of the lines fills. */
export type LinesWords = typeof es;

/** The sentences about the business's lines. */
export function linesWords(): LinesWords {
  return spoken("lines", es);
}
