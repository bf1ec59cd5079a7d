import { createHmac } from "node:crypto";
import { NOBODY, type SitePerson } from "../../../shared/site_person.ts";
import {
  SIGNATURE_HEADER,
  signedText,
  TIMESTAMP_HEADER,
} from "../../../shared/site_request.ts";
import { measuredCall } from "../../telemetry/provider_call.ts";
import { nameOfFailure, ProviderError } from "../provider_error.ts";
import type { Site } from "./site.ts";

const TIMEOUT_MS = 10_000;
const MOST_LISTED = 50;

/**
 * Asks the site what it knows of whoever has this number.
 * @throws {ProviderError}
 */
export async function readSitePerson(
  site: Site,
  number: string,
  now: Date,
): Promise<SitePerson> {
  return await measuredCall("wix", () => ask(site, number, now), {
    failureOf: nameOfFailure,
  });
}

async function ask(
  site: Site,
  number: string,
  now: Date,
): Promise<SitePerson> {
  const name = `obtenerPersona?numero=${encodeURIComponent(number)}`;
  const timestamp = String(now.getTime());
  const text = signedText({
    timestamp,
    method: "GET",
    path: `/_functions/${name}`,
    body: "",
  });
  const signature = createHmac("sha256", site.secrets[0]!).update(text)
    .digest("hex");
  let status: number;
  let answer: unknown;
  try {
    const response = await fetch(`${site.baseUrl}/${name}`, {
      headers: {
        [TIMESTAMP_HEADER]: timestamp,
        [SIGNATURE_HEADER]: signature,
      },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    status = response.status;
    answer = response.ok
      ? await response.json()
      : await response.body?.cancel();
  } catch {
    throw new ProviderError("ambiguous", "The site does not answer");
  }
  if (status === 200) return toPerson(answer);
  throw new ProviderError(
    "not_processed",
    `The site answered ${status} to obtenerPersona`,
  );
}

/** The site's code is its owner's: what is no person is none. */
function toPerson(answer: unknown): SitePerson {
  const { miembro, reservas, pedidos, disponible } = (answer ?? {}) as Partial<
    Record<keyof SitePerson, unknown>
  >;
  if (disponible !== true) return NOBODY;
  return {
    miembro: typeof miembro === "object" && miembro !== null
      ? textsOf(miembro, Object.keys(miembro))
      : null,
    reservas: listOf(reservas).map((row) =>
      textsOf(row, ["titulo", "fecha", "estado"])
    ),
    pedidos: listOf(pedidos).map((row) =>
      textsOf(row, ["numero", "total", "fecha", "estado"])
    ),
    disponible: true,
  };
}

function listOf(rows: unknown): object[] {
  return Array.isArray(rows)
    ? rows.filter((row) => typeof row === "object" && row !== null)
      .slice(0, MOST_LISTED)
    : [];
}

function textsOf<K extends string>(
  row: object,
  names: readonly K[],
): Record<K, string> {
  const values = new Map(Object.entries(row));
  return Object.fromEntries(names.map((name) => {
    const value = values.get(name);
    const isShown = typeof value === "string" || typeof value === "number";
    return [name, isShown ? String(value).slice(0, 500) : ""];
  })) as Record<K, string>;
}
