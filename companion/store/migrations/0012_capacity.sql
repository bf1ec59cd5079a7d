-- Capacity: who has so many open conversations gets no other before there is room again.

create function room_of(of_agent int, capacity int) returns int language sql stable
return greatest(capacity - (
  select count(*) from (
    select from conversations c where c.agent_id = of_agent and c.state <> 'closed' and c.snoozed_until is null
    limit capacity
  ) as held
), 0)::int;
comment on function room_of is
  'How many more conversations an agent has room for: those that are closed or snoozed take none.';

alter table assignments drop constraint if exists assignments_reason_check;
alter table assignments add constraint assignments_reason_check check (reason in (
  'in_turn', 'nobody_eligible', 'waited', 'handed_over', 'handed_back', 'started', 'shared_out'
));

-- As before, and with the room of those who have a capacity.
create or replace function hold_arrivals(
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
    -- Somebody in the rotas of two lines has one room: who fills it holds it.
    perform 1 from agents a
    where a.capacity is not null and a.id in (
      select m.agent_id from rota m
      where m.line_id in (select (l->>'lineId')::int from jsonb_array_elements(added) l)
    ) order by a.id for no key update;

    select jsonb_agg(jsonb_build_object('lineId', r.line_id, 'turn', r.turn, 'rota', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'agentId', m.agent_id, 'lastTurn', m.last_turn, 'place', m.place, 'isPaused', a.paused_at is not null,
        'room', case when a.capacity is not null then room_of(a.id, a.capacity) end
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
