-- The words of a text as they are looked for, and the files of a conversation without all that was said in it.

-- Signs that a database of any locale takes for letters are none.
create function word_text(words text) returns text
language sql immutable parallel safe
return translate(plain_text(words), '¿¡«»“”„‘’‚–—·•', repeat(' ', 14));

create index media_of_conversation on media (conversation_id) where message_id is not null;
