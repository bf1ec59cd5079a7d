import { publisher } from "@wix/realtime";
import { auth } from "@wix/essentials";
import type { ChatbotRecord } from "../../../shared/chatbot_record.ts";
import {
  REALTIME_CHANNEL,
  type RealtimeNotice,
} from "../../../shared/inbox_event.ts";
import { errorCode } from "./data_error.ts";
import { eachOf } from "./portions.ts";

const publish = auth.elevate(publisher.publish);

/** A notice is a courtesy, the page looks for itself as well: nobody waits longer than this for all of them. */
const PATIENCE_MS = 3_000;

/**
 * Tells the records' members that their conversations changed, and never what they say. Whether all
 * were told, for each record: what failed is logged and stops nothing.
 */
export async function tellMembers(
  records: readonly ChatbotRecord[],
): Promise<boolean[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLate = false;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => {
      isLate = true;
      resolve("late");
    }, PATIENCE_MS);
  });

  async function tell(member: string, notice: RealtimeNotice) {
    if (isLate) return false;
    const channel = { name: REALTIME_CHANNEL, resourceId: member };
    try {
      return await Promise.race([publish(channel, { ...notice }), late]) !==
        "late";
    } catch (error) {
      // A conversation without an id goes by the customer's number, which is nobody's business here.
      console.error("Cannot tell a member", {
        version: notice.version,
        code: errorCode((error as Error).cause ?? error),
      });
      return false;
    }
  }

  try {
    return await eachOf(records, async (record) => {
      const members = [...new Set(record.avisar ?? [])];
      const told = await eachOf(
        members,
        (member) => tell(member, noticeOf(record)),
      );
      return told.every(Boolean);
    });
  } finally {
    clearTimeout(timer);
  }
}

function noticeOf(record: ChatbotRecord): RealtimeNotice {
  return {
    id: record.conversationId ?? record.userId,
    version: record.version ?? 0,
  };
}
