-- What comes in costs less: one row of changes a commit, and no keys looked up that the transaction itself has just locked.

create table commits (
  id bigint generated always as identity primary key,
  place bigint,
  size int not null,
  is_for_pages boolean not null default false,
  changes jsonb not null,
  at timestamptz not null
);
comment on table commits is
  'What each transaction changed: what pages are told, and the promise to tell the site. changes: [{"conversationId", "version", "event", "messageId", "status", "lostBy"}], size how many. place: of the last of them in the order of commits, given after the commit together with the lanes that publish them; the others have the places before it. is_for_pages: the site is not told. lostBy: the agent who no longer has the conversation; such a change is for them alone.';

insert into commits (place, size, changes, at)
select seq, 1, jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
  'conversationId', conversation_id, 'version', version, 'event', event, 'messageId', message_id, 'status', status,
  'lostBy', lost_by
))), at
from changes order by id;
drop table changes;

create index commits_unplaced on commits (id) where place is null;
create unique index commits_in_order on commits (place) where place is not null;

create view changes as
select t.place - t.size + c.number as seq, c.conversation_id, c.version, c.event, c.message_id, c.status, c.lost_by, t.at
from commits t
cross join lateral rows from (jsonb_to_recordset(t.changes) as (
  "conversationId" uuid, version bigint, event text, "messageId" uuid, status text, "lostBy" int
)) with ordinality as c (conversation_id, version, event, message_id, status, lost_by, number);
comment on view changes is 'Each change by itself, as people read them. seq: its place, null before it has one.';

-- Looked up for each message that comes in, and never what they guard against: these rows are written by the transaction that holds what they refer to.
alter table messages drop constraint messages_conversation_id_fkey;
alter table addresses drop constraint addresses_conversation_id_fkey;
alter table conversations drop constraint conversations_line_id_fkey;
alter table conversations drop constraint conversations_agent_id_fkey;
alter table addresses drop constraint addresses_line_id_fkey;
alter table assignments drop constraint assignments_agent_id_fkey;

create function hold_arrivals(
  line_ids int[], keys text[], new_conversation_ids uuid[], message_ids uuid[],
  out added jsonb, out held_rotations jsonb, out customers jsonb, out stored uuid[], out has_erased boolean
) language plpgsql as $$
#variable_conflict use_column
begin
  with learnt as (
    insert into addresses (line_id, key, conversation_id)
    select a.line_id, a.key, a.conversation_id
    from unnest(line_ids, keys, new_conversation_ids) as a (line_id, key, conversation_id)
    order by a.line_id, a.key
    on conflict do nothing
    returning line_id, key
  )
  select coalesce(jsonb_agg(jsonb_build_object('lineId', l.line_id, 'key', l.key)), '[]') into added from learnt l;

  held_rotations := '[]';
  if added <> '[]' then
    -- Held first, and read in the next statement: it sees the world after the wait.
    perform 1 from rotations r
    where r.line_id in (select (l->>'lineId')::int from jsonb_array_elements(added) l)
    order by r.line_id for update;

    select jsonb_agg(jsonb_build_object('lineId', r.line_id, 'turn', r.turn, 'rota', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'agentId', m.agent_id, 'lastTurn', m.last_turn, 'place', m.place, 'isPaused', a.paused_at is not null
      ) order by m.place), '[]')
      from rota m join agents a on a.id = m.agent_id where m.line_id = r.line_id
    ))) into held_rotations
    from rotations r where r.line_id in (select (l->>'lineId')::int from jsonb_array_elements(added) l);
  end if;

  select coalesce(jsonb_agg(to_jsonb(held)), '[]') into customers
  from (
    select a.line_id, a.key, c.id, c.address, c.number, c.name, c.agent_id, c.state, c.version, c.talk_turn,
      c.message_count, c.unread, c.last_inbound_at, c.last_message_at, c.last_message, c.last_direction, c.last_status,
      c.stop_bot, c.observations, c.thread_id, c.created_at
    from unnest(line_ids, keys) as wanted (line_id, key)
    join addresses a on a.line_id = wanted.line_id and a.key = wanted.key
    join conversations c on c.id = a.conversation_id
    order by c.id for update of c
  ) as held;

  select coalesce(array_agg(m.id), '{}') into stored from messages m where m.id = any(message_ids);
  select exists (select from erased_sids) into has_erased;
end
$$;
comment on function hold_arrivals is
  'Waits for all that arriving messages change, in the order in which everybody waits: addresses, rotations of lines with newcomers, conversations. Each statement sees what the one before has waited for; the last one finds messages that somebody else has stored meanwhile. added: keys that nobody had, now of their new conversation.';

create function order_commits(at_once int) returns int language plpgsql as $$
declare
  ordered int;
begin
  -- One at a time, and only then read: the next statement sees what the one before has numbered.
  perform pg_advisory_xact_lock(7002);

  with waiting as (
    select id, sum(size) over (order by id) as upto from commits where place is null order by id limit at_once
  ), start as (
    select setval('change_order', last_value + total) - total as place
    from change_order, (select max(upto)::bigint as total from waiting) as w where total is not null
  ), placed as (
    update commits c set place = start.place + waiting.upto from waiting, start where c.id = waiting.id
    returning c.is_for_pages, c.changes
  ), promised as (
    insert into outbox_lanes as lane (kind, conversation_id, last_seq)
    select 'publish_change', ch."conversationId", max(ch.version)
    from placed cross join lateral jsonb_to_recordset(placed.changes) as ch ("conversationId" uuid, version bigint)
    where not placed.is_for_pages
    group by ch."conversationId" order by ch."conversationId"
    on conflict (kind, conversation_id) do update set last_seq = greatest(lane.last_seq, excluded.last_seq)
  )
  select count(*) into ordered from placed;
  return ordered;
end
$$;
comment on function order_commits is
  'Gives commits their places, in the order in which they are found, and fills the lanes that publish what they changed.';
