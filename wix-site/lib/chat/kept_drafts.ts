import type { KeptLocally } from "./kept_locally.ts";

/** The texts that were begun and not sent, by conversation. */
export interface Drafts {
  /** Changed in place: what is being typed is shown nowhere else, so no key costs a render. */
  readonly all: ReadonlyMap<string, string>;
  keep(conversationId: string, text: string): void;
}

/** Under which a conversation's begun note is kept, apart from its begun answer. */
export function noteKey(conversationId: string): string {
  return `note:${conversationId}`;
}

/** Goes on with the drafts of an earlier visit. */
export function openDrafts(kept: KeptLocally): Drafts {
  const all = new Map(kept.drafts());
  return {
    all,
    keep(conversationId, text) {
      if (text.trim()) all.set(conversationId, text);
      else all.delete(conversationId);
      kept.keepDrafts(all);
    },
  };
}
