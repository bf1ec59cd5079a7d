import { html, nothing, type TemplateResult } from "lit";
import "./designed-state.ts";
import type { LoadState } from "./inbox_state.ts";
import { listWords } from "./list_texts.ts";
import { isFirstView, type ListView } from "./list_view.ts";
import type { SearchState } from "./search_state.ts";
import { texts } from "./texts.ts";

const SKELETONS = [0, 1, 2, 3, 4, 5, 6];

interface Listed {
  load: LoadState;
  more: boolean;
  search: SearchState | null;
  view: ListView;
}

/** What stands where there are no rows: why, and what can be done. */
export function nothingListed(
  { load, search, view }: Listed,
  act: { retry(): void; unfilter(): void },
): TemplateResult {
  const words = texts().list;
  if (load === "failed") {
    return html`
      <designed-state mark="cloud" tone="warning" size="small"
        heading=${words.failedTitle} words=${texts().error.unavailable}>
        <button class="action" @click=${act.retry}>${texts().retry}</button>
      </designed-state>
    `;
  }
  if (search) {
    const note = search.words === "failed"
      ? listWords().wordsFailed
      : words.nothing(search.query);
    return html`
      <designed-state mark="search" size="small"
        heading=${words.nothingTitle} words=${note}></designed-state>
    `;
  }
  if (isFirstView(view)) {
    return html`
      <designed-state mark="speak" size="small"
        heading=${words.emptyTitle} words=${words.empty}></designed-state>
    `;
  }
  return html`
    <designed-state mark="filter" size="small"
      heading=${listWords().noneFitTitle} words=${listWords().noneFit}>
      <button class="action quiet" @click=${act.unfilter}>${listWords()
        .unfilter}</button>
    </designed-state>
  `;
}

/** What stands below the last row. */
export function foot(
  { load, more, search }: Listed,
  again: () => void,
): TemplateResult | typeof nothing {
  const words = texts().list;
  if (load === "more_failed") {
    return html`<div class="foot">${words.moreFailed}
      <button class="action quiet" @click=${again}>${texts().retry}</button></div>`;
  }
  if (search?.words === null) {
    return html`<div class="foot" role="status">${listWords().lookingForWords}</div>`;
  }
  if (search?.words === "failed") {
    return html`<div class="foot">${listWords().wordsFailed}</div>`;
  }
  if (search?.words?.hay_mas) {
    return html`<div class="foot">${listWords().moreWords}</div>`;
  }
  return more && !search
    ? html`<div class="foot">${words.more}…</div>`
    : nothing;
}

/** Where the rows will be. */
export function skeletons(): TemplateResult {
  return html`
    <div role="status" class="only-read">${texts().list.loading}</div>
    ${SKELETONS.map(() =>
      html`
        <div class="bone" aria-hidden="true"><i></i><b></b><u></u></div>
      `
    )}
  `;
}
