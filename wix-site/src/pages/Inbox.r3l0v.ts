/// <reference path="../../types/velo.d.ts" />
import { openSession } from "backend/inbox.web";
import wixLocationFrontend from "wix-location-frontend";
import { authentication } from "wix-members-frontend";
import wixRealtimeFrontend from "wix-realtime-frontend";
import { rendering } from "wix-window-frontend";
import { openInbox } from "../../lib/page/inbox_page.ts";

$w.onReady(() => {
  // Wix runs this on its server first, where nobody is signed in and nothing may be subscribed.
  if (rendering.env !== "browser") return;
  void openInbox({
    element: $w("#inbox"),
    isSignedIn: () => authentication.loggedIn(),
    signIn,
    signOut: async () => await authentication.logout(),
    openSession,
    subscribe,
  });
});

async function signIn(): Promise<void> {
  try {
    await authentication.promptLogin({ mode: "login" });
  } catch {
    wixLocationFrontend.to("/");
  }
}

async function subscribe(
  channel: { name: string; resourceId: string },
  handler: (payload: unknown) => void,
): Promise<() => void> {
  const subscriptionId = await wixRealtimeFrontend.subscribe(
    channel,
    ({ payload }) => handler(payload),
  );
  return () => void wixRealtimeFrontend.unsubscribe({ subscriptionId });
}
