import type { MediaItem } from "../../../shared/conversation.ts";
import type { ThreadEntry } from "./thread_state.ts";

/** How long a signed address is used before a fresh one takes its place; it is good for some minutes more. */
export const MEDIA_ADDRESS_LIFE_MS = 4 * 60 * 1000;

/**
 * The fresh entry with the addresses that pictures on the page already use, while these are
 * young: every answer signs them anew, and a changed address would load each picture again.
 */
export function keepLivingMedia(
  known: ThreadEntry,
  fresh: ThreadEntry,
): ThreadEntry {
  const isYoung = fresh.mediaAt - known.mediaAt < MEDIA_ADDRESS_LIFE_MS;
  const before = known.message.media;
  const after = fresh.message.media;
  const isSame = before.length === after.length &&
    before.every((item, at) => samePlace(item, after[at]));
  if (!isYoung || !isSame) return fresh;
  return {
    ...fresh,
    message: { ...fresh.message, media: before },
    mediaAt: known.mediaAt,
  };
}

/** A media address as the browser may use it, against the companion's; `null` for any that is no web address. */
export function mediaAddress(
  item: MediaItem,
  companion: string,
): string | null {
  if (!item.url || item.state !== "stored") return null;
  if (!URL.canParse(item.url, companion || undefined)) return null;
  const address = new URL(item.url, companion || undefined);
  return /^https?:$/.test(address.protocol) ? address.href : null;
}

function samePlace(one: MediaItem, other: MediaItem | undefined): boolean {
  return one.state === other?.state && one.size === other.size &&
    path(one.url) === path(other.url);
}

function path(url: string | null): string | null {
  return url?.split("?")[0] ?? null;
}
