/**
 * The rules that this stand-in holds its callers to, by name. Each may be left out when it starts, so
 * that one can prove that some test would notice. The README says where each comes from.
 */
export const RULES = {
  unique_id: "a second row with the same id is refused (WDE0074)",
  missing_row: "what is not there is neither changed nor removed (WDE0073)",
  row_id: "an id is made of letters, digits, _ and - (WDE0007)",
  field_names: "a field's name has no leading $ and no dot (WDE0134)",
  system_fields: "a patch leaves the system's own fields alone (WDE0007)",
  item_size: "a row has at most 500 KB (WDE0009)",
  item_depth: "a row is at most 50 levels deep (WDE0168)",
  filter_depth: "a filter is at most 50 levels deep (WDE0169)",
  filter_operators: "a filter has only operators that there are (WDE0070)",
  bulk_size: "a bulk call has at most 1,000 rows, or 100 patches (WDE0006)",
  page_size: "a page has 50 rows unless asked, and at most 1,000 (WDE0020)",
  unique_index: "a unique field has each value once (WDE0123)",
  index_count: "three indexes and a unique one; three fields in each (WDE0007)",
  indexed_size: "indexed values have at most 1,024 bytes (WDE0133)",
  permissions: "the collection's permissions decide who does what (WDE0027)",
  own_rows: "where only authors read, each sees only their own rows",
  administration: "collections, indexes and secrets are for administrators",
  site_key: "a key counts only together with its site",
  condition: "a change applies only to a row that meets its condition",
  whole_update: "an update replaces the whole row",
  kept_origin: "who made a row, and when, never changes",
  updated_date: "every change moves _updatedDate",
  lag: "a read that is not consistent may be behind",
  consistent_read: "a consistent read is never behind",
  hooks: "the site's data hooks run, and may refuse",
  suppressed_hooks: "no hook runs for a request that goes without them",
  collection_revision: "a collection changes only by its revision (WDE0178)",
  permission_patch: "a patch does not change permissions (WDE0075)",
  quotas: "what is asked for too often in a minute is refused",
  storage: "a full plan takes no more rows (WDE0091)",
  run_limit: "a function that runs too long is given up (504)",
  body_size: "a function takes no body above 512 KB (413)",
  body_once: "the body of a request is read once",
  web_permission: "a web method says who may call it",
  exported_methods: "only web methods can be called from a page",
  foreign_origin: "no other site's page calls a web method",
  password: "who signs in knows the password",
  member_privacy: "a member's e-mail is for themselves and the site",
  realtime_permission: "the site decides who hears a channel",
  realtime_apart: "a channel and its resources are different things",
  realtime_payload: "a notice has at most 10 KB",
} as const;

export type Rule = keyof typeof RULES;

/** The rules that hold. */
export type Rules = ReadonlySet<Rule>;

/** All rules but these. @throws {Error} for a name that no rule has */
export function rulesWithout(off: readonly string[] = []): Rules {
  const names = Object.keys(RULES) as Rule[];
  const unknown = off.filter((name) => !names.includes(name as Rule));
  if (unknown.length > 0) {
    throw new Error(`Cannot leave out rules: ${unknown.join(", ")} is unknown`);
  }
  return new Set(names.filter((name) => !off.includes(name)));
}
