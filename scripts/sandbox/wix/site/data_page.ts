import { html } from "hono/html";
import { storedBytes } from "../data/storage.ts";
import type { Platform } from "../platform/routes.ts";
import { variantsForm, weatherForm } from "./behaviour_part.ts";
import { collectionTable, newestRows } from "./collections_part.ts";
import { shortTime } from "./short_time.ts";
import { sitePage } from "./site_page.ts";

const NOTICES = 5;

/** A look into the site: what it stores, who its members are, and how Wix behaves towards it. */
export function dataPage(
  parts: Pick<Platform, "database" | "members" | "realtime">,
  collectionId: string | undefined,
) {
  const { database } = parts;
  const collections = [...database.collections.values()];
  const chosen = collectionId
    ? database.collections.get(collectionId)
    : undefined;
  return sitePage(
    "Datos del sitio",
    html`
      <main class="card wide">
        <p class="trail"><a href="/">Volver al sitio</a></p>
        <h1>Datos del sitio</h1>
        <p class="lead">
          Lo que guarda esta imitación de Wix (${kilobytes(
            storedBytes(database),
          )}),
          y cómo se porta con el sitio.
        </p>
        ${collections.length === 0
          ? html`<p class="none">Todavía no hay ninguna colección.</p>`
          : collectionTable(collections, chosen)}
        ${chosen ? newestRows(chosen) : ""}
        ${weatherForm(parts)} ${variantsForm(parts)} ${membersList(parts)}
        ${notices(parts)}
      </main>
    `,
  );
}

function membersList({ members }: Pick<Platform, "members">) {
  const all = members.all();
  if (all.length === 0) return "";
  return html`
    <h2>Miembros</h2>
    <ul class="plain">
      ${all.map(({ name, email, verified, roles }) =>
        html`<li><strong>${name}</strong> ${email}
          ${verified ? "" : html`<em>sin verificar</em>`}
          ${roles.map((role) => html`<em>${role}</em>`)}</li>`
      )}
    </ul>
  `;
}

function notices({ realtime }: Pick<Platform, "realtime">) {
  const newest = realtime.published.slice(-NOTICES).reverse();
  if (newest.length === 0) return "";
  return html`
    <h2>Últimos avisos de Realtime</h2>
    <ul class="plain">
      ${newest.map(({ time, channel, payload }) =>
        html`<li><strong>${channel.name}</strong> ${channel.resourceId ?? ""}
          <code>${JSON.stringify(payload)}</code> <span>${
          shortTime(time)
        }</span></li>`
      )}
    </ul>
  `;
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024).toLocaleString("es")} KB`;
}
