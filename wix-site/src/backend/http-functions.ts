import { response } from "wix-http-functions";
import { answerCompanion } from "../../lib/backend/companion_call.ts";
import {
  eraseOne,
  eraseThread,
  trimOldest,
} from "../../lib/backend/erase_calls.ts";
import type {
  HttpAnswer,
  HttpRequest,
} from "../../lib/backend/http_request.ts";
import { readPerson } from "../../lib/backend/read_person.ts";
import {
  parseJson,
  readOne,
  saveMany,
  saveOne,
} from "../../lib/backend/store_calls.ts";

/** Companion → site: what CHATBOT holds of a customer. */
export async function get_obtenerConversacion(request: HttpRequest) {
  return toResponse(
    await answerCompanion(request, () => readOne(request.query)),
  );
}

/** Companion → site: what the site knows of whoever has a number. */
export async function get_obtenerPersona(request: HttpRequest) {
  return toResponse(
    await answerCompanion(request, () => readPerson(request.query)),
  );
}

/** Companion → site: new messages of a conversation. Stored first, then its members are told. */
export async function post_guardarConversacion(request: HttpRequest) {
  return toResponse(
    await answerCompanion(request, (body) => saveOne(parseJson(body))),
  );
}

/** Companion → site: many of the above, each with an answer of its own. */
export async function post_guardarConversaciones(request: HttpRequest) {
  return toResponse(await answerCompanion(request, saveMany));
}

/** Companion → site: a conversation is to be erased, in as many calls as it takes. Then its members are told. */
export async function post_borrarConversacion(request: HttpRequest) {
  return toResponse(
    await answerCompanion(request, (body) => eraseOne(parseJson(body))),
  );
}

/** Companion → site: the bot's conversation at OpenAI is to be deleted there. */
export async function post_borrarHilo(request: HttpRequest) {
  return toResponse(
    await answerCompanion(request, (body) => eraseThread(parseJson(body))),
  );
}

/** Companion → site: messages older than a moment are to go, a page at a time. */
export async function post_recortarMensajes(request: HttpRequest) {
  return toResponse(
    await answerCompanion(request, (body) => trimOldest(parseJson(body))),
  );
}

function toResponse({ status, json }: HttpAnswer) {
  return response({
    status,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(json),
  });
}
