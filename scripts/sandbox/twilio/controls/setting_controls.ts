import { Hono } from "hono";
import { advance, now } from "../clock.ts";
import { parseRules, RULES } from "../rules.ts";
import type { DeliverySettings } from "../options.ts";
import type { Sandbox } from "../state.ts";
import { setVariants, type Variants } from "../variants.ts";

/** How the stand-in behaves: what is unknown, what may be slow, and which rules are off. */
export function settingControls(sandbox: Sandbox): Hono {
  return new Hono()
    .get("/variants", (c) => c.json(sandbox.variants))
    .post(
      "/variants",
      async (c) => c.json(setVariants(sandbox.variants, await c.req.json())),
    )
    .get("/rules", (c) => c.json({ rules: RULES, without: off(sandbox) }))
    .post("/rules", async (c) => {
      const { without = [] } = await c.req.json();
      sandbox.without = new Set(parseRules(without));
      return c.json({ rules: RULES, without: off(sandbox) });
    })
    .post(
      "/delivery",
      async (c) => c.json(setDelivery(sandbox, await c.req.json())),
    )
    .post("/media", async (c) => {
      Object.assign(sandbox.media, await c.req.json());
      return c.json(sandbox.media);
    })
    .post("/rates", async (c) => {
      Object.assign(sandbox.rates, await c.req.json());
      return c.json(sandbox.rates);
    })
    .post("/clock", async (c) => {
      const { advanceMs = 0, timeScale = sandbox.timeScale } = await c.req
        .json();
      sandbox.timeScale = timeScale;
      advance(sandbox, advanceMs);
      return c.json({ now: new Date(now(sandbox)).toISOString(), timeScale });
    });
}

/** How messages travel, and where the end of the service window shows. */
export type DeliveryRequest = Partial<
  DeliverySettings & Pick<Variants, "windowError">
>;

/** Changes how messages travel. */
export function setDelivery(
  { delivery, variants }: Sandbox,
  { windowError = variants.windowError, ...settings }: DeliveryRequest,
): DeliverySettings & Pick<Variants, "windowError"> {
  variants.windowError = windowError;
  return { ...Object.assign(delivery, settings), windowError };
}

function off({ without }: Sandbox): string[] {
  return [...without];
}
