import { describe, it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import { openInbox } from "./inbox_page.ts";

describe("the page's code", () => {
  it("hands tokens and notices to the element, until its member signs out", async () => {
    const page = newPage();
    page.isSignedIn = true;

    void openInbox(page.doors);
    await page.until("subscribed m-1");
    page.notice({ id: "c1", version: 4, words: "none of these" });
    page.notice({ id: "c1", version: 4 });
    page.fire("token-needed");
    await page.until("token t2");
    page.fire("signed-out");
    await page.until("sign-in");

    assertEquals(page.seen, [
      "companion https://companion.example",
      "token t1",
      "subscribed m-1",
      'realtime {"id":"c1","version":4,"n":1}',
      'realtime {"id":"c1","version":4,"n":2}',
      "companion https://companion.example",
      "token t2",
      "unsubscribed",
      "signed out",
      "sign-in",
    ]);
  });

  it("sends who is not signed in to the sign-in, before anything else", async () => {
    const page = newPage();

    void openInbox(page.doors);
    await page.until("sign-in");

    assertEquals(page.seen, ["sign-in"]);
  });
});

function newPage() {
  const seen: string[] = [];
  const handlers = new Map<string, () => void>();
  const waiting = new Map<string, () => void>();
  let tokens = 0;
  let onNotice: (payload: unknown) => void = () => {};

  function see(what: string): void {
    seen.push(what);
    waiting.get(what)?.();
  }

  const page = {
    seen,
    isSignedIn: false,
    fire: (name: string) => handlers.get(name)?.(),
    notice: (payload: unknown) => onNotice(payload),
    until: (what: string) =>
      seen.includes(what)
        ? Promise.resolve()
        : new Promise<void>((resolve) => waiting.set(what, resolve)),
    doors: {
      element: {
        setAttribute: (name: string, value: string) => see(`${name} ${value}`),
        on: (name: string, handler: () => void) =>
          void handlers.set(name, handler),
      },
      isSignedIn: () => page.isSignedIn,
      signIn: () => {
        see("sign-in");
        return new Promise<void>(() => {});
      },
      signOut: () => {
        page.isSignedIn = false;
        see("signed out");
        return Promise.resolve();
      },
      openSession: () =>
        Promise.resolve({
          token: `t${++tokens}`,
          expiresAt: new Date(Date.now() + 600_000).toISOString(),
          companionUrl: "https://companion.example",
          memberId: "m-1",
          name: "Ana",
        }),
      subscribe: (
        { resourceId }: { resourceId: string },
        handler: (payload: unknown) => void,
      ) => {
        onNotice = handler;
        see(`subscribed ${resourceId}`);
        return Promise.resolve(() => see("unsubscribed"));
      },
    },
  };
  return page;
}
