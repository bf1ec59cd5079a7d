import type { StuckLane } from "../../../shared/troubles.ts";
import type { ActReports } from "./act_reports.ts";
import type { ShellReports } from "./shell_reports.ts";

/** What people do on the page, by the name under which an element reports it. */
export interface Reports extends ActReports, ShellReports {
  /** With a message: the thread goes there. Who walks through the list keeps the keyboard there. */
  "conversation-open": {
    id: string;
    messageId?: string;
    position?: number;
    isWalking?: boolean;
  };
  "conversation-close": undefined;
  "list-search": { query: string };
  "list-more": undefined;
  "list-refresh": undefined;
  "list-retry": undefined;
  "health-look": undefined;
  "lane-release": Pick<StuckLane, "tipo" | "conversacion">;
  "webhooks-replay": undefined;
  "thread-older": undefined;
  "thread-retry": undefined;
  "thread-jump": { messageId: string; position?: number };
  "media-expired": { messageId: string };
  "picture-view": { url: string; name: string };
  "panel-toggle": undefined;
  "draft-change": { text: string; isNote?: boolean };
  "reply": { body: string; files: readonly File[] };
  "reply-retry": { replyId: string };
  "reply-discard": { replyId: string };
  "message-again": { messageId: string };
  "message-leave": { messageId: string };
  "sign-out": undefined;
}

/** Tells whoever holds the element what a person did there. */
export function report<Name extends keyof Reports>(
  from: HTMLElement,
  name: Name,
  ...[detail]: Reports[Name] extends undefined ? [] : [Reports[Name]]
): void {
  from.dispatchEvent(
    new CustomEvent(name, { detail, bubbles: true, composed: true }),
  );
}

/** A report that is not made yet: its name, and what goes with it. */
export type Report = {
  [Name in keyof Reports]: { name: Name; detail: Reports[Name] };
}[keyof Reports];

/** Makes a report that was put together elsewhere. */
export function reportThat(from: HTMLElement, { name, detail }: Report): void {
  from.dispatchEvent(
    new CustomEvent(name, { detail, bubbles: true, composed: true }),
  );
}

/** What to do about each report. */
export type Answers = {
  [Name in keyof Reports]: (detail: Reports[Name]) => void;
};

/** Answers the reports that arrive at `root`, and lets none of these go further. */
export function answerReports(
  root: EventTarget,
  answers: Partial<Answers>,
): void {
  for (const [name, answer] of Object.entries(answers)) {
    root.addEventListener(name, (event) => {
      event.stopPropagation();
      (answer as (detail: unknown) => void)((event as CustomEvent).detail);
    });
  }
}
