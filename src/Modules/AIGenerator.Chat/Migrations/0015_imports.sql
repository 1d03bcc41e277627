-- A file from elsewhere is read once, when it arrives; its chats wait here, each in a row, until they are wanted. A job moves one after the
-- other into the workspace and removes its row, so that a killed one goes on where it was.
create table chat.imports (
    id uuid primary key,
    workspace_id uuid not null,
    file_name varchar(200) not null,
    sources varchar(200) not null,
    state varchar(40) not null,
    chats int not null,
    messages int not null,
    duplicates int not null,
    empty_chats int not null,
    hidden_messages int not null,
    attachments int not null,
    shortened int not null,
    unknown_entries int not null,
    done int not null,
    created_at timestamptz not null,
    finished_at timestamptz);

create index imports_of_workspace on chat.imports (workspace_id, created_at desc);

create table chat.import_chats (
    import_id uuid not null references chat.imports (id) on delete cascade,
    number int not null,
    source varchar(40) not null,
    source_id varchar(200) not null,
    title varchar(200) not null,
    messages int not null,
    document text not null,
    primary key (import_id, number));

-- What came from where, so that nothing comes twice. The chat is inserted after its line here.
create table chat.imported_chats (
    workspace_id uuid not null,
    source varchar(40) not null,
    source_id varchar(200) not null,
    chat_id uuid not null references chat.chats (id) on delete cascade deferrable initially deferred,
    primary key (workspace_id, source, source_id));

create index imported_chats_of_chat on chat.imported_chats (chat_id);
