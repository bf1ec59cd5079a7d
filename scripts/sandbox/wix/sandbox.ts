import type { LogEntry } from "../controls.ts";
import type { CollectionDefinition } from "./data/collection.ts";
import type { Row } from "./data/values.ts";
import type { Member, MemberSeed } from "./platform/members.ts";
import type { Realtime } from "./platform/realtime.ts";
import type { RuntimeLimits } from "./runtime/runtime.ts";
import type { Scenario } from "./scenario.ts";
import type { Variants } from "./variants.ts";

/** What a stand-in of a Wix site begins with. */
export interface WixSandboxOptions {
  /** 0 takes any free one. */
  port: number;
  /** The folder of the built Velo repository. */
  dist: string;
  /** Where the data outlives a restart; `null`: it does not. */
  dataFile: string | null;
  siteId: string;
  apiKey: string;
  /** The site's Secrets Manager. */
  secrets: Record<string, string>;
  members: readonly MemberSeed[];
  /** In how many containers the backend runs; one, unless said otherwise. */
  containers?: number;
  /** Collections that are there from the start. Others are made by provisioning, none by itself. */
  collections?: readonly Partial<CollectionDefinition>[];
  limits?: Partial<RuntimeLimits>;
  variants?: Partial<Variants>;
  /** Rules that are not to hold, by their names in `rules.ts`. */
  without?: readonly string[];
  /** The clock of the data and of the quotas. */
  now?: () => Date;
}

/** A Wix site on this machine, and what tests and checks may do behind its back. */
export interface WixSandbox extends AsyncDisposable {
  url: string;
  port: number;
  siteId: string;
  apiKey: string;
  setSecret(name: string, value: string): void;
  addMember(seed: MemberSeed): Member;
  member(email: string): Member | null;
  /** The rows, with moments as `Date`. */
  rows(collectionId: string): Row[];
  /** Inserts rows as an administrator would; answers how many were new. */
  fill(collectionId: string, rows: readonly object[]): number;
  /** Changes take effect at once. */
  variants: Variants;
  /** Begins a scenario of misfortunes, which the seed decides. */
  begin(scenario: Partial<Scenario>): Scenario;
  /** Puts new containers in the place of all: what runs in them is cut off. */
  recycle(): Promise<void>;
  published: Realtime["published"];
  log(): LogEntry[];
  stop(): Promise<void>;
}
