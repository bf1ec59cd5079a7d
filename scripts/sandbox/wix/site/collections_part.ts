import { html } from "hono/html";
import type { Collection } from "../data/collection.ts";
import { revive, type Row } from "../data/values.ts";
import { shortTime } from "./short_time.ts";

const SHOWN = 50;

/** The collections, and what one can do to each. */
export function collectionTable(
  collections: Collection[],
  chosen?: Collection,
) {
  return html`
    <table>
      <thead>
        <tr>
          <th>Colección</th>
          <th class="number">Filas</th>
          <th>Índices</th>
          <th></th>
        </tr>
      </thead>
      <tbody>
        ${collections.map((collection) => {
          const { definition: { id }, rows, indexes } = collection;
          const names = indexes.map(({ definition }) => definition.name);
          return html`
            <tr ${collection === chosen ? "class=chosen" : ""}>
              <td><a href="/sandbox?coleccion=${id}">${id}</a></td>
              <td class="number">${rows.size.toLocaleString("es")}</td>
              <td>${names.join(", ") || "—"}</td>
              <td>
                <div class="acts">
                ${id === "CHATBOT"
                  ? html`
                    <form method="post" action="/sandbox/fill">
                      <button name="coleccion" value="${id}">Llenar con ejemplos</button>
                    </form>
                  `
                  : ""}
                <form method="post" action="/sandbox/reset">
                  <button class="quiet" name="coleccion" value="${id}">Vaciar</button>
                </form>
              </div>
              </td>
            </tr>
          `;
        })}
      </tbody>
    </table>
  `;
}

/** The newest rows of one collection. */
export function newestRows({ definition, rows }: Collection) {
  const newest = [...rows.values()].slice(-SHOWN).reverse();
  return html`
    <h2>${definition.id}, de la más reciente a la más antigua</h2>
    ${newest.length === 0
      ? html`<p class="none">No hay filas.</p>`
      : newest.map(({ row }) =>
        html`
          <details>
            <summary><strong>${titleOf(row)}</strong> <span>${whenOf(
              row,
            )}</span></summary>
            <pre>${JSON.stringify(revive(row), null, 2)}</pre>
          </details>
        `
      )}
    ${rows.size > SHOWN
      ? html`<p class="note">Y ${rows.size - SHOWN} más.</p>`
      : ""}
  `;
}

/** What a person would call the row. */
function titleOf(row: Row): string {
  const { nombre, mensaje, userId, _id } = row as Record<string, unknown>;
  const words = [nombre ?? mensaje, userId].filter(Boolean).map(String);
  return words.length > 0 ? words.join(" · ").slice(0, 90) : String(_id);
}

function whenOf({ _updatedDate }: Row): string {
  const { $date } = (_updatedDate ?? {}) as { $date?: string };
  return $date ? shortTime($date) : "";
}
