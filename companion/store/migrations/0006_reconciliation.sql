-- Reconciliation: what each line's provider received, compared with what is here.

create table reconciliations (
  line_id int primary key references lines,
  received_until timestamptz,
  sent_until timestamptz,
  due_at timestamptz not null default now(),
  leased_by uuid,
  leased_until timestamptz,
  looked_back_at timestamptz not null default now(),
  attempts int not null default 0,
  problem text,
  failing_since timestamptz,
  finished_at timestamptz,
  brought bigint not null default 0,
  last_brought_at timestamptz
);
comment on table reconciliations is
  'How far a line is compared with its provider''s list. received_until, sent_until: by the provider''s clock, up to where its messages in and out are settled. leased_by, leased_until: the one process that compares, by the database''s clock. looked_back_at: when it last looked far back. finished_at: of the newest comparison that came to its end; problem: why the newest one did not. brought: messages that only the comparison has brought.';

create table received_counts (
  line_id int not null references lines,
  since timestamptz not null,
  at_provider int not null,
  here int not null,
  primary key (line_id, since)
);
comment on table received_counts is
  'Customers'' messages of five minutes, by the provider''s clock: how many the provider lists, and how many of those are here.';
