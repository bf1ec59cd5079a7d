import type { BenchHouse } from "./house.ts";
import { type Load, prepareLoad } from "./run_load.ts";

/** Three of ten messages are a customer's first. */
export const NEW_SHARE = 0.3;

/** What is signed beforehand has to be kept until it is sent. */
const MOST_PER_SECOND = 16_000;

/** How webhooks are sent. */
export interface Sending {
  connections: number;
  seconds: number;
  /** `null`: as many as are answered. */
  perSecond: number | null;
}

/** Makes webhooks of customers old and new, ready to be sent to the companion. */
export async function prepareWebhooks(
  house: BenchHouse,
  companion: { url: string },
  { connections, seconds, perSecond }: Sending,
): Promise<Load> {
  const load = await prepareLoad({
    addressee: house.addresseeOf(companion),
    traffic: {
      count: Math.ceil(seconds * (perSecond ?? MOST_PER_SECOND)),
      run: house.nextRun(),
      knownCustomers: house.nextCustomer,
      newShare: NEW_SHARE,
    },
    connections,
    seconds,
    perSecond,
  });
  return {
    ...load,
    async run() {
      const result = await load.run();
      house.nextCustomer += result.newCustomers;
      return result;
    },
  };
}
