import { getLogger } from "@logtape/logtape";
import type { Context } from "hono";
import { routePath } from "hono/route";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { RefusalAnswer } from "../../shared/conversation.ts";
import { Refusal, type RefusalCode } from "../../shared/refusal.ts";
import { isUnreachable } from "../store/unreachable.ts";
import { loggable } from "../telemetry/loggable.ts";
import { floodLog } from "./flood_log.ts";

const log = getLogger(["relevo", "http"]);
/** One for the process, as its log is one. */
const tooMany = floodLog();

const ANSWERS: Readonly<
  Record<RefusalCode, { status: ContentfulStatusCode; error: string }>
> = {
  not_signed_in: { status: 401, error: "Tu sesión terminó. Vuelve a entrar." },
  not_an_agent: {
    status: 403,
    error: "Tu cuenta no tiene acceso a la bandeja de mensajes.",
  },
  not_assigned: {
    status: 403,
    error: "No tienes permiso para enviar mensajes a esta conversación",
  },
  not_found: { status: 404, error: "No encontramos lo que buscas." },
  conflict: {
    status: 409,
    error:
      "Ya no es posible: algo cambió entretanto, ese mensaje ya existe o el número tiene más de una conversación.",
  },
  invalid: { status: 422, error: "Hay un dato que no es válido." },
  line_exists: { status: 409, error: "Ese número ya es una línea." },
  set_elsewhere: {
    status: 409,
    error:
      "Las credenciales de esta línea están en la configuración del servicio, y solo se cambian allí.",
  },
  window_closed: {
    status: 422,
    error:
      "Pasaron más de 24 horas desde el último mensaje del cliente: WhatsApp no permite responder así.",
  },
  too_many: {
    status: 429,
    error: "Demasiadas solicitudes. Espera un momento.",
  },
  too_large: { status: 413, error: "El archivo es demasiado grande." },
  too_slow: {
    status: 408,
    error: "La solicitud tardó demasiado en llegar. Inténtalo de nuevo.",
  },
  malformed: { status: 400, error: "La dirección no es válida." },
  unsupported_type: {
    status: 415,
    error: "WhatsApp no admite este tipo de archivo.",
  },
  unavailable: {
    status: 503,
    error: "El servicio no está disponible por ahora. Inténtalo de nuevo.",
  },
};

/** The status and the sentence of a code. */
export function answerFor(code: RefusalCode) {
  return ANSWERS[code];
}

/** The one place that turns what was thrown into an answer: a refusal into its status and sentence, the rest into a logged bug. Each is one line in the log. */
export function answerError(error: unknown, c: Context): Response {
  if (error instanceof Refusal) return refuse(c, error.code, error.field);
  if (isUnreachable(error)) {
    log.warn("Cannot reach the database", {
      route: routePath(c),
      error: loggable(error),
    });
    c.header("Retry-After", "2");
    return answer(c, "unavailable", null);
  }
  log.error("Unexpected", {
    route: routePath(c),
    error: loggable(error),
  });
  const bug: RefusalAnswer = {
    success: false,
    error: "Algo falló de nuestro lado.",
    code: "internal",
  };
  return c.json(bug, 500);
}

/** Answers a refusal by its code, and writes its line into the log. */
export function refuse(
  c: Context,
  code: RefusalCode,
  field: string | null = null,
): Response {
  noteRefusal(c, code, field);
  return answer(c, code, field);
}

/** Writes the line of a refusal into the log; of those for who asks too much, one a second. */
export function noteRefusal(
  c: Context,
  code: RefusalCode,
  field: string | null = null,
): void {
  c.set("refusal", code);
  const times = code === "too_many" ? tooMany() : 1;
  if (times === null) return;
  log.info("Refused", {
    route: routePath(c),
    status: ANSWERS[code].status,
    code,
    ...(field ? { field } : {}),
    ...(times > 1 ? { times } : {}),
  });
}

function answer(
  c: Context,
  code: RefusalCode,
  field: string | null,
): Response {
  const { status, error } = ANSWERS[code];
  const refusal: RefusalAnswer = {
    success: false,
    error,
    code,
    ...(field ? { field } : {}),
  };
  return c.json(refusal, status);
}
