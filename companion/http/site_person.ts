import { getLogger } from "@logtape/logtape";
import { Hono } from "hono";
import { NOBODY, type SitePerson } from "../../shared/site_person.ts";
import { openConversation } from "../inbox/open_conversation.ts";
import { ProviderError } from "../providers/provider_error.ts";
import { readSitePerson } from "../providers/wix/person.ts";
import { loggable } from "../telemetry/loggable.ts";
import type { HttpContext } from "./context.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

const KEPT_MS = 5 * 60 * 1000;
const MOST_KEPT = 1000;
const log = getLogger(["relevo", "site"]);

interface Kept {
  person: Promise<SitePerson>;
  until: number;
}

/** What the site knows of a customer. The one question whose answer is waited for: there with the site away, only emptier. */
export function sitePersonRoutes(context: HttpContext) {
  const { sql, site, now } = context;
  const kept = new Map<string, Kept>();

  function ask(number: string): Promise<SitePerson> {
    const at = now().getTime();
    const known = kept.get(number);
    if (known && known.until > at) return known.person;
    const person = readSitePerson(site, number, now());
    kept.delete(number);
    kept.set(number, { person, until: at + KEPT_MS });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT) kept.delete(oldest!);
    // Asked again by who looks next.
    person.catch(() => kept.delete(number));
    return person;
  }

  return new Hono<SignedIn>()
    .get("/conversacion/:key/sitio", signedIn(context), async (c) => {
      const { number } = await openConversation(
        sql,
        c.req.param("key"),
        c.var.agent,
      );
      const person = number === null ? NOBODY : await ask(number).catch(away);
      return c.json({ success: true, ...person });
    });
}

function away(error: unknown): SitePerson {
  if (!(error instanceof ProviderError)) throw error;
  log.info("The site says nothing of a customer", { error: loggable(error) });
  return NOBODY;
}
