import type {
  EraseAnswer,
  EraseRequest,
  EraseThreadRequest,
  TrimAnswer,
  TrimRequest,
} from "../../../shared/erase_request.ts";
import { call, type Site } from "./site.ts";

/**
 * Has the site erase some pages of a conversation.
 * @throws {ProviderError} `not_processed` or `ambiguous`, which may both be called again; `rejected` for good
 */
export function eraseConversation(
  site: Site,
  request: EraseRequest,
  now: Date,
): Promise<EraseAnswer> {
  return call<EraseAnswer>(site, "borrarConversacion", request, now);
}

/** Has the site delete the bot's conversation where it is kept. @throws {ProviderError} as above */
export function eraseThread(
  site: Site,
  request: EraseThreadRequest,
  now: Date,
): Promise<{ success: true; borrado: boolean }> {
  return call(site, "borrarHilo", request, now);
}

/** Has the site remove a page of its oldest messages. @throws {ProviderError} as above */
export function trimMessages(
  site: Site,
  request: TrimRequest,
  now: Date,
): Promise<TrimAnswer> {
  return call<TrimAnswer>(site, "recortarMensajes", request, now);
}
