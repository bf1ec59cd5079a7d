import { Hono } from "hono";
import { html } from "hono/html";
import {
  type Identities,
  SESSION_AGE_S,
  SESSION_COOKIE,
} from "../platform/identity.ts";
import type { Members } from "../platform/members.ts";
import { sitePage } from "./site_page.ts";

/** Signing in and out, as a site's members do it. */
export function signInRoutes({ members, identities }: {
  members: Members;
  identities: Identities;
}): Hono {
  const app = new Hono();
  app.get("/login", (c) => {
    const to = localPath(c.req.query("to"));
    if (identities.ofSession(c.req.raw.headers)) return c.redirect(to);
    return c.html(signInPage({ to, email: "", problem: "" }));
  });
  app.post("/login", async (c) => {
    const form = await c.req.parseBody();
    const to = localPath(String(form.to ?? ""));
    const email = String(form.email ?? "");
    const member = await members.signIn(email, String(form.password ?? ""));
    if (!member) {
      const problem =
        "El correo o la contraseña no coinciden. Revisa los datos e inténtalo de nuevo.";
      return c.html(signInPage({ to, email, problem }), 401);
    }
    c.header(
      "set-cookie",
      cookie(identities.sessionFor(member), SESSION_AGE_S),
    );
    return c.redirect(to, 303);
  });
  app.post("/logout", (c) => {
    c.header("set-cookie", cookie("", 0));
    return c.redirect("/login", 303);
  });
  return app;
}

/** A path of this site, whatever was asked for: nobody is sent elsewhere after signing in. */
export function localPath(to: string | undefined): string {
  const isLocal = to !== undefined && /^\/(?![/\\])/.test(to) &&
    !/[\\\s\p{Cc}]/u.test(to);
  return isLocal ? to : "/chat";
}

function cookie(value: string, maxAgeS: number): string {
  return `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeS}`;
}

function signInPage(
  { to, email, problem }: { to: string; email: string; problem: string },
) {
  return sitePage(
    "Iniciar sesión",
    html`
      <main class="card">
        <span class="mark" aria-hidden="true"></span>
        <h1>Iniciar sesión</h1>
        <p class="lead">Entra con tu cuenta del sitio para atender tus conversaciones.</p>
        ${problem ? html`<p class="problem" role="alert">${problem}</p>` : ""}
        <form method="post" action="/login">
          <input type="hidden" name="to" value="${to}" />
          <label for="email">Correo electrónico</label>
          <input
            id="email"
            name="email"
            type="email"
            autocomplete="username"
            required
            autofocus
            value="${email}"
          />
          <label for="password">Contraseña</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required />
          <button type="submit">Entrar</button>
        </form>
        <p class="note">¿No tienes cuenta? Pídele acceso a quien administra el sitio.</p>
      </main>
    `,
  );
}
