import { html, nothing, type TemplateResult } from "lit";
import type { MediaItem } from "../../../shared/conversation.ts";
import type { ContactState } from "./contact_state.ts";
import { fileSize, mediaPart } from "./file_words.ts";
import { icon } from "./icons.ts";
import { mediaAddress } from "./media_addresses.ts";
import { texts } from "./texts.ts";
import type { ThreadState } from "./thread_state.ts";

/** One medium of the grid or the list. */
export interface ShownFile {
  item: MediaItem;
  url: string;
  part: ReturnType<typeof mediaPart>;
}

/** Everything that the thread and the companion's list have, newest first, each once. */
export function filesOf(
  thread: ThreadState | null,
  files: ContactState["files"],
  companion: string,
): ShownFile[] {
  const here = (thread?.entries ?? []).toReversed().flatMap(({ message }) =>
    message.media.map((item) => ({ item, part: mediaPart(item, message) }))
  );
  const further = (files.load === "idle" ? files.value.files : []).map((
    { media: item },
  ) => ({ item, part: mediaPart(item, { kind: "document" }) }));
  const seen = new Set<string>();
  return [...here, ...further].flatMap(({ item, part }) => {
    const url = mediaAddress(item, companion);
    const place = url?.split("?")[0];
    if (!url || !place || seen.has(place)) return [];
    seen.add(place);
    return [{ item, url, part }];
  });
}

/** Pictures as a grid, documents below. */
export function mediaGrid(
  files: readonly ShownFile[],
  view: (url: string, name: string | null) => void,
): TemplateResult {
  const pictures = files.filter(({ part }) => part === "picture");
  const documents = files.filter(({ part }) => part === "document");
  return html`
    ${pictures.length + documents.length === 0
      ? html`<p class="none">${texts().contact.noMedia}</p>`
      : nothing}
    <div class="pictures">
      ${pictures.map(({ url, item }) =>
        html`
          <button aria-label=${texts().message.openPicture}
            @click=${() => view(url, item.name)}>
            <img src=${url} alt="" loading="lazy"></button>
        `
      )}
    </div>
    <ul class="files">
      ${documents.map(({ url, item }) =>
        html`
          <li><a href=${url} target="_blank" rel="noopener noreferrer">
            ${icon("file")}<span dir="auto">${item.name ??
              texts().message.document}</span>
            <small class="numbers">${item.size === null
              ? nothing
              : fileSize(item.size)}</small>
          </a></li>
        `
      )}
    </ul>
  `;
}
