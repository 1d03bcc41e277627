-- A shared chat is a snapshot of its own: what happens in the chat afterwards does not show. A revoked one keeps its token, to say that it is
-- gone, and nothing else.
create table chat.shares (
    id uuid primary key,
    workspace_id uuid not null,
    chat_id uuid not null references chat.chats (id) on delete cascade,
    token varchar(40) not null,
    title varchar(200) not null,
    author varchar(100),
    messages int not null,
    document text not null,
    card bytea,
    created_at timestamptz not null,
    revoked_at timestamptz);

create unique index shares_token on chat.shares (token);
create index shares_of_chat on chat.shares (chat_id, created_at desc);
