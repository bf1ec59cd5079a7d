-- The inbox: lines, people, conversations, messages, what came in and what was promised.

create table lines (
  id int generated always as identity primary key,
  number text not null unique,
  name text not null,
  provider text not null default 'twilio' check (provider in ('twilio')),
  account_sid text not null,
  messaging_service_sid text,
  credentials text,
  state text not null default 'active' check (state in ('active', 'stopped')),
  stopped_because text,
  created_at timestamptz not null default now()
);
comment on table lines is
  'One WhatsApp number of the business. credentials: encrypted, null when they come from the environment. stopped: the provider refuses the account, nothing is sent until that is mended.';
create index lines_by_account on lines (account_sid);

create table agents (
  id int generated always as identity primary key,
  email text not null,
  member_id text unique,
  name text not null,
  role text not null default 'agent' check (role in ('agent', 'supervisor')),
  paused_at timestamptz,
  created_at timestamptz not null default now()
);
comment on table agents is
  'Somebody who answers, or supervises. member_id: the member of the site they are bound to since their first sign-in; from then on the e-mail decides nothing.';
create unique index agents_by_email on agents (lower(email));

create table rotations (
  line_id int primary key references lines,
  turn bigint not null default 0
);
comment on table rotations is
  'The one row that whoever hands out a conversation of the line locks first. turn: how many have been handed out in turn.';

create table rota (
  line_id int not null references lines,
  agent_id int not null references agents,
  place int not null,
  last_turn bigint,
  primary key (line_id, agent_id)
);
comment on table rota is
  'Who takes turns on a line. last_turn: the turn of their last new conversation, null before the first; place: who goes first among those.';

create table conversations (
  id uuid primary key,
  line_id int not null references lines,
  address text not null,
  number text,
  name text not null,
  agent_id int references agents,
  state text not null default 'open' check (state in ('waiting', 'open', 'closed')),
  version bigint not null default 0,
  talk_turn bigint not null default 0,
  message_count int not null default 0,
  unread int not null default 0,
  last_inbound_at timestamptz,
  last_message_at timestamptz not null,
  last_message text not null default '',
  last_direction text not null default 'inbound' check (last_direction in ('inbound', 'outbound')),
  last_status text not null default 'received',
  stop_bot boolean not null default false,
  observations text not null default '',
  thread_id text,
  created_at timestamptz not null,
  check ((agent_id is null) = (state = 'waiting') or state = 'closed')
);
comment on table conversations is
  'One customer on one line. address: where the customer is answered, as the provider last wrote it; number: E.164 without +, null for who hides it. version: raised by every change; talk_turn: raised when a customer or a person speaks or it changes hands. waiting: nobody was eligible yet.';
create index conversations_of_agent on conversations (agent_id, last_message_at desc, id);
create index conversations_by_time on conversations (last_message_at desc, id);
create index conversations_waiting on conversations (line_id, created_at, id) where state = 'waiting';
create index conversations_by_number on conversations (number text_pattern_ops);

create table addresses (
  line_id int not null references lines,
  key text not null,
  conversation_id uuid not null references conversations deferrable initially deferred,
  primary key (line_id, key)
);
comment on table addresses is
  'Every way a customer is known on a line. key: one spelling for all variants of the same number, or the id that stands for a hidden one.';
create index addresses_of_conversation on addresses (conversation_id);

create table messages (
  conversation_id uuid not null references conversations,
  position int not null,
  id uuid not null unique,
  line_id int not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  author text not null check (author in ('customer', 'agent', 'bot', 'system')),
  agent_id int references agents,
  kind text not null default 'text',
  body text not null,
  details jsonb,
  media_count smallint not null default 0,
  status text not null,
  provider_sid text,
  retired_sids text[] not null default '{}',
  error_code int,
  sent_at timestamptz not null,
  attempted_at timestamptz,
  primary key (conversation_id, position)
);
comment on table messages is
  'What was said. position: 1 for the first of its conversation, without gaps. attempted_at: when handing it to the provider began; with no provider_sid beside it, nobody knows yet whether it arrived there. retired_sids: of earlier tries, which an agent has repeated.';
