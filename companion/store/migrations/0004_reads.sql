-- What the list and the search read, instead of counting and scanning all conversations.

do $$
begin
  create extension if not exists pg_trgm;
exception when others then
  raise exception
    'The search needs the extension pg_trgm, which this user may not create here (%). Let an administrator run in this database: create extension pg_trgm',
    sqlerrm;
end
$$;

-- Without case or accents: people look for "maria" and mean "María".
create function plain_text(words text) returns text
language sql immutable parallel safe
return lower(case when octet_length(words) = length(words) then words
  else regexp_replace(normalize(words, nfkd), '[\u0300-\u036f]', '', 'g') end);

-- The words of the name, each after a space, and the number on a line of its own. Bounded: an index holds it.
create function search_text(name text, number text) returns text
language sql immutable parallel safe
return ' ' || left(plain_text(name), 200) || E'\n' || coalesce(number, '');

-- What finds a part of it with LIKE.
create function part_pattern(part text) returns text
language sql immutable parallel safe
return '%' || regexp_replace(plain_text(part), '([\\%_])', '\\\1', 'g') || '%';

alter table conversations add column search text not null default '';
update conversations set search = search_text(name, number);

create table holdings (
  agent_id int not null,
  line_id int not null,
  id bigint generated always as identity,
  conversations bigint not null,
  touched uuid[],
  primary key (agent_id, line_id, id)
);
comment on table holdings is
  'How many conversations each has, as a sum: whoever changes it adds a row and waits for nobody, and rows are folded together later. agent_id 0: nobody. touched: conversations that came, went or are called otherwise, which conversation_texts does not know yet.';

create table conversation_texts (
  conversation_id uuid primary key,
  line_id int not null,
  text text not null
);
comment on table conversation_texts is
  'What conversations are found by, as conversations.search has it. Apart from it, and behind it by as much as holdings say: every message writes its conversation anew, and would write the index of parts with it.';

insert into holdings (agent_id, line_id, conversations)
select coalesce(agent_id, 0), line_id, count(*) from conversations group by 1, 2;
insert into conversation_texts (conversation_id, line_id, text)
select id, line_id, search from conversations;
create index conversation_texts_by_part on conversation_texts
using gin (text gin_trgm_ops) with (gin_pending_list_limit = 256);

-- The list's order, with what a search compares: the newest are looked through without touching a row.
drop index conversations_of_agent, conversations_by_time, conversations_by_number;
create index conversations_of_agent on conversations (agent_id, last_message_at desc, id) include (search);
create index conversations_by_time on conversations (last_message_at desc, id) include (search);
alter table conversations set (autovacuum_vacuum_scale_factor = 0.05);

create function prepare_conversation() returns trigger language plpgsql as $$
begin
  new.search := search_text(new.name, new.number);
  return new;
end
$$;

create function hold_new_conversations() returns trigger language plpgsql as $$
begin
  insert into holdings (agent_id, line_id, conversations, touched)
  select coalesce(agent_id, 0), line_id, count(*), array_agg(id) from added group by 1, 2;
  return null;
end
$$;

create function hold_changed_conversation() returns trigger language plpgsql as $$
begin
  if old.agent_id is distinct from new.agent_id then
    insert into holdings (agent_id, line_id, conversations)
    values (coalesce(old.agent_id, 0), old.line_id, -1), (coalesce(new.agent_id, 0), new.line_id, 1);
  end if;
  if (old.name, old.number) is distinct from (new.name, new.number) then
    update conversations set search = search_text(new.name, new.number) where id = new.id;
    insert into holdings (agent_id, line_id, conversations, touched)
    values (coalesce(new.agent_id, 0), new.line_id, 0, array[new.id]);
  end if;
  return null;
end
$$;

create function hold_gone_conversations() returns trigger language plpgsql as $$
begin
  insert into holdings (agent_id, line_id, conversations, touched)
  select coalesce(agent_id, 0), line_id, -count(*), array_agg(id) from gone group by 1, 2;
  return null;
end
$$;

create trigger conversation_prepared before insert on conversations
for each row execute function prepare_conversation();
create trigger conversations_added after insert on conversations
referencing new table as added for each statement execute function hold_new_conversations();
-- Nearly every message passes by here: the condition is all that it pays.
create trigger conversation_changed after update on conversations for each row
when (old.agent_id is distinct from new.agent_id or old.name is distinct from new.name
  or old.number is distinct from new.number)
execute function hold_changed_conversation();
create trigger conversations_gone after delete on conversations
referencing old table as gone for each statement execute function hold_gone_conversations();
