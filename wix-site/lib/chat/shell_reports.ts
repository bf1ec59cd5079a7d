import type { DialogName } from "./act_reports.ts";
import type { ConversationAct } from "./acts_client.ts";
import type { DeviceSettings } from "./device_settings.ts";
import type { ListView } from "./list_view.ts";
import type { AgentChange } from "./team_client.ts";

/** What is done with the open conversation, or where it is shown, by a key or a command. */
export type PageAct =
  | "answer"
  | "hand_over"
  | "snooze"
  | "labels"
  | "close_or_reopen"
  | "pin"
  | "contact"
  | "leave"
  | "next"
  | "previous";

/** The sheets that open beside the list. */
export type PanelName = "filters" | "settings" | "keys" | "mentions";

/** What people do with the list, the page itself and the team, by the name of its report. */
export interface ShellReports {
  "list-view": Partial<ListView>;
  /** The keyboard wants to go into the list. */
  "list-focus": undefined;
  "row-menu": { id: string; x: number; y: number };
  "row-menu-close": undefined;
  "row-act": { id: string; act: ConversationAct; done?: string };
  /** A dialog about a row; `agentId`: who is chosen in it to begin with. */
  "row-dialog": { id: string; dialog: DialogName; agentId?: number };
  "row-mute": { id: string };
  "row-drag": { id: string };
  /** A dragged row was let go: on somebody, or nowhere. */
  "row-drop": { agentId: number | null };
  "panel-open": { panel: PanelName };
  /** A sheet's content is done with. */
  "panel-close": undefined;
  /** A sheet is no longer shown. */
  "panel-closed": undefined;
  "commands-open": undefined;
  "commands-closed": undefined;
  "search-focus": undefined;
  "settings-change": Partial<DeviceSettings>;
  "notice-try": undefined;
  "team-toggle": undefined;
  /** A command of the bar or the keyboard that only the page can do. */
  "page-do": { what: PageAct };
  "agent-change": { id: number; change: AgentChange };
}
