import { css, html, nothing, type TemplateResult } from "lit";
import type { ActRow } from "./acts_answers.ts";
import { icon } from "./icons.ts";
import { listWords } from "./list_texts.ts";
import { momentWords } from "./moment_words.ts";
import { isSnoozed } from "./row_acts.ts";
import { labelsOf, type RowContext } from "./row_tags.ts";

/** The third line of a row: what is to be accepted, who else is there, when it comes back, its labels. */
export function rowTags(row: ActRow, around: RowContext): TemplateResult {
  const words = listWords();
  const { traspaso } = row;
  const { shown, more } = labelsOf(row, around.labels);
  return html`
    <div class="tags">
      ${traspaso
        ? html`<span class="tag given" dir="auto">${icon("handOver")}<span>${
          around.supervisor
            ? words.handedOverTo(traspaso.de, row.agente ?? "")
            : words.handedOver(traspaso.de)
        }</span></span>`
        : nothing}
      ${presence(row, around)}
      ${isSnoozed(row, around.now)
        ? html`<span class="tag">${icon("moon")}<span>${
          words.snoozed(momentWords(row.pospuesta_hasta!, around.now))
        }</span></span>`
        : nothing}
      ${shown.map(({ nombre, color }) =>
        html`<span class="label ${color}" dir="auto">${nombre}</span>`
      )}
      ${more > 0
        ? html`<span class="tag">${words.moreLabels(more)}</span>`
        : nothing}
    </div>
  `;
}

function presence(row: ActRow, around: RowContext) {
  const others = around.others(row.id);
  if (others.length === 0) return nothing;
  const words = listWords();
  const typing = others.filter(({ escribiendo }) => escribiendo);
  const names = (typing.length > 0 ? typing : others)
    .map(({ nombre }) => nombre).join(", ");
  return html`<span class="tag there" dir="auto">${icon("eye")}<span>${
    typing.length > 0 ? words.typing(names) : words.looking(names)
  }</span></span>`;
}

export const rowTagStyles = css`
  .tags {
    display: flex;
    align-items: center;
    gap: var(--s1);
    min-width: 0;
    height: 1.375rem;
    overflow: hidden;
  }

  .tag {
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    flex: 0 1 auto;
    min-width: 0;
    max-width: 100%;
    padding: 0.0625rem var(--s2);
    border-radius: 999px;
    background: var(--sunken);
    color: var(--ink-soft);
    font-size: var(--t-small);
    font-weight: 600;
    overflow: hidden;
    white-space: nowrap;
  }

  .tag span {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .tag .icon {
    width: 0.875rem;
    height: 0.875rem;
  }

  .tag.given {
    background: var(--warning-soft);
    color: var(--warning);
  }

  .tag.there {
    background: var(--brand-soft);
    color: var(--brand-strong);
  }

  .label {
    flex: 0 1 auto;
    min-width: 2.5rem;
    max-width: 8rem;
  }
`;
