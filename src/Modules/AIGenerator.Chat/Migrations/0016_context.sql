-- What a chat tells its models beside the conversation, what it has cost, and until when a temporary one stays.
alter table chat.chats
    add column instructions varchar(8000),
    add column temperature varchar(40) not null default 'Balanced',
    add column spent_credits bigint not null default 0,
    add column expires_at timestamptz,
    add constraint spent_not_negative check (spent_credits >= 0);
update chat.chats c set spent_credits = known.spent
from (select chat_id, sum(cost_credits) as spent from chat.messages group by chat_id) known
where known.chat_id = c.id and known.spent > 0;
create index chats_temporary on chat.chats (expires_at) where expires_at is not null;

-- A summary stands behind the last message that it covers. It is no message: nothing hangs on it, so that taking it away gives back what it covers.
create table chat.summaries (
    id uuid primary key,
    chat_id uuid not null references chat.chats (id) on delete cascade,
    message_id uuid not null references chat.messages (id) on delete cascade,
    messages int not null,
    text text not null,
    model varchar(220) not null,
    generation_id uuid,
    state varchar(40) not null,
    stop_reason varchar(40),
    held_credits bigint not null,
    cost_credits bigint not null,
    duration_ms bigint,
    time_to_first_ms bigint,
    error_code varchar(100),
    provider varchar(60),
    fell_back_from varchar(60),
    created_at timestamptz not null,
    deleted_at timestamptz,
    constraint summary_credits_not_negative check (held_credits >= 0 and cost_credits >= 0));

create index summaries_of_chat on chat.summaries (chat_id);
create index summaries_of_message on chat.summaries (message_id);
create unique index summaries_of_generation on chat.summaries (generation_id);
