import type { InboxColumns } from "./inbox-columns.ts";
import { keyReport } from "./key_bindings.ts";
import type { Report } from "./reports.ts";

/** What a key that nobody else took does on the page; `null`: nothing. */
export function pressedKey(
  event: KeyboardEvent,
  page: InboxColumns,
): Report | null {
  if (event.defaultPrevented || event.isComposing) return null;
  const { key, ctrlKey, metaKey, altKey } = event;
  const isCovered = Boolean(
    page.dialog || page.panelName || page.commanding || page.rowMenu ||
      page.viewer?.isOpen,
  );
  return keyReport({ key, ctrl: ctrlKey || metaKey, alt: altKey }, {
    isTyping: isField(event.composedPath()[0]),
    isCovered,
    hasOneKey: page.settings.oneKey,
    isSupervisor: page.chatState.me?.role === "supervisor",
  });
}

function isField(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches(
        "textarea, select, input:not([type=radio], [type=checkbox])",
      ));
}
