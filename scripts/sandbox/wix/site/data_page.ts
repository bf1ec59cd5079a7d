import { html } from "hono/html";
import type { Database } from "../data/database.ts";
import { revive } from "../data/values.ts";
import { sitePage } from "./site_page.ts";

const SHOWN = 50;

/** A look into the collections: how many rows, and the newest of one of them. */
export function dataPage(database: Database, collectionId: string | undefined) {
  const collections = [...database.collections.values()];
  const chosen = collectionId
    ? database.collections.get(collectionId)
    : undefined;
  const newest = chosen
    ? [...chosen.rows.values()].slice(-SHOWN).reverse()
    : [];
  return sitePage(
    "Datos del sitio",
    html`
      <main class="card wide">
        <h1>Datos del sitio</h1>
        <p class="lead">Lo que guardan las colecciones de esta imitación de Wix.</p>
        ${collections.length === 0
          ? html`<p>Todavía no hay ninguna colección.</p>`
          : html`
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
                ${collections.map(({ definition: { id }, rows, indexes }) =>
                  html`
                    <tr>
                      <td><a href="/sandbox?coleccion=${id}">${id}</a></td>
                      <td class="number">${rows.size}</td>
                      <td>${indexes.map(({ definition }) => definition.name)
                        .join(", ") || "—"}</td>
                      <td>
                                        <form method="post" action="/sandbox/reset">
                                          <button name="coleccion" value="${id}">Vaciar</button>
                                        </form>
                                        ${id === "CHATBOT"
                                          ? html`
                                            <form method="post" action="/sandbox/fill">
                                              <button name="coleccion" value="${id}">Llenar con ejemplos</button>
                                            </form>
                                          `
                                          : ""}
                                      </td>
                    </tr>
                  `
                )}
              </tbody>
            </table>
          `}
        ${chosen
          ? html`<h2>${chosen.definition.id}: las ${newest.length} filas más recientes</h2>
              ${
            newest.map(({ row }) =>
              html`<pre>${JSON.stringify(revive(row), null, 2)}</pre>`
            )
          }`
          : ""}
      </main>
    `,
  );
}
