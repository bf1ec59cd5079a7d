import type { OpenedSession } from "../../../shared/agent_token.ts";
import { REALTIME_CHANNEL } from "../../../shared/inbox_event.ts";

/** What the page code of Velo offers, and nothing more. */
export interface InboxDoors {
  element: {
    setAttribute(name: string, value: string): void;
    on(name: string, handler: () => void): void;
  };
  isSignedIn(): boolean;
  /** Sends to the sign-in; resolves once somebody signed in. */
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  openSession(): Promise<OpenedSession>;
  /** Resolves with what ends the subscription. */
  subscribe(
    channel: { name: string; resourceId: string },
    handler: (payload: unknown) => void,
  ): Promise<() => void>;
}

/** A token is renewed this long before it ends. */
const RENEW_BEFORE_MS = 90_000;

/** How long until what failed is tried again. */
const RETRY_MS = 5_000;

/**
 * Connects the page's element to the site for as long as the page is open: while somebody is signed in
 * it has tokens and Realtime's notices; who isn't, or signs out, is sent to the sign-in.
 */
export async function openInbox(doors: InboxDoors): Promise<void> {
  let renew = () => {};
  let end = () => {};
  doors.element.on("token-needed", () => renew());
  doors.element.on("signed-out", () => end());
  while (true) {
    if (!doors.isSignedIn()) await doors.signIn();
    const over = new AbortController();
    const isOver = new Promise<void>((resolve) => end = resolve);
    const tokens = tokensFor(doors, over.signal);
    renew = () => void tokens.renew();
    void tokens.renew().then(({ memberId }) =>
      hearNotices(doors, memberId, over.signal)
    );
    await isOver;
    over.abort();
    await doors.signOut();
  }
}

/** Hands the element a token when asked, and the next one in time. Asked while it is at it, it does it once. */
function tokensFor(doors: InboxDoors, over: AbortSignal) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay: Promise<OpenedSession> | null = null;
  over.addEventListener("abort", () => clearTimeout(timer));

  async function handToken(): Promise<OpenedSession> {
    clearTimeout(timer);
    const session = await sessionFrom(doors);
    if (over.aborted) return session;
    doors.element.setAttribute("companion", session.companionUrl);
    doors.element.setAttribute("token", session.token);
    const lifeMs = Date.parse(session.expiresAt) - Date.now();
    timer = setTimeout(
      () => void renew(),
      Math.max(lifeMs - RENEW_BEFORE_MS, RETRY_MS),
    );
    return session;
  }

  function renew(): Promise<OpenedSession> {
    underWay ??= handToken().finally(() => underWay = null);
    return underWay;
  }

  return { renew };
}

async function sessionFrom(doors: InboxDoors): Promise<OpenedSession> {
  while (true) {
    try {
      return await doors.openSession();
    } catch (error) {
      console.warn("Cannot open session", error);
      if (!doors.isSignedIn() || isRefused(error)) await doors.signIn();
    }
    await pause(RETRY_MS);
  }
}

/** A session that ended elsewhere: Wix turns the call down, in words that are not documented. */
function isRefused(error: unknown): boolean {
  const message = error instanceof Error ? error.message : "";
  return /permission|denied|forbidden|\b403\b/i.test(message);
}

async function hearNotices(
  doors: InboxDoors,
  resourceId: string,
  over: AbortSignal,
): Promise<void> {
  const channel = { name: REALTIME_CHANNEL, resourceId };
  while (!over.aborted) {
    try {
      const leave = await doors.subscribe(channel, noticesTo(doors));
      over.addEventListener("abort", leave);
      return;
    } catch (error) {
      console.warn("Cannot subscribe to notices", error);
    }
    await pause(RETRY_MS);
  }
}

/** `n` grows with each notice, because the same attribute value twice would not be seen. */
function noticesTo(doors: InboxDoors): (payload: unknown) => void {
  let n = 0;
  return (payload) => {
    const { id, version } = (payload ?? {}) as Record<string, unknown>;
    const notice = JSON.stringify({ id, version, n: ++n });
    doors.element.setAttribute("realtime", notice);
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
