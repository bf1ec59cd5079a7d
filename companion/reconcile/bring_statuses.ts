import { advance } from "../../shared/delivery.ts";
import { recordStatus } from "../inbox/record_status.ts";
import type { ListedMessage } from "../providers/twilio/client.ts";
import { readStatusesOfSent } from "../store/held_messages.ts";
import type { ReconcilingContext } from "./context.ts";

/** Moves our messages to where the list has them, where a report was lost. Answers the newest one's time. */
export async function bringStatuses(
  { sql, bell, now }: ReconcilingContext,
  lineId: number,
  { pages, since }: {
    pages: AsyncIterable<readonly ListedMessage[]>;
    since: Date;
  },
): Promise<Date | null> {
  let newest: Date | null = null;
  for await (const page of pages) {
    const outbound = page.filter(({ direction, createdAt }) =>
      direction.startsWith("outbound") && createdAt >= since
    );
    const known = await readStatusesOfSent(
      sql,
      lineId,
      outbound.map(({ sid }) => sid),
    );
    const behind = outbound.filter(({ sid, status }) => {
      const current = known.get(sid);
      return current && status && advance(current, status) !== current;
    });
    for (const { sid, status, errorCode } of behind) {
      await recordStatus(sql, {
        lineId,
        messageId: null,
        providerSid: sid,
        status,
        errorCode,
      }, now());
    }
    if (behind.length > 0) bell.ring("changes", "publish_change");
    for (const { createdAt } of outbound) {
      if (!newest || createdAt > newest) newest = createdAt;
    }
  }
  return newest;
}
