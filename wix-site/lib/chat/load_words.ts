import { type Chat, noteTrouble } from "./chat.ts";
import type { FoundWords } from "./list_answers.ts";
import { mergeWords } from "./search_state.ts";

/** Fewer letters than this are in every message. */
const LEAST = 3;

/** Looks for words in messages; who typed little is told of names and numbers only. */
export async function searchWords(chat: Chat, query: string): Promise<void> {
  if (query.trim().length < LEAST) {
    return take(chat, query, { mensajes: [], hay_mas: false });
  }
  try {
    take(chat, query, await chat.client.searchWords(query));
  } catch (error) {
    noteTrouble(chat, error);
    take(chat, query, "failed");
  }
}

function take(chat: Chat, query: string, words: FoundWords | "failed") {
  chat.update((state) => ({
    ...state,
    search: mergeWords(state.search, query, words),
  }));
}