create unique index messages_by_sid on messages (line_id, provider_sid) where direction = 'outbound' and provider_sid is not null;

create table media (
  id uuid primary key default gen_random_uuid(),
  conversation_id uuid references conversations,
  message_id uuid,
  place smallint not null default 0,
  agent_id int references agents,
  source_url text,
  content_type text not null,
  size int,
  name text,
  state text not null default 'waiting' check (state in ('waiting', 'stored', 'gone')),
  created_at timestamptz not null default now()
);
comment on table media is
  'A file of a message, or one that an agent has uploaded and not yet sent (no message). The bytes are in the media store under its id.';
create index media_of_message on media (message_id) where message_id is not null;

create table assignments (
  id bigint generated always as identity primary key,
  line_id int not null,
  turn bigint,
  conversation_id uuid not null,
  agent_id int references agents,
  reason text not null check (reason in ('in_turn', 'nobody_eligible', 'waited', 'handed_over')),
  eligible int[] not null default '{}',
  excluded jsonb not null default '[]',
  decided_by int references agents,
  at timestamptz not null
);
comment on table assignments is
  'The ledger: each decision about who gets a conversation, with who could have and who could not and why ([{"agent": 3, "why": "paused"}]). turn: of the line, null when no turn was taken.';
create index assignments_of_conversation on assignments (conversation_id, id);
create index assignments_by_turn on assignments (line_id, turn) where turn is not null;

create table webhooks (
  line_id int not null,
  key text not null,
  kind text not null check (kind in ('message', 'status', 'wix')),
  state text not null default 'done' check (state in ('done', 'unknown_line', 'unreadable', 'unmatched')),
  params jsonb not null,
  received_at timestamptz not null,
  primary key (line_id, key)
);
comment on table webhooks is
  'The journal: everything correctly signed that came in, once. line_id 0: for no line that we know. key: what makes a repeat a repeat. unknown_line and unreadable wait for a supervisor.';
create index webhooks_unsettled on webhooks (state, received_at) where state <> 'done';

create table workers (
  id int generated always as identity primary key,
  pid int not null,
  beat_at timestamptz not null default now()
);
comment on table workers is
  'A process that does promised work. Its claims count while its database session holds the advisory lock (7001, id). beat_at: by the clock of the database.';

create table outbox_lanes (
  kind text not null,
  conversation_id uuid not null,
  last_seq bigint not null,
  done_seq bigint not null default 0,
  attempts int not null default 0,
  due_at timestamptz not null default now(),
  claimed_by int,
  cursor int not null default 0,
  state text not null default 'active' check (state in ('active', 'stopped')),
  problem text,
  problem_since timestamptz,
  primary key (kind, conversation_id)
) with (fillfactor = 70);
comment on table outbox_lanes is
  'Promised work of one kind for one conversation, in order. done_seq + 1 is its head; nothing after it runs before it is done. stopped: the head can never succeed, a person decides. Of publish lanes, seq is the version of the conversation, the head is everything up to last_seq, and cursor the position up to which the site has the messages.';
create index outbox_lanes_due on outbox_lanes (kind, due_at) where done_seq < last_seq and claimed_by is null and state = 'active';
create index outbox_lanes_claimed on outbox_lanes (claimed_by) where claimed_by is not null;
create index outbox_lanes_troubled on outbox_lanes (problem_since) where problem is not null;

create table outbox_tasks (
  kind text not null,
  conversation_id uuid not null,
  seq bigint not null,
  payload jsonb not null,
  primary key (kind, conversation_id, seq)
);
comment on table outbox_tasks is 'One promise of a lane: what to do, never how.';

create sequence change_order;

create table changes (
  id bigint generated always as identity primary key,
  seq bigint,
  conversation_id uuid not null,
  version bigint not null,
  event text not null check (event in ('new_message', 'message_status', 'conversation_update')),
  message_id uuid,
  status text,
  lost_by int,
  at timestamptz not null default now()
);
comment on table changes is
  'What pages are told. seq: its place in the order of commits, given after the commit. lost_by: the agent who no longer has the conversation; such a row is for them alone.';
create index changes_unordered on changes (id) where seq is null;
create unique index changes_in_order on changes (seq) where seq is not null;
