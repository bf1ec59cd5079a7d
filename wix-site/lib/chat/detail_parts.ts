import { html, nothing, type TemplateResult } from "lit";
import type {
  MessageDetails,
  ThreadMessage,
} from "../../../shared/conversation.ts";
import { briefWords } from "./file_words.ts";
import { icon } from "./icons.ts";
import { momentWords } from "./moment_words.ts";
import { texts } from "./texts.ts";
import { threadWords } from "./thread_texts.ts";
import { webAddress } from "./web_address.ts";

type Part = TemplateResult | typeof nothing;

/** The mark of a forwarded message. */
export function forwardedMark(details: MessageDetails): Part {
  if (!details.forwarded) return nothing;
  return html`<div class="mark-line">${
    icon("forward")
  }${texts().message.forwarded}</div>`;
}

/** That a message is a template, and which. */
export function templateMark({ kind, details }: ThreadMessage): Part {
  if (kind !== "template") return nothing;
  const { name } = details.template ?? {};
  return html`
    <div
      class="mark-line">${icon("template")}<span dir="auto">${threadWords()
        .template}${name ? `: ${name}` : ""}</span></div>
  `;
}

/** The buttons that the customer sees under it. */
export function templateButtons({ details }: ThreadMessage): Part {
  const buttons = details.template?.buttons ?? [];
  if (buttons.length === 0) return nothing;
  return html`
    <ul class="offered" aria-label=${threadWords().buttons}>
      ${buttons.map((label) => html`<li dir="auto">${label}</li>`)}
    </ul>
  `;
}

/** A message that reached us later than this was lost on its way, and brought. */
const LATE_MS = 60_000;

/** When it was really written, of a message that reached us late. */
export function lateMark(
  { details, date_sent }: ThreadMessage,
  now: number,
): Part {
  const { written_at } = details;
  const isLate = written_at !== undefined &&
    Date.parse(date_sent) - Date.parse(written_at) > LATE_MS;
  if (!isLate) return nothing;
  return html`<div class="mark-line">${icon("clock")}${
    texts().message.late(momentWords(written_at, now))
  }</div>`;
}

/** A preview of the message that this one answers; it leads there when it is known. */
export function quotedPreview(
  details: MessageDetails,
  quoted: ThreadMessage | null,
  jump: (messageId: string) => void,
): Part {
  if (!details.quoted) return nothing;
  const words = texts();
  const id = quoted?.id ?? details.quoted.message_id;
  const writer = !quoted
    ? ""
    : quoted.direction === "inbound"
    ? words.customer
    : quoted.author_name ?? words[quoted.author === "bot" ? "bot" : "you"];
  return html`
    <button class="quoted" ?disabled=${!id} aria-label=${words.message
      .quotedJump}
      @click=${() => id && jump(id)}>
      ${writer ? html`<b dir="auto">${writer}</b>` : nothing}
      <span dir="auto">${quoted
        ? briefWords(quoted)
        : words.message.quotedMissing}</span>
    </button>
  `;
}

/** The advert that the customer came from. */
export function referralCard({ referral }: MessageDetails): Part {
  if (!referral) return nothing;
  const words = texts().message;
  const url = webAddress(referral.source_url);
  return html`
    <div class="referral">
      <small>${words.referral}</small>
      ${referral.headline
        ? html`<b dir="auto">${referral.headline}</b>`
        : nothing}
      ${referral.body
        ? html`<span dir="auto">${referral.body}</span>`
        : nothing}
      ${url
        ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${words.referralOpen}</a>`
        : nothing}
    </div>
  `;
}

/** A place, as a small card that leads to a map. */
export function locationCard({ location }: MessageDetails): Part {
  if (!location) return nothing;
  const words = texts().message;
  const { latitude, longitude, label, address } = location;
  const place = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const url =
    `https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`;
  return html`
    <a class="place" href=${url} target="_blank" rel="noopener noreferrer">
      <span class="map" aria-hidden="true">${icon("pin")}</span>
      <span class="facts">
        <b dir="auto">${label ?? words.location}</b>
        ${address ? html`<small dir="auto">${address}</small>` : nothing}
        <small class="numbers">${place}</small>
        <small class="go">${words.openMap}</small>
      </span>
    </a>
  `;
}

/** What a customer chose from buttons. */
export function buttonAnswer({ button }: MessageDetails): Part {
  if (!button) return nothing;
  return html`<div class="mark-line">${
    icon("reply")
  }${texts().message.button}</div>`;
}

/** What stands for a message of a kind that nobody knows yet. */
export function unsupportedNote(message: ThreadMessage): Part {
  if (message.kind !== "unsupported") return nothing;
  const words = texts().message;
  return html`
    <div class="unsupported">${icon("alert")}
      <span><b>${words.unsupported}</b> ${words.unsupportedHint}</span>
    </div>
  `;
}
