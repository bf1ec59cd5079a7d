import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { allRoutes, anyMethodPaths } from "./access_routes.ts";
import { type House, knock, RULES } from "./access_rules.ts";
import { startInbox } from "./inbox.ts";

const KEY = "573330000001";

/** Signatures and tokens of their own decide there, or there is nothing of anybody's. */
const OPEN_TO_ANYBODY = [
  "GET /docs",
  "GET /docs/:file",
  "GET /docs/start.js",
  "GET /health",
  "GET /media/:id",
  "GET /metrics",
  "GET /openapi.json",
  "GET /page/:file",
  "POST /webhook/twilio",
  "POST /webhook/twilio/status",
  "POST /webhook/wix",
];

describe("each door of the agents' interface", () => {
  let house: House;
  beforeAll(async () => {
    const inbox = await startInbox({ agents: ["ana", "luis", "eva"] });
    for (const name of ["luis", "eva"]) await inbox.pause(name, true);
    await inbox.twilio.inbound({ from: `+${KEY}`, body: "Hola" });
    await inbox.pause("luis", false);
    const { json } = await inbox.reply("ana", KEY, "Buenos días");
    await inbox.settle();
    house = {
      inbox,
      key: KEY,
      ana: await inbox.agentId("ana"),
      eva: await inbox.agentId("eva"),
      messageId: json.message_id,
    };
  });
  afterAll(async () => await house.inbox[Symbol.asyncDispose]());

  it("has a rule of who may pass", () => {
    const doors = allRoutes().filter((route) =>
      route.includes(" /api/") || route === "GET /health/detail"
    );

    assertEquals(Object.keys(RULES).sort(), doors);
  });

  it("is none of those that are open to who has no token", () => {
    const others = allRoutes().filter((route) => !Object.hasOwn(RULES, route));

    assertEquals(others, OPEN_TO_ANYBODY);
  });

  it("is known by its method: what takes any is no door", () => {
    const doors = allRoutes().map((route) => route.split(" ")[1]);
    const any = anyMethodPaths().filter((path) =>
      !path.endsWith("*") && !doors.includes(path)
    );

    assertEquals(any, []);
  });

  for (const [route, rule] of Object.entries(RULES)) {
    it(`keeps it: ${route}`, async () => {
      const statuses = [];
      for (const name of [null, "ana", "luis", "eva", "sofia"]) {
        statuses.push((await knock(name, route, house)).status);
      }

      assertEquals(statuses, rule.statuses);
    });
  }
});
