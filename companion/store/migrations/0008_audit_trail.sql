-- Who did what, and when: written once, never changed.

create table audit_trail (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  act text not null,
  agent_id int,
  member text,
  address text,
  line_id int,
  conversation_id uuid,
  about_agent_id int,
  times int not null default 1 check (times > 0),
  details jsonb not null default '{}',
  once text unique
);
comment on table audit_trail is
  'One act of a person, or what the service refused. member, address: masked. times: how often within the minute, of refusals alike. once: names what is told a single time, whichever process sees it.';
create index audit_trail_by_act on audit_trail (act, id);

create function keep_audit_trail() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('relevo.erasing', true) = 'on' then
    return old;
  end if;
  raise exception 'audit_trail is written once: % is refused', lower(tg_op);
end
$$;
create trigger audit_trail_rows_stay before update or delete on audit_trail
  for each row execute function keep_audit_trail();
create trigger audit_trail_stays before truncate on audit_trail
  for each statement execute function keep_audit_trail();
