import { type Context, Hono } from "hono";
import { wake } from "../clock.ts";
import { toAddress } from "../customers/addresses.ts";
import { writeAsCustomer } from "../customers/inbound.ts";
import { readPhone } from "../customers/phone_messages.ts";
import { knowPhone, setPhone, typingLines } from "../customers/phones.ts";
import { tapButton } from "../customers/tap.ts";
import { openPhone } from "../messages/delivery.ts";
import type { SandboxPhone } from "../records.ts";
import { phoneKey, type Sandbox } from "../state.ts";

/** What a person does with a customer's phone. Below `/sandbox/phones`. */
export function phoneControls(sandbox: Sandbox): Hono {
  return new Hono()
    .get("/", (c) => {
      const phones = [...sandbox.phones.values()];
      return c.json(phones.map((phone) => toJson(sandbox, phone)));
    })
    .post("/", async (c) => {
      const { number, name, ...settings } = await c.req.json();
      const phone = knowPhone(sandbox, { address: toAddress(number), name });
      setPhone(sandbox, phone, settings);
      return c.json(toJson(sandbox, phone), 201);
    })
    .get("/:number", (c) => c.json(toJson(sandbox, find(sandbox, c))))
    .post("/:number", async (c) => {
      const phone = find(sandbox, c);
      const { windowClosed, ...settings } = await c.req.json();
      setPhone(sandbox, phone, settings);
      if (windowClosed) phone.windows = {};
      wake(sandbox);
      return c.json(toJson(sandbox, phone));
    })
    .get(
      "/:number/messages",
      (c) => c.json(readPhone(sandbox, c.req.param("number"))),
    )
    .post(
      "/:number/open",
      (c) => c.json({ read: openPhone(sandbox, find(sandbox, c).key) }),
    )
    .post("/:number/tap", async (c) => {
      const request = tapButton(sandbox, find(sandbox, c), await c.req.json());
      const { messages: _, ...first } = await writeAsCustomer(sandbox, request);
      return c.json(first);
    });
}

function toJson(sandbox: Sandbox, phone: SandboxPhone) {
  return { ...phone, typing: typingLines(sandbox, phone) };
}

function find(sandbox: Sandbox, c: Context): SandboxPhone {
  const key = phoneKey(sandbox, c.req.param("number") ?? "");
  const phone = sandbox.phones.get(key);
  if (!phone) throw new TypeError("Cannot find that phone");
  return phone;
}
