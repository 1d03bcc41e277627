-- Files that people attach to messages. The bytes are in the file store; a copied message (an edit, a fork) shares them by the key.
create table chat.attachments (
    id uuid primary key,
    workspace_id uuid not null,
    message_id uuid references chat.messages (id) on delete set null,
    position int not null,
    name varchar(120) not null,
    kind varchar(40) not null,
    media_type varchar(60) not null,
    size_bytes bigint not null,
    width int,
    height int,
    tokens int not null,
    text text,
    file_key varchar(100) not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    constraint sizes_not_negative check (size_bytes >= 0 and tokens >= 0));

create index attachments_of_message on chat.attachments (message_id, position);
create index attachments_without_message on chat.attachments (workspace_id, expires_at) where message_id is null;
create index attachments_of_file on chat.attachments (file_key);
