import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { icon } from "./icons.ts";
import type { Connection } from "./live_updates.ts";
import { texts } from "./texts.ts";

/** A break shorter than this is nobody's business. */
const PATIENCE_MS = 1500;

/** Says how news come in, when they don't come at once. */
@customElement("connection-banner")
export class ConnectionBanner extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }

      .banner {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: 0 var(--s2);
        padding: var(--s2) var(--s4);
        background: var(--warning-soft);
        color: var(--warning);
        font-size: var(--t-note);
      }

      .icon {
        width: 1.125rem;
        height: 1.125rem;
      }
    `,
  ];

  @property()
  accessor connection: Connection = "connecting";
  @state()
  accessor shown: Connection = "connecting";
  #timer: ReturnType<typeof setTimeout> | undefined;

  override willUpdate(changed: Map<string, unknown>) {
    if (!changed.has("connection")) return;
    clearTimeout(this.#timer);
    if (this.connection !== "polling") {
      this.shown = this.connection;
      return;
    }
    this.#timer = setTimeout(() => this.shown = "polling", PATIENCE_MS);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render() {
    const words = texts().connection;
    const [title, hint] = this.shown === "offline"
      ? [words.offline, words.offlineHint]
      : this.shown === "polling"
      ? [words.polling, words.pollingHint]
      : ["", ""];
    return html`
      <div role="status">
        ${title
          ? html`
            <div class="banner">
              ${icon("cloud")}<strong>${title}</strong><span>${hint}</span>
            </div>
          `
          : nothing}
      </div>
    `;
  }
}
