import { html, type TemplateResult } from "lit";
import type { Access } from "./chat_state.ts";
import "./designed-state.ts";
import type { IconName } from "./icons.ts";
import { texts } from "./texts.ts";

/** What the page shows instead of conversations while the agent isn't in. */
export function accessState(
  access: Exclude<Access, "in">,
  act: { retry(): void; leave(): void },
): TemplateResult {
  const words = texts().access;
  const again = button(words.tryNow, act.retry);
  const leave = button(words.otherAccount, act.leave, "quiet");
  switch (access) {
    case "signing_in":
      return view("product", words.signingIn, words.signingInHint, true);
    case "away":
      return navigator.onLine
        ? view("cloud", words.awayTitle, words.away, false, again)
        : view("cloud", words.offlineTitle, words.offline, false, again);
    case "not_an_agent":
      return view("door", words.notAgentTitle, words.notAgent, false, leave);
    case "paused":
      return view(
        "pause",
        words.pausedTitle,
        words.paused,
        false,
        again,
        leave,
      );
    case "ended":
      return view(
        "key",
        words.endedTitle,
        words.ended,
        false,
        button(words.enter, act.retry),
      );
    case "left":
      return view("door", words.leftTitle, words.left, false);
  }
}

function view(
  mark: IconName | "product",
  heading: string,
  words: string,
  busy: boolean,
  ...buttons: TemplateResult[]
): TemplateResult {
  return html`
    <designed-state role="status" mark=${mark} heading=${heading}
      words=${words}
      ?busy=${busy}>${buttons}</designed-state>
  `;
}

function button(words: string, act: () => void, tone = ""): TemplateResult {
  return html`<button class="action ${tone}" @click=${act}>${words}</button>`;
}
