import type { DeliveryStatus } from "./delivery.ts";

/** What the server-sent events are called. `resync`: too much was missed to tell one by one; ask for everything. */
export type InboxEventName =
  | "new_message"
  | "message_status"
  | "conversation_update"
  | "resync";

/**
 * "This changed": never what it says. The page asks for the rest, and the newest version wins,
 * so a double or a late one is harmless.
 */
export interface InboxEvent {
  /** The conversation. */
  id: string;
  /** Its key; absent when the conversation went to somebody else. */
  key?: string;
  version: number;
  message_id?: string;
  status?: DeliveryStatus;
  /** `true` when the agent no longer has the conversation. */
  lost?: true;
  /** `true` when nobody has it any more: it was erased, and whatever the page keeps of it is to go too. */
  removed?: true;
  /** ISO 8601, UTC. */
  timestamp: string;
}

/** Who has a conversation before them: the event `presence`, which has no place in the order of commits and is never resumed. */
export interface PresenceEvent {
  /** The conversation. */
  id: string;
  agente_id: number;
  nombre: string;
  escribiendo: boolean;
  /** They have left, or may not see it any more. */
  se_fue?: true;
}

/** What Wix Realtime carries: less still, because more eyes may reach it. */
export interface RealtimeNotice {
  id: string;
  version: number;
}

/** The channel of the notices; its resource is the member's id. */
export const REALTIME_CHANNEL = "inbox";
