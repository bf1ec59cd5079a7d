import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ConversationSummary } from "../../../shared/conversation.ts";
import type { HealthDetail } from "../../../shared/health_detail.ts";
import type { StuckLane } from "../../../shared/troubles.ts";
import { baseStyles } from "./base_styles.ts";
import { healthMeterStyles } from "./health_meter_styles.ts";
import { type HealthState, toneOf, UNKNOWN_HEALTH } from "./health_state.ts";
import { count, meterWords } from "./health_words.ts";
import { icon } from "./icons.ts";
import { momentWords } from "./moment_words.ts";
import { report } from "./reports.ts";
import { texts } from "./texts.ts";

/** Shown at once; the others come up as these are released. */
const MOST_STUCK = 5;

/** The zero-loss meter, for a supervisor: one line, and behind it the numbers and what waits for a person. */
@customElement("health-meter")
export class HealthMeter extends LitElement {
  static override styles = [baseStyles, healthMeterStyles];

  @property({ attribute: false })
  accessor health: HealthState = UNKNOWN_HEALTH;
  @property({ attribute: false })
  accessor rows: ReadonlyMap<string, ConversationSummary> = new Map();
  @property({ type: Number })
  accessor now = 0;
  @state()
  accessor isOpen = false;

  override render() {
    const { detail } = this.health;
    const tone = toneOf(this.health);
    return html`
      <div class="${tone} ${this.isOpen ? "open" : ""}">
        <button class="line" aria-expanded=${this.isOpen ? "true" : "false"}
          @click=${this.#fold}>
          <i class="mark">${icon(tone === "calm" ? "check" : "alert")}</i>
          <span>${meterWords(this.health)}</span>
          <i class="fold">${icon("down")}</i>
        </button>
        ${this.isOpen && detail
          ? html`
            <div class="more">
              ${this.#numbers(detail)} ${this.#notes(detail)} ${this.#stuck(
                detail,
              )}
            </div>
          `
          : nothing}
      </div>
    `;
  }

  #numbers({ zero_loss }: HealthDetail) {
    const words = texts().health;
    const { at_twilio, here, in_wix, missing } = zero_loss;
    return html`
      <dl>
        ${number(words.atTwilio, at_twilio)} ${number(words.here, here)}
        ${number(words.inWix, in_wix)} ${number(
          words.lost,
          missing,
          "lost",
        )}
      </dl>
    `;
  }

  #notes({ zero_loss }: HealthDetail) {
    const words = texts().health;
    const at = (iso: string) => momentWords(iso, this.now);
    const { since, until, comparisons, state } = zero_loss;
    const failing = comparisons.find((one) => one.failing_since)?.failing_since;
    const brought = comparisons.reduce((sum, one) => sum + one.brought, 0);
    const notes = [
      since && until ? words.period(at(since), at(until)) : words.noPeriod,
      state === "missing" ? words.missingHint : "",
      failing ? words.failing(at(failing)) : "",
      brought > 0 ? words.brought(brought, count(brought)) : "",
      state === "wix_behind" ? words.wixHint : "",
      this.health.isOld ? words.oldHint : "",
    ];
    return notes.filter(Boolean).map((note) =>
      html`
        <p class="note">${note}</p>
      `
    );
  }

  #stuck({ webhooks, stopped_lines, outbox }: HealthDetail) {
    const words = texts().health;
    const { stuck } = this.health;
    const shown = stuck.slice(0, MOST_STUCK);
    const more = outbox.stopped - shown.length;
    const { unknown_line, unreadable } = webhooks;
    const items = [
      ...stopped_lines.map(() => plain(words.stoppedLine, words.stoppedHint)),
      ...shown.map((lane) => this.#lane(lane)),
      more > 0 ? plain(words.moreStuck(more, count(more)), "") : nothing,
      unknown_line > 0
        ? html`
          <li>
            <div><strong>${words.unknownLine(
              unknown_line,
              count(unknown_line),
            )}</strong>
              <small>${words.unknownHint}</small></div>
            <button class="action" ?disabled=${this.health.isBusy}
              @click=${this.#replay}>${words.replay}</button>
          </li>
        `
        : nothing,
      unreadable > 0
        ? plain(
          words.unreadable(unreadable, count(unreadable)),
          words.unreadableHint,
        )
        : nothing,
    ].filter((item) => item !== nothing);
    return items.length > 0
      ? html`
        <ul aria-label=${words.stuckTitle}>${items}</ul>
      `
      : nothing;
  }

  #lane(lane: StuckLane) {
    const words = texts().health;
    const name = this.rows.get(lane.conversacion)?.nombre ?? words.somebody;
    return html`
      <li>
        <div><strong dir="auto">${name}</strong>
          <small>${words.lane[lane.tipo]} · ${momentWords(
            lane.desde,
            this.now,
          )}</small></div>
        <button class="action" ?disabled=${this.health.isBusy}
          aria-label=${words.releaseOf(name)}
          @click=${() => report(this, "lane-release", lane)}>${words
            .release}</button>
      </li>
    `;
  }

  #fold() {
    this.isOpen = !this.isOpen;
    if (this.isOpen) report(this, "health-look");
  }

  #replay() {
    report(this, "webhooks-replay");
  }
}

function number(name: string, value: number, kind = "") {
  return html`
    <div class=${kind}>
      <dt>${name}</dt>
      <dd>${count(value)}</dd>
    </div>
  `;
}

function plain(title: string, hint: string) {
  return html`
    <li>
      <div><strong>${title}</strong><small>${hint}</small></div>
    </li>
  `;
}
