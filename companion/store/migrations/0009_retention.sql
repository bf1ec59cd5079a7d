-- Retention: what was erased stays erased, and there are receipts that say so.

create table sid_keys (
  id int generated always as identity primary key,
  sealed text not null
);
comment on table sid_keys is
  'Keys of the hashes in erased_sids, sealed by ENCRYPTION_KEY. The newest that opens is used, all that open are tried.';

create table erased_sids (
  hash bytea primary key,
  erased_at timestamptz not null
);
comment on table erased_sids is
  'What stays of an erased message: a keyed hash of the name that the provider gave it, or that we gave it ourselves, so that it never comes back.';

create table erasures (
  id uuid primary key,
  asked_at timestamptz not null,
  asked_by int references agents,
  is_at_provider boolean not null,
  conversation_ids uuid[] not null,
  counts jsonb not null default '{}'
);
comment on table erasures is
  'A receipt: which conversations were erased, and how much of what, {"mensajes": 3}. asked_by: null when their time was over. is_at_provider: the provider''s copy too. What is still promised is in the lanes of those conversations.';
create index erasures_of_conversation on erasures using gin (conversation_ids);

-- A conversation is gone at once; its messages and files follow in portions, in transactions of their own.
alter table media drop constraint if exists media_conversation_id_fkey;
alter table messages drop constraint if exists messages_conversation_id_fkey;
alter table addresses drop constraint if exists addresses_conversation_id_fkey;

create index media_unattended on media (created_at) where message_id is null;
create index webhooks_passing on webhooks (received_at) where kind <> 'message';
create index addresses_by_key on addresses (key);
