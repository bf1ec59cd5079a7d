import { Refusal } from "../../shared/refusal.ts";
import {
  addLabel,
  type Label,
  removeLabel,
  setLabel,
} from "../store/labels.ts";
import type { Sql } from "../store/sql.ts";
import { isTaken } from "../store/taken.ts";

/**
 * Gives the team a new label. Of two at once by the same name one is made.
 * @throws {Refusal} `conflict`
 */
export async function createLabel(
  sql: Sql,
  label: Omit<Label, "id">,
): Promise<Label> {
  const made = await addLabel(sql, label);
  if (!made) throw alike();
  return made;
}

/**
 * Calls a label otherwise, or gives it another colour, wherever it is.
 * @throws {Refusal} `not_found`, `conflict`
 */
export async function changeLabel(
  sql: Sql,
  id: number,
  change: Partial<Omit<Label, "id">>,
): Promise<Label> {
  const changed = await setLabel(sql, id, change).catch((error) => {
    throw isTaken(error) ? alike() : error;
  });
  if (!changed) throw none();
  return changed;
}

/**
 * Takes a label away, and off every conversation.
 * @throws {Refusal} `not_found`
 */
export async function dropLabel(sql: Sql, id: number): Promise<void> {
  if (!await removeLabel(sql, id)) throw none();
}

function alike(): Refusal {
  return new Refusal("conflict", "Cannot label: another is called so");
}

function none(): Refusal {
  return new Refusal("not_found", "Cannot label: no such label");
}
