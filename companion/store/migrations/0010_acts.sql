-- What people do to a conversation beside answering, and what they say of it among themselves.

alter table conversations add column if not exists waiting_since timestamptz;
alter table conversations add column if not exists snoozed_until timestamptz;

create table if not exists labels (
  id int generated always as identity primary key,
  name text not null unique,
  color text not null
);
comment on table labels is 'What the team sorts its conversations by.';

create table if not exists conversation_labels (
  conversation_id uuid not null,
  label_id int not null references labels on delete cascade,
  primary key (conversation_id, label_id)
);
comment on table conversation_labels is 'A label that a conversation has.';

create table if not exists pins (
  agent_id int not null,
  conversation_id uuid not null,
  at timestamptz not null default now(),
  primary key (agent_id, conversation_id)
);
comment on table pins is 'A conversation that an agent keeps on top of their own list.';
create index pins_of_conversation on pins (conversation_id);

create table conversation_events (
  id bigint generated always as identity primary key,
  conversation_id uuid not null,
  kind text not null,
  agent_id int,
  note_id uuid unique,
  body text,
  details jsonb not null default '{}',
  at timestamptz not null
);
comment on table conversation_events is
  'What happened between the messages of a conversation, written with it. agent_id: whose act it was, null for nobody''s. note_id, body: an internal note under its writer''s own id, which no customer and no site is ever told; body also of a hand-over. Turns of the rotation are in assignments alone. details: {"from": 3, "to": 4} of a hand-over, {"until"} of a snooze, {"added": [], "removed": []} of labels, {"before", "now"} of a name, {"mentions": [3]} of a note.';
create index conversation_events_in_order on conversation_events (conversation_id, at, id);

insert into conversation_events (conversation_id, kind, agent_id, details, at)
select conversation_id, 'handed_over', decided_by, jsonb_build_object('from', had_it, 'to', agent_id), at
from (
  select *, lag(agent_id) over (partition by conversation_id order by id) as had_it from assignments
) as decisions
where reason = 'handed_over' order by id;

create table mentions (
  agent_id int not null,
  event_id bigint not null,
  conversation_id uuid not null,
  read_at timestamptz,
  primary key (agent_id, event_id)
);
comment on table mentions is 'Somebody whom an internal note calls.';
create index mentions_of_conversation on mentions (conversation_id);

create table hand_overs (
  conversation_id uuid primary key,
  from_agent_id int not null references agents,
  note text,
  at timestamptz not null
);
comment on table hand_overs is
  'A conversation that was handed over and that its new agent has neither accepted, answered nor returned. from_agent_id: who had it before.';

create table site_fields (
  conversation_id uuid primary key,
  stop_bot boolean,
  observations text,
  version bigint not null
);
comment on table site_fields is
  'What people here changed of the fields that are the site''s too, until it has stored them: so long its own word on them is old. null: that field was not changed. version: of the conversation, at the last change.';

create unlogged table presences (
  conversation_id uuid not null,
  agent_id int not null,
  is_typing boolean not null,
  seen_at timestamptz not null,
  primary key (conversation_id, agent_id)
);
comment on table presences is
  'Who has a conversation before them. seen_at: when their page last said so, by the database''s clock. Unlogged: after a crash all say so again.';

alter table assignments drop constraint assignments_reason_check;
alter table assignments add constraint assignments_reason_check check (
  reason in ('in_turn', 'nobody_eligible', 'waited', 'handed_over', 'handed_back')
);

create function note_return() returns trigger language plpgsql as $$
declare
  -- When the first of the new messages was said: each stands a millisecond after the one before.
  spoken_at timestamptz := new.last_message_at
    - (new.message_count - old.message_count - 1) * interval '1 millisecond';
begin
  if old.state = 'closed' then
    insert into conversation_events (conversation_id, kind, at) values (new.id, 'reopened', spoken_at);
  end if;
  if old.snoozed_until is not null then
    new.snoozed_until := null;
    insert into conversation_events (conversation_id, kind, at) values (new.id, 'woken', spoken_at);
  end if;
  return new;
end
$$;
comment on function note_return is
  'A customer wrote in a conversation that was closed or snoozed: it is back, and its events say so.';
-- Every message passes by here: the condition is all that nearly all of them pay.
create trigger conversation_returned before update on conversations for each row
when ((old.snoozed_until is not null or old.state = 'closed')
  and new.message_count > old.message_count and new.last_direction = 'inbound')
execute function note_return();
