import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./icons.ts";
import { canReplace, conditionOf } from "./lines_state.ts";
import { linesWords } from "./lines_texts.ts";
import type { LineAnswer } from "./list_answers.ts";
import { nationalNumber, prettyNumber } from "./phones.ts";

/** The lines, each with how it fares; `replace` is asked for where its credentials may be replaced. */
export function linesTable(
  lines: readonly LineAnswer[],
  replace: (line: LineAnswer) => void,
): TemplateResult {
  const { columns } = linesWords();
  return html`
    <table aria-label=${linesWords().title}>
      <thead>
        <tr>
          <th scope="col">${columns.line}</th>
          <th scope="col">${columns.provider}</th>
          <th scope="col">${columns.state}</th>
          <td></td>
        </tr>
      </thead>
      <tbody>${lines.map((line) =>
        html`
          <tr>
            <th scope="row">${lineName(line)}</th>
            <td><span class="label red">Twilio</span></td>
            <td>${state(line)}</td>
            <td>${canReplace(line)
              ? replaceButton(line, replace)
              : nothing}</td>
          </tr>
        `
      )}</tbody>
    </table>
  `;
}

/** A line's name for a sentence: its own, else its number. */
export function nameOf({ nombre, numero }: LineAnswer): string {
  return nombre || prettyNumber(bare(numero));
}

function lineName({ nombre, numero }: LineAnswer) {
  const { national, country } = nationalNumber(bare(numero));
  return html`
    <b dir="auto">${nombre || national}</b>
    <small class="numbers">${prettyNumber(bare(numero))}</small>
    ${country
      ? html`<small class="numbers">${
        nombre ? `${country}: ${national}` : country
      }</small>`
      : nothing}
  `;
}

function state(line: LineAnswer) {
  const { states, hints } = linesWords();
  const condition = conditionOf(line);
  const isGood = condition === "configured" || condition === "automatic";
  const word = condition === "stopped"
    ? states.stopped(line.motivo ?? "")
    : states[condition];
  return html`
    <span class="state ${isGood ? "good" : "bad"}" title=${hints[condition]}>
      ${icon(isGood ? "check" : "alert")}<span>${word}</span></span>
  `;
}

function replaceButton(line: LineAnswer, replace: (line: LineAnswer) => void) {
  const words = linesWords().replace(nameOf(line));
  return html`
    <button class="round" aria-label=${words} title=${words}
      @click=${() => replace(line)}>${icon("key")}</button>
  `;
}

/** The companion writes a number with its channel before it. */
function bare(numero: string): string {
  return numero.replace(/^whatsapp:/, "");
}
