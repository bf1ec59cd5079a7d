import { html } from "hono/html";
import type { Platform } from "../platform/routes.ts";
import { VARIANT_WORDS } from "./variant_words.ts";
import { weatherOf, WEATHERS } from "./weathers.ts";

/** Which misfortunes befall the site, and how to begin others. */
export function weatherForm(
  { database: { fate } }: Pick<Platform, "database">,
) {
  const now = weatherOf(fate.scenario);
  return html`
    <h2>Mal tiempo</h2>
    <p class="note">La misma semilla trae siempre lo mismo.</p>
    <form method="post" action="/sandbox/weather" class="row">
      <label>Qué pasa
        <select name="weather">
          ${now === null
            ? html`<option selected disabled>A medida</option>`
            : ""}
          ${Object.entries(WEATHERS).map(([name, { label }]) =>
            html`<option value="${name}" ${
              name === now ? "selected" : ""
            }>${label}</option>`
          )}
        </select>
      </label>
      <label>Semilla
        <input name="seed" type="number" min="0" value="${fate.scenario
          .seed}" />
      </label>
      <button>Empezar</button>
    </form>
  `;
}

/** How this stand-in behaves where nobody knows how Wix does. */
export function variantsForm(
  { database: { variants } }: Pick<Platform, "database">,
) {
  return html`
    <h2>Lo que nadie sabe de Wix</h2>
    <p class="note">El sitio tiene que soportar cada una de estas posibilidades.</p>
    <form method="post" action="/sandbox/choices" class="grid">
      ${Object.entries(VARIANT_WORDS).map(([name, { label, choices }]) =>
        html`<label>${label}
          <select name="${name}">
            ${
          Object.entries(choices).map(([value, words]) =>
            html`<option value="${value}" ${
              variants[name as keyof typeof variants] === value
                ? "selected"
                : ""
            }>${words}</option>`
          )
        }
          </select>
        </label>`
      )}
      <button>Aplicar</button>
    </form>
  `;
}
