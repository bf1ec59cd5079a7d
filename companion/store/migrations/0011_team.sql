-- The list, filtered and in other orders; the team's own things; what is said, found by its words.

alter table conversations add column if not exists waiting_since timestamptz;
alter table conversations add column if not exists snoozed_until timestamptz;
update conversations set waiting_since = last_message_at
where last_direction = 'inbound' and message_count > 0 and state <> 'closed';

-- Those that are closed lie apart: no message touches them, and who wants the others comes by none of them.
drop index conversations_of_agent, conversations_by_time;
create index conversations_of_agent on conversations (agent_id, last_message_at desc, id) include (search)
where state <> 'closed';
create index conversations_by_time on conversations (last_message_at desc, id) include (search)
where state <> 'closed';
create index conversations_closed_of_agent on conversations (agent_id, last_message_at desc, id) include (search)
where state = 'closed';
create index conversations_closed_by_time on conversations (last_message_at desc, id) include (search)
where state = 'closed';
-- The one index that a customer's message adds to; an answer adds nothing to it.
create index conversations_unanswered on conversations (waiting_since, id) include (agent_id)
where waiting_since is not null or unread > 0;
create index conversations_snoozed on conversations (snoozed_until) where snoozed_until is not null;

create table if not exists labels (
  id int generated always as identity primary key,
  name text not null unique,
  color text not null
);
create table if not exists conversation_labels (
  conversation_id uuid not null,
  label_id int not null references labels on delete cascade,
  primary key (conversation_id, label_id)
);
create index if not exists conversation_labels_of_label on conversation_labels (label_id, conversation_id);
create table if not exists pins (
  agent_id int not null,
  conversation_id uuid not null,
  at timestamptz not null default now(),
  primary key (agent_id, conversation_id)
);

create table quick_replies (
  id int generated always as identity primary key,
  agent_id int references agents,
  shortcut text not null,
  body text not null,
  unique nulls not distinct (agent_id, shortcut)
);
comment on table quick_replies is
  'What is written often, by its shortcut. agent_id: whose own it is, null for the team''s.';

alter table agents add column capacity int check (capacity >= 0);
comment on column agents.capacity is
  'How many open conversations, neither closed nor snoozed, keep somebody from getting the next; null: none do.';

alter table assignments drop constraint if exists assignments_reason_check;
alter table assignments add constraint assignments_reason_check check (reason in (
  'in_turn', 'nobody_eligible', 'waited', 'handed_over', 'handed_back', 'started', 'shared_out'
));

create table open_pages (
  companion text not null,
  agent_id int not null,
  seen_at timestamptz not null,
  is_open boolean not null,
  primary key (agent_id, companion)
);
comment on table open_pages is
  'In which companion an agent has a page open, and when that was last so, by the database''s clock. Each companion repeats it; one that fell silent holds nobody''s page.';

create table templates (
  account_sid text not null,
  id text not null,
  name text not null,
  language text not null,
  type text not null,
  body text not null,
  variables text[] not null,
  category text,
  status text not null,
  primary key (account_sid, id)
);
comment on table templates is
  'What the provider has of an account''s templates. status: whether WhatsApp lets it open a conversation, in its own words.';

create table template_reads (
  account_sid text primary key,
  asked_at timestamptz not null,
  read_at timestamptz,
  problem text
);
comment on table template_reads is
  'When an account''s templates were last asked for, by whichever process, and last read whole.';

create table message_texts (
  seq bigint generated always as identity primary key,
  conversation_id uuid not null,
  position int not null,
  words tsvector not null,
  unique (conversation_id, position)
);
comment on table message_texts is
  'The words of each message, without case or accents, filled behind the messages. seq: in the order in which they were filled, which is nearly that in which they were said. words: with ''#n'', n being seq / 131072: what is common is looked for in one such heap after the other, the newest first.';
create index message_texts_by_word on message_texts using gin (words) with (gin_pending_list_limit = 512);

create table message_text_places (
  is_one boolean primary key default true check (is_one),
  place bigint not null,
  last_conversation uuid,
  last_position int not null default 0,
  is_caught_up boolean not null
);
comment on table message_text_places is
  'How far message_texts is: place, in the order of commits; and, until it is caught up, the message among those from before.';
insert into message_text_places (place, is_caught_up)
select coalesce((select max(place) from commits), 0), not exists (select from messages);
