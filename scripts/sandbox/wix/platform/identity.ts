import type { Caller } from "../data/caller.ts";
import type { Database } from "../data/database.ts";
import type { Member, Members } from "./members.ts";
import { readSigned, sign } from "./signing.ts";

/** Tells who sends a request, and gives the site's own code what it identifies itself with. */
export interface Identities {
  /** By `Authorization`; `null` when there is none, or none that is ours. */
  ofRequest(headers: Headers): Caller | null;
  tokenFor(caller: Caller): string;
  /** By the session's cookie, as the site's pages are asked for. */
  ofSession(headers: Headers): Member | null;
  sessionFor(member: Member): string;
}

export const SESSION_COOKIE = "site_session";
export const SESSION_AGE_S = 14 * 24 * 3600;

/** Identities of one site, signed with its key. */
export function newIdentities(
  { database, members, siteId, apiKey }: {
    database: Database;
    members: Members;
    siteId: string;
    apiKey: string;
  },
): Identities {
  return {
    ofRequest(headers) {
      const given = headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
      if (given === "") return null;
      if (given === apiKey) {
        const isOfSite = headers.get("wix-site-id") === siteId ||
          !database.rules.has("site_key");
        return isOfSite ? { kind: "admin", id: siteId, hasKey: true } : null;
      }
      return readSigned<Caller>(database.key, "wixcode-pub", given);
    },
    tokenFor: (caller) => sign(database.key, "wixcode-pub", caller),
    ofSession(headers) {
      const cookie = readCookie(headers.get("cookie") ?? "", SESSION_COOKIE);
      const session = cookie &&
        readSigned<{ sub: string; exp: number }>(
          database.key,
          "session",
          cookie,
        );
      if (!session || session.exp * 1000 < database.now().getTime()) {
        return null;
      }
      return members.byId(session.sub);
    },
    sessionFor(member) {
      const exp = Math.floor(database.now().getTime() / 1000) + SESSION_AGE_S;
      return sign(database.key, "session", { sub: member.id, exp });
    },
  };
}

/** The member as a caller; the site's owner and collaborators are administrators. */
export function callerOf(member: Member | null): Caller {
  if (!member) return { kind: "visitor", id: crypto.randomUUID() };
  return {
    kind: member.roles.includes("Admin") ? "admin" : "member",
    id: member.id,
  };
}

function readCookie(header: string, name: string): string | null {
  for (const pair of header.split(/;\s*/)) {
    if (pair.startsWith(`${name}=`)) return pair.slice(name.length + 1);
  }
  return null;
}
