import { html, nothing, type TemplateResult } from "lit";
import type { MediaItem, ThreadMessage } from "../../../shared/conversation.ts";
import { fileSize, fileType, mediaPart } from "./file_words.ts";
import { icon } from "./icons.ts";
import { mediaAddress } from "./media_addresses.ts";
import { load } from "./on_demand.ts";
import { texts } from "./texts.ts";
import "./voice-note.ts";

/** What a medium can ask of the bubble around it. */
export interface MediaHandlers {
  companion: string;
  view(url: string, name: string): void;
  /** The address to play from: the same as before, because a new one would stop what is playing. */
  steady(url: string): string;
  /** It could not be loaded: its address may have run out. */
  expired(): void;
}

/** The pictures, recordings and files of a message. */
export function mediaParts(
  message: ThreadMessage,
  handlers: MediaHandlers,
): TemplateResult[] {
  return message.media.map((item) => {
    const url = mediaAddress(item, handlers.companion);
    if (url === null) return absentMedium(item);
    return DRAWN[mediaPart(item, message)](item, url, handlers);
  });
}

type Draw = (
  item: MediaItem,
  url: string,
  handlers: MediaHandlers,
) => TemplateResult;

const DRAWN: Readonly<Record<ReturnType<typeof mediaPart>, Draw>> = {
  picture: (item, url, { view, expired }) => {
    const name = item.name ?? texts().message.picture;
    return html`
      <button class="picture" aria-label=${texts().message.openPicture}
        @click=${() => view(url, name)}>
        <img src=${url} alt=${name} decoding="async" @error=${expired}>
      </button>
    `;
  },
  sticker: (_item, url, { expired }) =>
    html`
      <img class="sticker" src=${url} alt=${texts().message.sticker}
        decoding="async" @error=${expired}>
    `,
  video: (_item, url, { expired, steady }) =>
    html`
      <video class="video" src=${steady(
        url,
      )} controls preload="metadata" playsinline
        aria-label=${texts().message.video} @error=${expired}></video>
    `,
  audio: (_item, url, { expired, steady }) =>
    html`
      <voice-note role="group" aria-label=${texts().message.audio}
        .src=${steady(url)} @expired=${expired}></voice-note>
    `,
  contact: (item, url) => {
    const name = item.name ?? texts().message.contact;
    // Until it is here, and where it can't be had, the card is a file.
    void load("contact");
    return html`<contact-card .src=${url} .name=${name}>${
      fileCard(name, item, url)
    }</contact-card>`;
  },
  document: (item, url) =>
    fileCard(item.name ?? texts().message.document, item, url),
};

function fileCard(name: string, item: MediaItem, url: string): TemplateResult {
  const facts = [fileType(item), item.size === null ? "" : fileSize(item.size)];
  return html`
    <a class="card" href=${url} target="_blank" rel="noopener noreferrer"
      aria-label=${texts().message.download(name)}>
      <span class="mark">${icon("file")}</span>
      <span class="facts">
        <b dir="auto">${name}</b>
        <small class="numbers">${facts.filter(Boolean).join(" · ")}</small>
      </span>
      ${icon("download")}
    </a>
  `;
}

function absentMedium(item: MediaItem): TemplateResult {
  const words = texts().message;
  const isComing = item.state === "waiting";
  return html`
    <div class="card absent ${isComing ? "coming" : ""}">
      <span class="mark">${icon(isComing ? "download" : "file")}</span>
      <span class="facts">
        ${item.name ? html`<b dir="auto">${item.name}</b>` : nothing}
        <small>${isComing ? words.mediaWaiting : words.mediaGone}</small>
      </span>
    </div>
  `;
}
