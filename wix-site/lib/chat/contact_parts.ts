import { html, nothing, type TemplateResult } from "lit";
import type { ConversationSummary } from "../../../shared/conversation.ts";
import type { ActRow, Label, SiteFacts, ThreadEvent } from "./acts_answers.ts";
import type { Part } from "./contact_state.ts";
import { comingWords } from "./coming_words.ts";
import { icon } from "./icons.ts";
import { knownWord } from "./known_word.ts";
import { momentWords } from "./moment_words.ts";
import { panelWords } from "./panel_texts.ts";
import { prettyNumber } from "./phones.ts";
import { receivedText } from "./received_text.ts";
import { texts } from "./texts.ts";

/** A part of the panel under its heading, with one act beside that. */
export function section(
  title: string,
  content: unknown,
  act: unknown = nothing,
): TemplateResult {
  return html`
    <section><header><h4>${title}</h4>${act}</header>${content}</section>
  `;
}

/** A part that is on its way, or couldn't be had, or what `draw` makes of it. */
export function partOf<Value>(
  part: Part<Value>,
  draw: (value: Value) => unknown,
): unknown {
  const words = panelWords();
  if (part.load === "loading") {
    return html`<p class="none" role="status">${words.loading}</p>`;
  }
  if (part.load === "failed") return html`<p class="none">${words.failed}</p>`;
  return draw(part.value);
}

/** One line of what is known. */
export function fact(name: string, value: unknown, tone = ""): TemplateResult {
  return html`
    <div>
      <dt>${name}</dt>
      <dd class=${tone} dir="auto">${value}</dd>
    </div>
  `;
}

/** The row's labels as chips. */
export function labelChips(
  row: ActRow,
  labels: readonly Label[] | null,
): TemplateResult {
  const chosen = (row.etiquetas ?? []).flatMap((id) =>
    labels?.find((label) => label.id === id) ?? []
  );
  if (chosen.length === 0) {
    return html`<p class="none">${panelWords().noLabels}</p>`;
  }
  return html`<div class="chips">${
    chosen.map(({ nombre, color }) =>
      html`<span class="label ${color}" dir="auto">${nombre}</span>`
    )
  }</div>`;
}

/** The internal notes that are here, newest first. */
export function noteList(
  events: readonly ThreadEvent[],
  now: number,
): TemplateResult {
  const notes = events.filter(({ tipo }) => tipo === "nota").toReversed();
  if (notes.length === 0) {
    return html`<p class="none">${panelWords().noNotes}</p>`;
  }
  return html`<ul class="notes">${
    notes.slice(0, 5).map(({ texto, por, fecha }) =>
      html`<li>${receivedText(texto ?? "")}
        <small dir="auto">${por} · ${momentWords(fecha, now)}</small></li>`
    )
  }</ul>`;
}

/** The same customer's conversations on other lines. */
export function otherList(
  others: readonly ConversationSummary[],
  now: number,
  open: (id: string) => void,
): TemplateResult {
  if (others.length === 0) {
    return html`<p class="none">${panelWords().noOthers}</p>`;
  }
  return html`<ul class="links">${
    others.map((row) =>
      html`<li><button @click=${() => open(row.id)}>${icon("speak")}
        <span><b>${prettyNumber(row.linea)}</b>
        <small dir="auto">${momentWords(row.last_message_time, now)} · ${
        row.agente ?? texts().contact.nobody
      }</small></span></button></li>`
    )
  }</ul>`;
}

/** What the site knows of the person. */
export function siteFacts(site: SiteFacts, now: number): TemplateResult {
  const words = panelWords();
  if (!site.disponible) return html`<p class="none">${words.siteAway}</p>`;
  const member = Object.entries(site.miembro ?? {}).filter(([name, value]) =>
    knownWord(words.fields, name) && typeof value === "string" && value !== ""
  );
  const isUnknown = member.length + site.reservas.length +
      site.pedidos.length === 0;
  if (isUnknown) return html`<p class="none">${words.siteNothing}</p>`;
  const state = (name: string) =>
    knownWord(words.states, `${name}`.toUpperCase()) ?? name;
  return html`
    ${member.length > 0
      ? html`<dl class="small">${
        member.map(([name, value]) =>
          fact(knownWord(words.fields, name)!, dayWords(value))
        )
      }</dl>`
      : nothing}
    ${site.reservas.length > 0
      ? html`
        <h5>${words.bookings}</h5>
        <ul class="things">${site.reservas.map(({ titulo, fecha, estado }) =>
          html`<li><b dir="auto">${titulo}</b>
            <small>${dateWords(fecha, now)} · ${state(estado)}</small></li>`
        )}</ul>
      `
      : nothing}
    ${site.pedidos.length > 0
      ? html`
        <h5>${words.orders}</h5>
        <ul class="things">${site.pedidos.map((
          { numero, total, fecha, estado },
        ) =>
          html`<li><b>#${numero} · ${total}</b>
            <small>${dateWords(fecha, now)} · ${state(estado)}</small></li>`
        )}</ul>
      `
      : nothing}
  `;
}

/** Bookings lie ahead as well; what is no time is shown as it came. */
function dateWords(iso: string, now: number): string {
  return Number.isNaN(Date.parse(iso)) ? iso : comingWords(iso, now);
}

/** A day alone, `2026-01-31`, as people write it; anything else as it came. */
function dayWords(value: unknown): string {
  const text = String(value);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  return new Date(`${text}T12:00`).toLocaleDateString(texts().language);
}
