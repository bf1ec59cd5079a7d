import { Hono } from "hono";
import { html } from "hono/html";
import type { Identities } from "../platform/identity.ts";
import { sitePage } from "./site_page.ts";

/** The site's first page: what this is, and where to go. */
export function homeRoutes({ identities }: { identities: Identities }): Hono {
  return new Hono().get("/", (c) => {
    const member = identities.ofSession(c.req.raw.headers);
    return c.html(sitePage(
      "Sitio de prueba",
      html`
        <main class="card">
          <span class="mark" aria-hidden="true"></span>
          <h1>Sitio de prueba</h1>
          <p class="lead">
            Una imitación local de Wix que ejecuta el sitio tal como se publica.
          </p>
          <ul class="links">
            <li>
              <a href="/chat"><strong>Bandeja de conversaciones</strong>
                <span>La página en la que trabajan los agentes</span></a>
            </li>
            ${member
              ? html`
                <li>
                  <form method="post" action="/logout">
                    <button type="submit">Cerrar la sesión de ${member
                      .name}</button>
                  </form>
                </li>
              `
              : html`<li><a href="/login"><strong>Iniciar sesión</strong>
                  <span>Con una de las cuentas que se muestran al arrancar</span></a></li>`}
            <li>
              <a href="/sandbox"><strong>Datos del sitio</strong>
                <span>Las colecciones, fila por fila</span></a>
            </li>
          </ul>
        </main>
      `,
    ));
  });
}
