create schema if not exists chat;

create table chat.chats (
    id uuid primary key,
    workspace_id uuid not null,
    title varchar(200) not null,
    model varchar(100) not null,
    is_pinned boolean not null default false,
    running_generation_id uuid,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    constraint title_not_empty check (title <> ''));

create index chats_of_workspace on chat.chats (workspace_id, updated_at desc, id desc) where deleted_at is null;
create index chats_deleted on chat.chats (deleted_at) where deleted_at is not null;

-- A tree: a message has a parent; editing or asking again makes a sibling, nothing is overwritten.
create table chat.messages (
    id uuid primary key,
    chat_id uuid not null references chat.chats (id) on delete cascade,
    parent_id uuid references chat.messages (id) on delete cascade,
    role varchar(40) not null,
    text text not null,
    reasoning text not null,
    model varchar(100),
    generation_id uuid,
    state varchar(40),
    stop_reason varchar(40),
    held_credits bigint not null,
    cost_credits bigint not null,
    duration_ms bigint,
    time_to_first_ms bigint,
    error_code varchar(100),
    echo_provider varchar(60),
    echo_json text,
    created_at timestamptz not null,
    constraint credits_not_negative check (held_credits >= 0 and cost_credits >= 0),
    constraint replies_have_a_generation check ((role = 'Assistant') = (generation_id is not null and state is not null and model is not null)));

create index messages_of_chat on chat.messages (chat_id, id);
create index messages_of_parent on chat.messages (parent_id);
create unique index messages_of_generation on chat.messages (generation_id);
