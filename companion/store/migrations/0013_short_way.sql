-- What nearly every batch of arriving messages is: texts of customers with one address each. One call takes it in.

create function receive_plainly(
  line int, at timestamptz,
  -- Of each customer: their address, how many messages, and what these make of the conversation.
  keys text[], new_ids uuid[], firsts int[], counts int[], addresses text[], numbers text[], names text[],
  profile_names text[], previews text[],
  -- Of each message, in the order of arrival: whose it is (a place in the arrays above) and which of theirs.
  customers int[], ranks int[], ids uuid[], kinds text[], bodies text[], details jsonb[], sids text[],
  journal_keys text[], params jsonb[],
  -- What recognises these messages, should they have been erased; null while nothing ever was.
  sid_hashes bytea[]
) returns void language plpgsql as $$
#variable_conflict use_column
declare
  new_keys text[];
  conversation_ids uuid[];
  found_customers int;
begin
  with learnt as (
    insert into addresses (line_id, key, conversation_id)
    select receive_plainly.line, a.key, a.id from unnest(receive_plainly.keys, new_ids) as a (key, id) order by a.key
    on conflict do nothing
    returning key
  )
  select array_agg(key) into new_keys from learnt;

  if new_keys is not null then
    -- Held first, and read in the next statement: it sees the world after the wait.
    perform 1 from rotations r where r.line_id = receive_plainly.line for update;
    if exists (
      select from rota r join agents a on a.id = r.agent_id where r.line_id = receive_plainly.line and a.capacity is not null
    ) then
      raise exception 'Not plain: room is to be counted' using errcode = 'RL001';
    end if;
  end if;

  select array_agg((
    select a.conversation_id from addresses a where a.line_id = receive_plainly.line and a.key = k.key
  ) order by k.place) into conversation_ids
  from unnest(receive_plainly.keys) with ordinality as k (key, place);
  perform 1 from conversations c where c.id = any (conversation_ids) order by c.id for update;

  with customer as (
    select t.*, new_keys is not null and t.key = any (new_keys) as is_new from unnest(
      receive_plainly.keys, conversation_ids, firsts, counts, receive_plainly.addresses, numbers, names, profile_names, previews
    ) with ordinality as t (key, conversation_id, first, n, address, number, name, profile_name, preview, place)
  ), known as (
    update conversations c set version = c.version + k.n, talk_turn = c.talk_turn + k.n,
      message_count = c.message_count + k.n, unread = c.unread + k.n, address = k.address,
      number = coalesce(c.number, k.number),
      -- A name that a person or the customer gave is never overwritten.
      name = case when k.profile_name is not null and (c.name = 'Cliente sin número' or c.name !~ '[^+\d\s]')
        then k.profile_name else c.name end,
      state = case when c.state <> 'closed' then c.state when c.agent_id is null then 'waiting' else 'open' end,
      last_inbound_at = receive_plainly.at,
      last_message_at = greatest(receive_plainly.at, c.last_message_at + interval '1 millisecond')
        + (k.n - 1) * interval '1 millisecond',
      last_message = k.preview, last_direction = 'inbound', last_status = 'received',
      waiting_since = coalesce(c.waiting_since, greatest(receive_plainly.at, c.last_message_at + interval '1 millisecond')
        + (k.n - 1) * interval '1 millisecond')
    from customer k
    where not k.is_new and c.id = k.conversation_id
    returning k.place, c.id, c.version, c.message_count, c.last_message_at, k.n
  ), rota_now as (
    select r.agent_id, r.last_turn, r.place, a.paused_at is not null as is_paused
    from rota r join agents a on a.id = r.agent_id
    where r.line_id = receive_plainly.line and new_keys is not null
  ), eligible as (
    select agent_id, row_number() over (order by last_turn nulls first, place) - 1 as seat, count(*) over () as seats
    from rota_now where not is_paused
  ), newcomer as (
    select t.*, row_number() over (order by t.first) as nth from customer t where t.is_new
  ), decided as (
    select n.*, e.agent_id, case when e.agent_id is not null then r.turn + n.nth end as turn
    from newcomer n
    join rotations r on r.line_id = receive_plainly.line
    left join eligible e on e.seat = (n.nth - 1) % e.seats
  ), opened as (
    insert into conversations (
      id, line_id, address, number, name, agent_id, state, version, talk_turn, message_count, unread,
      last_inbound_at, last_message_at, last_message, last_direction, last_status, created_at, waiting_since
    )
    select conversation_id, receive_plainly.line, address, number, coalesce(profile_name, name), agent_id,
      case when agent_id is null then 'waiting' else 'open' end, n, n, n, n,
      receive_plainly.at, receive_plainly.at + (n - 1) * interval '1 millisecond', preview, 'inbound', 'received',
      receive_plainly.at, receive_plainly.at
    from decided
  ), turned as (
    update rota r set last_turn = d.turn
    from (select agent_id, max(turn) as turn from decided where turn is not null group by agent_id) as d
    where r.line_id = receive_plainly.line and r.agent_id = d.agent_id
  ), counted as (
    update rotations r set turn = d.turn from (select max(turn) as turn from decided) as d
    where r.line_id = receive_plainly.line and d.turn is not null
  ), noted as (
    insert into assignments (line_id, turn, conversation_id, agent_id, reason, eligible, excluded, at)
    select receive_plainly.line, d.turn, d.conversation_id, d.agent_id,
      case when d.turn is null then 'nobody_eligible' else 'in_turn' end, who.eligible, who.excluded, receive_plainly.at
    from decided d cross join (
      select coalesce(array_agg(agent_id order by place) filter (where not is_paused), '{}') as eligible,
        coalesce(jsonb_agg(jsonb_build_object('agent', agent_id, 'why', 'paused') order by place)
          filter (where is_paused), '[]') as excluded
      from rota_now
    ) as who
    order by d.nth
  ), spoken as (
    select place, id, version, message_count, last_message_at, n from known
    union all
    select place, conversation_id, n, n, receive_plainly.at + (n - 1) * interval '1 millisecond', n from decided
  ), said as (
    select m.*, s.id as conversation_id, s.message_count - s.n + m.rank as position, s.version - s.n + m.rank as version,
      s.last_message_at - (s.n - m.rank) * interval '1 millisecond' as sent_at
    from unnest(customers, ranks, ids, kinds, bodies, details, sids) with ordinality
      as m (customer, rank, id, kind, body, details, sid, nth)
    join spoken s on s.place = m.customer
  ), stored as (
    insert into messages (
      conversation_id, position, id, line_id, direction, author, kind, body, details, status, provider_sid, sent_at
    )
    select conversation_id, position, id, receive_plainly.line, 'inbound', 'customer', kind, body, details, 'received',
      sid, sent_at
    from said
  ), journal as (
    insert into webhooks (line_id, key, kind, params, received_at)
    select receive_plainly.line, j.key, 'message', j.params, receive_plainly.at
    from unnest(journal_keys, receive_plainly.params) as j (key, params) order by j.key
  ), told as (
    insert into commits (size, changes, at)
    select count(*), jsonb_agg(jsonb_build_object(
      'conversationId', conversation_id, 'version', version, 'event', 'new_message', 'messageId', id
    ) order by nth), receive_plainly.at
    from said
  )
  select count(*) into found_customers from spoken;

  if found_customers <> cardinality(receive_plainly.keys) then
    raise exception 'Not plain: a customer is known by several addresses, or was erased just now' using errcode = 'RL001';
  end if;
  -- Asked last, when all that is waited for is held: nothing slips through.
  if sid_hashes is null then
    if exists (select from erased_sids) then
      raise exception 'Not plain: there are erased messages to be recognised' using errcode = 'RL002';
    end if;
  elsif exists (select from erased_sids e where e.hash = any (sid_hashes)) then
    raise exception 'Not plain: a message was erased' using errcode = 'RL001';
  end if;
end
$$;
comment on function receive_plainly is
  'Takes in plain messages of one line whole or not at all: addresses, rotation, conversations, messages, journal, ledger, changes, waiting for them in the order in which everybody waits. What isn''t plain after all ends it with RL001, RL002 (hashes are needed) or a unique violation (a repeat); the long way takes it in then.';
