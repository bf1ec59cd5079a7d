-- What the customer sees under a template.

alter table templates add column buttons text[] not null default '{}';
