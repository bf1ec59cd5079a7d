import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./icons.ts";
import type { LineProblem } from "./lines_state.ts";
import { type LinesWords, linesWords } from "./lines_texts.ts";
import type { LineAnswer } from "./list_answers.ts";

/** The providers that a line can have one day. */
const COMING = ["Meta (Cloud API)", "WPPConnect (QR)"];

/** A field of the form, by the companion's own name for it. */
interface Field {
  name: keyof LinesWords["wrong"];
  word: string;
  hint?: string;
  type?: "text" | "tel" | "password";
  required?: boolean;
}

/** Which provider a further line has. */
export function providerField(
  chosen: string,
  choose: (provider: string) => void,
): TemplateResult {
  const words = linesWords();
  return html`
    <label>${words.provider}
      <select required .value=${chosen} @change=${(event: Event) =>
        choose((event.target as HTMLSelectElement).value)}>
        <option value="" disabled>${words.choose}</option>
        <option value="twilio">Twilio</option>
        ${COMING.map((provider) =>
          html`<option disabled>${words.coming(provider)}</option>`
        )}
      </select></label>
  `;
}

/** The number and the name of a further line. */
export function lineFields(problem: LineProblem | null) {
  const words = linesWords();
  return pair([
    field({
      name: "numero",
      word: words.number,
      hint: words.numberHint,
      type: "tel",
      required: true,
    }, problem),
    field({ name: "nombre", word: words.name, required: true }, problem),
  ]);
}

/** What Twilio knows an account by. The token is typed unseen, and held nowhere but in its field. */
export function twilioFields(
  problem: LineProblem | null,
  { isNew, optional }: { isNew: boolean; optional: string },
) {
  const words = linesWords();
  return pair([
    field({
      name: "account_sid",
      word: isNew ? words.account : `${words.account} (${optional})`,
      required: isNew,
    }, problem),
    field({
      name: "auth_token",
      word: words.token,
      ...isNew && { hint: words.tokenHint },
      type: "password",
      required: !isNew,
    }, problem),
    field({
      name: "messaging_service_sid",
      word: `${words.service} (${optional})`,
    }, problem),
  ]);
}

/** What becomes of the token, and which addresses Twilio is to be given. */
export function lineNote(
  webhooks: LineAnswer["webhooks"] | null,
): TemplateResult {
  const words = linesWords();
  return html`
    <div class="note" role="note">${icon("info")}
      <div>
        <p>${words.sealed}</p>
        ${webhooks
          ? html`
            <p>${words.webhooks}</p>
            <dl>
              <dt>${words.messages}</dt>
              <dd>${webhooks.mensajes}</dd>
              <dt>${words.statuses}</dt>
              <dd>${webhooks.estados}</dd>
            </dl>
          `
          : nothing}
      </div>
    </div>
  `;
}

/** What was filled in. What was left empty stays as it is, and isn't sent. */
export function typedFields(form: HTMLFormElement): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    const text = String(value).trim();
    if (text !== "") fields[name] = text;
  }
  return fields;
}

/** Two abreast, where there is room. */
function pair(fields: readonly TemplateResult[]) {
  return html`<div class="pair">${fields}</div>`;
}

function field(
  { name, word, hint, type = "text", required = false }: Field,
  problem: LineProblem | null,
) {
  const isWrong = problem?.field === name;
  const beside = isWrong ? problem.sentence : hint;
  return html`
    <div class="field">
      <label for=${name}>${word}</label>
      <input id=${name} name=${name} type=${type} ?required=${required}
        autocomplete="off" autocapitalize="none" spellcheck="false" dir="auto"
        aria-invalid=${isWrong ? "true" : "false"}
        aria-describedby=${beside ? `${name}-beside` : nothing}>
      ${beside
        ? html`<span id="${name}-beside" class=${
          isWrong ? "problem" : "hint"
        }>${beside}</span>`
        : nothing}
    </div>
  `;
}
