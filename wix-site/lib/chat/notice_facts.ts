import type { NoticeFacts } from "./notice_rules.ts";

/** What this browser and this place on the web allow now. */
export function noticeFacts(isWanted: boolean): NoticeFacts {
  const isSupported = "Notification" in globalThis;
  return {
    isWanted,
    isSupported,
    permission: isSupported ? Notification.permission : "denied",
    isFramed: isFramed(),
    needsWorker: isSupported && isPhone(),
  };
}

/** Phones' browsers throw when a page itself makes a notice. */
function isPhone(): boolean {
  return /Android|iPhone|iPad/.test(navigator.userAgent);
}

/** Inside another site's page even asking where one is is refused. */
function isFramed(): boolean {
  try {
    return globalThis.top !== globalThis.self &&
      globalThis.top?.location.origin !== globalThis.location.origin;
  } catch {
    return true;
  }
}
