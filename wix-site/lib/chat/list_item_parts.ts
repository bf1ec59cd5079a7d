import { html, type TemplateResult } from "lit";
import type { ConversationList } from "./conversation-list.ts";
import "./conversation-row.ts";
import type { ListItem } from "./list_items.ts";
import { listWords } from "./list_texts.ts";
import "./message-found.ts";
import { report } from "./reports.ts";

interface ItemPlace {
  list: ConversationList;
  /** From the top of the list, in pixels. */
  place: number;
  at: number;
  /** How many items there are; -1 while that isn't known. */
  count: number;
}

/** One item of the list at its place. Places are set as properties: a strict content security policy forbids style attributes. */
export function listItem(item: ListItem, around: ItemPlace): TemplateResult {
  const { list, place } = around;
  const style = `transform: translateY(${place}px)`;
  const focused = item.key === list.activeKey ? "focused" : "";
  switch (item.kind) {
    case "heading":
      return html`
        <h2 class="heading" role="presentation" .style=${style}>${listWords()
          .groups[item.key]}</h2>
      `;
    case "more":
      return html`
        <div class="more ${focused}" id="item-more" role="option"
          aria-selected="false" data-key="more" .style=${style}>${listWords()
            .moreRows}</div>
      `;
    case "found":
      return html`
        <message-found id="item-${item.key}" data-key=${item.key} role="option"
          aria-selected="false" class=${focused} .style=${style}
          .found=${item.found} .query=${list.search?.query ?? ""}
          .now=${list.now}></message-found>
      `;
    case "row":
      return rowItem(item, around, { style, focused });
  }
}

function rowItem(
  { row, isTall }: ListItem & { kind: "row" },
  { list, at, count }: ItemPlace,
  { style, focused }: { style: string; focused: string },
) {
  const leaving = list.queue.findLast((reply) =>
    reply.conversationId === row.id && reply.state !== "refused"
  );
  const isOpen = row.id === list.openId;
  return html`
    <conversation-row id="item-${row.id}" data-key=${row.id} role="option"
      class="${focused} ${isTall ? "tall" : ""}"
      draggable=${list.supervisor ? "true" : "false"}
      aria-selected=${isOpen ? "true" : "false"}
      aria-setsize=${count} aria-posinset=${at + 1} .style=${style}
      @dragstart=${(event: DragEvent) => drag(event, list, row.id)}
      @dragend=${() => report(list, "row-drop", { agentId: null })}
      .row=${row} .around=${list.around}
      .draft=${isOpen ? "" : list.drafts.get(row.id) ?? ""}
      .leaving=${leaving ? leaving.body || leaving.file?.name || "" : null}
    ></conversation-row>
  `;
}

function drag(event: DragEvent, list: ConversationList, id: string) {
  event.dataTransfer?.setData("text/plain", id);
  if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
  report(list, "row-drag", { id });
}
