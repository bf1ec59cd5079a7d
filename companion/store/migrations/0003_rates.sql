-- How fast we may ask other companies, for all processes of the house together.

create unlogged table rates (
  name text primary key,
  taken_until timestamptz not null default '-infinity',
  closed_until timestamptz not null default '-infinity',
  refusals int not null default 0
) with (fillfactor = 50);
comment on table rates is
  'A rate that all processes keep together, by the clock of the database. taken_until: each thing done takes its share of time, one after the other, and this is the end of the last one''s; it may be ahead of now by so much as may be done at once. closed_until: the other company said "too often", nothing is done before; refusals: how often in a row. Unlogged: what a crash forgets is a few seconds of restraint, and no commit waits for the disk. A row whose times are past says nothing and may go.';
