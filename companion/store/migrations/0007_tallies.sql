-- What the processes count together: who keeps failing, and who asks too much.

create unlogged table tallies (
  key text primary key,
  count int not null,
  since timestamptz not null
);
comment on table tallies is
  'How often something happened within a minute, over all processes, told by each of them now and then. key: what is counted, and of whom. since: when the minute began, by the clock of the database. Unlogged: worth nothing after a crash.';
create index tallies_by_age on tallies (since);
