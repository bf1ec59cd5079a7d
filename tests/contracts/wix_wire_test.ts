import { assert, assertEquals } from "@std/assert";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  it,
} from "@std/testing/bdd";
import type { WixSandbox } from "../../scripts/sandbox/wix/app.ts";
import recorded from "../fixtures/wix-wire.json" with { type: "json" };
import { startVeloSite } from "./wix_velo_site.ts";

interface Recorded {
  call: string;
  step?: number;
  request: {
    method: string;
    path: string;
    query?: Record<string, string>;
    headers: Record<string, string>;
    body?: unknown;
  };
  accepted_by_client_not_observed_from_wix: string | { body: unknown };
}

/** Recorded with names that no site has: what they must answer instead. */
const REFUSED: Record<string, { status: number; code: string }> = {
  "getAsyncJobStatus('J1')": { status: 404, code: "WDE0073" },
  "getCurrentMember()": { status: 404, code: "MEMBER_NOT_FOUND" },
  "query(C).eq('a',1).limit(1).find() then result.next() (server gave cursors.next) 2":
    {
      status: 400,
      code: "WDE0151",
    },
};

const ANYONE = {
  insert: "ANYONE",
  update: "ANYONE",
  remove: "ANYONE",
  read: "ANYONE",
};
const ROW = {
  rev: 3,
  sids: [],
  mensajes: [],
  tags: ["x"],
  telefono: "+34600",
  estado: "x",
  old: 1,
  a: 1,
};

describe("a request that Wix's own client was seen to send", () => {
  let site: WixSandbox;
  let accessToken = "";
  beforeAll(async () => {
    site = await startVeloSite({
      members: [{
        id: "m1",
        email: "m1@example.com",
        password: "x",
        name: "M",
      }],
    });
  });
  afterAll(() => site.stop());
  beforeEach(async () => {
    await ask("DELETE", "/collections/CHATBOT");
    await ask("POST", "/collections", {
      collection: { id: "CHATBOT", permissions: ANYONE },
    });
    site.fill(
      "CHATBOT",
      ["a1", "b1", "b2", "k"].map((_id) => ({ ...ROW, _id, v: 0 })),
    );
  });

  for (
    const { call, step, request, ...rest } of recorded as unknown as Recorded[]
  ) {
    const name = step ? `${call} ${step}` : call;
    it(name, async () => {
      if (call.startsWith("createDataCollection")) {
        await ask("DELETE", "/collections/CHATBOT");
      }
      const url = new URL(request.path, site.url);
      for (const [key, value] of Object.entries(request.query ?? {})) {
        url.searchParams.set(key, value);
      }
      const headers = new Headers(request.headers);
      if (headers.get("authorization") === "AT") {
        headers.set("authorization", accessToken);
      }
      const body = request.body === undefined
        ? undefined
        : JSON.stringify(request.body);

      const response = await fetch(url, {
        method: request.method,
        headers,
        body,
      });

      const accepted = rest.accepted_by_client_not_observed_from_wix;
      const text = await response.text();
      if (typeof accepted === "string") {
        return assert(response.status < 300, text);
      }
      const refused = REFUSED[name];
      if (refused) {
        assertEquals(response.status, refused.status);
        assertEquals(
          JSON.parse(text).details.applicationError.code,
          refused.code,
        );
        return;
      }
      assertEquals(response.status, 200, text);
      assertSameShape(JSON.parse(text), accepted.body, "answer");
      accessToken = JSON.parse(text).access_token ?? accessToken;
    });
  }

  async function ask(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<void> {
    const response = await fetch(`${site.url}/wix-data/v2${path}`, {
      method,
      headers: { authorization: "API-KEY", "wix-site-id": "SITE-ID" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    await response.body?.cancel();
  }
});

/** Every field that the client reads is there, with the same type. Totals, cursors and, under a choice of fields, system fields may be missing. */
function assertSameShape(
  actual: unknown,
  accepted: unknown,
  path: string,
): void {
  if (typeof accepted !== "object" || accepted === null) {
    return assertEquals(typeof actual, typeof accepted, path);
  }
  assertEquals(Array.isArray(actual), Array.isArray(accepted), path);
  for (const [key, value] of Object.entries(accepted)) {
    const isOptional = key === "total" || key === "next" ||
      ["_owner", "_createdDate", "_updatedDate"].includes(key) ||
      (Array.isArray(actual) && actual.length === 0);
    const found = (actual as Record<string, unknown>)[key];
    if (found === undefined && isOptional) continue;
    assertSameShape(found, value, `${path}.${key}`);
  }
}
