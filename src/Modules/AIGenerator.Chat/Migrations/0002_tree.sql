-- The branch that a chat shows ends with its leaf. Several replies to one question may be written at once (models side by side).
alter table chat.chats add column leaf_id uuid;
alter table chat.chats add column running_replies int not null default 0;
update chat.chats c set leaf_id = (select m.id from chat.messages m where m.chat_id = c.id order by m.id desc limit 1),
    running_replies = (select count(*) from chat.messages m where m.chat_id = c.id and m.state in ('Queued', 'Running'));
alter table chat.chats drop column running_generation_id;
alter table chat.chats add constraint running_not_negative check (running_replies >= 0);

-- A deleted message takes everything below it along, and can come back for ten minutes.
alter table chat.messages add column deleted_at timestamptz;
create index messages_deleted on chat.messages (deleted_at) where deleted_at is not null;
create index messages_running on chat.messages (chat_id) where state in ('Queued', 'Running');

-- Replies that were copied (a fork, an import) have a model and an end, but no generation here: they were paid elsewhere.
alter table chat.messages drop constraint replies_have_a_generation;
alter table chat.messages add constraint replies_have_an_end check (
    (role = 'Assistant') = (state is not null and model is not null)
    and (generation_id is null or role = 'Assistant')
    and (generation_id is not null or state is null or (state = 'Succeeded' and cost_credits = 0 and held_credits = 0)));
