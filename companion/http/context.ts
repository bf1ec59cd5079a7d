import type { CredentialKeys } from "../inbox/line_credentials.ts";
import type { MediaStore } from "../providers/media/media_store.ts";
import type { Site } from "../providers/wix/site.ts";
import type { Bell } from "../store/bell.ts";
import type { Sql } from "../store/sql.ts";
import type { AuditDesk } from "./audit_desk.ts";
import type { EventHub } from "./event_hub.ts";
import type { Limits } from "./limits.ts";
import type { LineBook } from "./line_book.ts";
import type { MediaAddresses } from "./media_address.ts";
import type { PresenceHub } from "./presence_hub.ts";
import type { Tallies } from "./tallies.ts";

/** What the doors need. */
export interface HttpContext {
  sql: Sql;
  /** One connection for what comes in: it waits for nothing else, and looks everything up by keys. */
  arrivals: Sql;
  /** Told how many messages were committed. */
  noteArrived(count: number): void;
  bell: Pick<Bell, "ring">;
  hub: EventHub;
  presence: PresenceHub;
  audit: AuditDesk;
  lines: LineBook;
  credentialKeys: CredentialKeys;
  media: MediaStore;
  mediaAddresses: MediaAddresses;
  /** Where the built page's parts are, with a slash at its end. */
  pageParts: URL;
  /** The business's own site. */
  site: Site;
  /** Asks the provider for its templates anew. */
  templates: { refresh(): Promise<void> };
  /** Without a slash at its end. Settled when the server listens. */
  publicUrl(): string;
  siteSecrets: readonly string[];
  siteOrigins: readonly string[];
  /** Open `/metrics`; none: there is no such door. */
  metricsTokens: readonly string[];
  trustedProxies: readonly string[];
  limits: Limits;
  tallies: Tallies;
  hasTwilio: boolean;
  now(): Date;
}
