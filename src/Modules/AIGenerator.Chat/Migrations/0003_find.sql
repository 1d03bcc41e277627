-- Keeping: folders, archive, what was read.
create table chat.folders (
    id uuid primary key,
    workspace_id uuid not null,
    name varchar(60) not null,
    created_at timestamptz not null,
    constraint folder_name_not_empty check (name <> ''));

create unique index folders_of_workspace on chat.folders (workspace_id, name);

-- is_search_stale is true for every chat that exists: the next sweep writes their words, in batches and beside the product's work.
alter table chat.chats
    add column folder_id uuid references chat.folders (id) on delete set null,
    add column archived_at timestamptz,
    add column replied_at timestamptz,
    add column seen_at timestamptz,
    add column is_search_stale boolean not null default true;

drop index chat.chats_of_workspace;
create index chats_in_list on chat.chats (workspace_id, is_pinned desc, updated_at desc, id desc) where deleted_at is null and archived_at is null;
create index chats_in_archive on chat.chats (workspace_id, updated_at desc, id desc) where deleted_at is null and archived_at is not null;
create index chats_in_folder on chat.chats (folder_id, is_pinned desc, updated_at desc, id desc) where deleted_at is null and folder_id is not null;
create index chats_stale on chat.chats (id) where is_search_stale;

-- Finding. One row for each message and each title (id is the chat's, message_id null). A lexeme begins with the workspace's key, so that the
-- index itself answers for one workspace: its cost does not grow with the neighbours. Words are split and folded by the product (Search/Words.cs),
-- the same on every server and locale. The row is narrow: lexemes are kept apart from it and only the index reads them.
create table chat.search_texts (
    id uuid primary key,
    chat_id uuid not null references chat.chats (id) on delete cascade,
    workspace_id uuid not null,
    message_id uuid references chat.messages (id) on delete cascade,
    words tsvector not null) with (toast_tuple_target = 128);

create index search_texts_of_chat on chat.search_texts (chat_id);
create index search_texts_of_message on chat.search_texts (message_id) where message_id is not null;
create index search_texts_words on chat.search_texts using gin (words) with (gin_pending_list_limit = 512);

-- Words as such, of nobody in particular, for what was mistyped: the nearest are looked up here and then searched like typed ones.
create table chat.search_words (word varchar(24) primary key);

-- The newest matching messages, newest first. Never a scan of the whole table, whatever the planner believes about a common word.
create function chat.matching_messages(workspace uuid, wanted tsquery, upto uuid, most int)
    returns table (id uuid, chat_id uuid) language sql stable set enable_seqscan = off set work_mem = '16MB' as $$
    with found as materialized (
        select s.id, s.chat_id from chat.search_texts s
        where s.workspace_id = workspace and s.words @@ wanted and (upto is null or s.id <= upto))
    select found.id, found.chat_id from found order by found.id desc limit most
$$;

-- pg_trgm may be created by whoever owns the database; where it may not, or is not installed, search goes on without tolerance for typos.
do $migration$
declare place text;
begin
    begin
        create extension if not exists pg_trgm;
    exception when others then
        raise notice 'pg_trgm is not available (%): search finds no mistyped words', sqlerrm;
    end;

    select n.nspname into place from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm';
    if place is null then
        create function chat.similar_words(wanted text, most int) returns setof text language sql stable as
            'select null::text where false';
    else
        execute format('create index search_words_similar on chat.search_words using gin (word %I.gin_trgm_ops)', place);
        execute format($create$
            create function chat.similar_words(wanted text, most int) returns setof text language sql stable as $$
                select w.word from chat.search_words w where w.word operator(%1$I.%%) wanted order by %1$I.similarity(w.word, wanted) desc, w.word limit most
            $$ $create$, place);
    end if;
end
$migration$;
