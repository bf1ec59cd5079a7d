import type { Sql } from "./sql.ts";

/** How fast something may be done, by all processes together. */
export interface Rate {
  /** Whoever uses the same name shares it. */
  name: string;
  /** The share of time that one takes. */
  everyMs: number;
  /** How far what is taken may be ahead of the time: what may be done at once after a rest. */
  aheadMs: number;
}

/** A turn that was taken: to be used after so long, and not before. */
export interface Turn {
  waitMs: number;
  /** Whether the other company has said "too often" since something last went well. */
  wasRefused: boolean;
}

const FIRST_CLOSED_MS = 500;
const LONGEST_CLOSED_MS = 60_000;

/**
 * Takes a turn, in one statement that waits for no disk. `null`, and nothing is taken, when it would
 * have to wait longer than `patienceMs`. A turn of many (`cost`) may run into debt: the next ones wait for it.
 */
export async function takeTurn(
  sql: Sql,
  rate: Rate,
  { cost = 1, patienceMs = 0 }: { cost?: number; patienceMs?: number } = {},
): Promise<Turn | null> {
  const costMs = cost * rate.everyMs;
  const [turn] = await sql<Turn[]>`
    insert into rates as r (name, taken_until)
    values (${rate.name}, clock_timestamp() + ${ms(sql, costMs)})
    on conflict (name) do update set
      taken_until = greatest(r.taken_until, clock_timestamp()) + ${
    ms(sql, costMs)
  }
    where ${opensAt(sql, rate)} <= clock_timestamp() + ${ms(sql, patienceMs)}
    returning refusals > 0 as was_refused, ${
    untilThen(
      sql,
      sql`greatest(taken_until - ${
        ms(sql, costMs + rate.aheadMs)
      }, closed_until)`,
    )
  } as wait_ms
  `;
  return turn ?? null;
}

/** How long until a turn may be taken and used at once; 0: now. */
export async function readWaitMs(sql: Sql, rate: Rate): Promise<number> {
  const [row] = await sql<{ waitMs: number }[]>`
    select ${
    untilThen(sql, opensAt(sql, rate))
  } as wait_ms from rates r where name = ${rate.name}
  `;
  return row?.waitMs ?? 0;
}

/** Says that what was asked went well, and that it took so much more than its turn, or less. */
export async function settleTurn(
  sql: Sql,
  rate: Rate,
  more: number,
): Promise<void> {
  await sql`
    update rates set taken_until = taken_until + ${
    ms(sql, more * rate.everyMs)
  },
      refusals = case when closed_until <= clock_timestamp() then 0 else refusals end
    where name = ${rate.name}
  `;
}

/**
 * Says that the other company was asked too often: nobody asks again for a while, which doubles with
 * each time up to a minute. Answers how long that is. Those who are told the same meanwhile add nothing to it.
 */
export async function closeRate(sql: Sql, rate: Rate): Promise<number> {
  await sql`
    insert into rates as r (name, closed_until, refusals)
    values (${rate.name}, clock_timestamp() + ${ms(sql, FIRST_CLOSED_MS)}, 1)
    on conflict (name) do update set refusals = r.refusals + 1,
      closed_until = clock_timestamp()
        + least(${LONGEST_CLOSED_MS}, ${FIRST_CLOSED_MS} * 2 ^ least(r.refusals, 16)) * interval '1 millisecond'
    where r.closed_until <= clock_timestamp()
  `;
  return await readWaitMs(sql, rate);
}

/** Forgets the rates that nothing was taken of for a while: they say no more than those that never were. */
export async function removeIdleRates(sql: Sql): Promise<void> {
  await sql`
    delete from rates
    where greatest(taken_until, closed_until) < clock_timestamp() - interval '10 minutes'
  `;
}

function opensAt(sql: Sql, { aheadMs }: Rate) {
  return sql`greatest(r.taken_until - ${ms(sql, aheadMs)}, r.closed_until)`;
}

function untilThen(sql: Sql, then: ReturnType<typeof opensAt>) {
  return sql`greatest(0, ceil(extract(epoch from ${then} - clock_timestamp()) * 1000))::float8`;
}

function ms(sql: Sql, count: number) {
  return sql`${count}::float8 * interval '1 millisecond'`;
}
