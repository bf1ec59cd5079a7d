/**
 * The parts of Velo's own modules that the site uses and that have no published types.
 * Source: https://dev.wix.com/docs/velo
 */

/** What page code reaches on its page. */
declare function $w(selector: string): VeloElement;
declare namespace $w {
  /** Runs twice: on Wix's server, then in the browser. */
  function onReady(work: () => void | Promise<void>): void;
}

/** A custom element, seen from page code. */
interface VeloElement {
  setAttribute(name: string, value: string | number | boolean): void;
  on(name: string, handler: (event: { detail?: unknown }) => void): void;
}

declare module "wix-members-frontend" {
  export const authentication: {
    loggedIn(): boolean;
    /** Resolves once signed in; rejects when the person closes it. */
    promptLogin(options?: {
      mode?: "login" | "signup";
      modal?: boolean;
    }): Promise<void>;
    logout(): void | Promise<void>;
  };
}

declare module "wix-location-frontend" {
  const location: { url: string; to(url: string): void };
  export default location;
}

declare module "wix-realtime-frontend" {
  interface Channel {
    name: string;
    resourceId?: string;
  }
  const realtime: {
    /** Resolves with the subscription's id. */
    subscribe(
      channel: Channel,
      handler: (message: { payload: unknown }, channel: Channel) => void,
    ): Promise<string>;
    unsubscribe(of: { subscriptionId: string }): Promise<void>;
  };
  export default realtime;
}

declare module "wix-window-frontend" {
  /** Where the page code runs. */
  export const rendering: { env: "browser" | "backend" };
}

type MemberSession = import("../../shared/agent_token.ts").OpenedSession;

declare module "backend/inbox.web" {
  export function openSession(): Promise<MemberSession>;
}
