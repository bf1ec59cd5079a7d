import { type Context, Hono } from "hono";
import { addAccount } from "../accounts/accounts.ts";
import { setApproval } from "../content/approval.ts";
import { toAddress } from "../customers/addresses.ts";
import type { Line } from "../records.ts";
import { addLine, firstLine, lineOf } from "../senders/lines.ts";
import type { Sandbox } from "../state.ts";

/** What happens to the business at Twilio and Meta: accounts, senders, services, templates. */
export function businessControls(sandbox: Sandbox): Hono {
  return new Hono()
    .get("/line", (c) => c.json({ number: firstLine(sandbox).address }))
    .get("/lines", (c) => c.json([...sandbox.lines.values()]))
    .post("/lines", async (c) => {
      const { number, accountSid, webhook } = await c.req.json();
      const first = firstLine(sandbox);
      const line = addLine(sandbox, {
        accountSid: accountSid ?? first.accountSid,
        address: toAddress(number),
        webhook: { ...first.webhook, ...webhook },
      });
      return c.json(line, 201);
    })
    .post("/lines/:number", async (c) => {
      const line = find(sandbox, c);
      const { status = line.status, isLocked = line.isLocked, webhook } =
        await c.req.json();
      Object.assign(line, { status, isLocked });
      Object.assign(line.webhook, webhook);
      return c.json(line);
    })
    .post("/accounts", async (c) => {
      const { friendlyName = "Relevo (local)", ...given } = await c.req.json();
      return c.json(addAccount(sandbox, { friendlyName, ...given }), 201);
    })
    .post("/services/:sid", async (c) => {
      const service = sandbox.services.get(c.req.param("sid"));
      if (!service) throw new TypeError("Cannot find that service");
      const { advancedOptOut = service.advancedOptOut } = await c.req.json();
      service.advancedOptOut = advancedOptOut;
      return c.json({ sid: service.sid, advancedOptOut });
    })
    .post("/contents/:sid", async (c) => {
      const content = sandbox.contents.get(c.req.param("sid"));
      if (!content) throw new TypeError("Cannot find that content");
      setApproval(sandbox, content, await c.req.json());
      return c.json(content.approval);
    });
}

function find(sandbox: Sandbox, c: Context): Line {
  const line = lineOf(sandbox, toAddress(c.req.param("number") ?? ""));
  if (!line) throw new TypeError("Cannot find that line");
  return line;
}
