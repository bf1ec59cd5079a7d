import { REALTIME_CHANNEL } from "../../../shared/inbox_event.ts";

/** Nobody reads anything, but each member the notices that are theirs. Wix asks once for each subscription. */
export function realtime_check_permission(
  channel: { name?: string; resourceId?: string },
  subscriber: { id?: string },
): { read: boolean } {
  const isOwn = channel?.name === REALTIME_CHANNEL &&
    typeof subscriber?.id === "string" && subscriber.id !== "" &&
    channel.resourceId === subscriber.id;
  return { read: isOwn };
}
