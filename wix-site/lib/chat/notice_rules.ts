/** What decides whether this browser may tell of messages outside the page. */
export interface NoticeFacts {
  /** The agent wants to be told. */
  isWanted: boolean;
  isSupported: boolean;
  permission: "default" | "granted" | "denied";
  /** The page is inside a page of another site. */
  isFramed: boolean;
  /** Only a service worker may show notices here, and this site has none. */
  needsWorker: boolean;
}

/** Why nobody is told. */
export type NoNotice =
  | "off"
  | "unsupported"
  | "needs_worker"
  | "framed"
  | "denied"
  | "not_asked";

/** The first thing that stands in the way; `null` when notices come. */
export function whyNoNotice(facts: NoticeFacts): NoNotice | null {
  if (!facts.isWanted) return "off";
  if (!facts.isSupported) return "unsupported";
  if (facts.needsWorker) return "needs_worker";
  if (facts.permission === "granted") return null;
  if (facts.isFramed) return "framed";
  return facts.permission === "denied" ? "denied" : "not_asked";
}

/** Whether a new message is told outside the page: not of a muted conversation, nor of the one being looked at. */
export function isWorthNotice(
  id: string,
  { muted, openId, isAttended }: {
    muted: ReadonlySet<string>;
    openId: string | null;
    isAttended: boolean;
  },
): boolean {
  return !muted.has(id) && !(isAttended && openId === id);
}
