import { LitElement } from "lit";

/** Has every element in a tree drawn anew, through all shadows: the words they say have changed. */
export function redraw(root: ParentNode): void {
  for (const element of root.querySelectorAll("*")) {
    if (element instanceof LitElement) element.requestUpdate();
    if (element.shadowRoot) redraw(element.shadowRoot);
  }
}
