/** The kinds of promised work. */
export const TASK_KINDS = [
  "send_message",
  "publish_change",
  "fetch_media",
  "erase_conversation",
  "erase_site",
  "erase_thread",
  "erase_at_twilio",
  "trim_site",
] as const;

/** One of them. */
export type TaskKind = typeof TASK_KINDS[number];
