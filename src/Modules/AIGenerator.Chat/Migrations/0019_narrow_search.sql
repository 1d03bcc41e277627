-- The words of a text are kept apart from its row only where the row is wider than two kilobytes; most were not, and a common word read the whole
-- table, words and all. The room is nothing but spaces: it makes every row wide enough for its words to be moved out, and is itself a few bytes
-- once compressed. Some sixty rows then share a page instead of ten. Rewriting them puts them in the order of their ids as well.
alter table chat.search_texts add column room text storage main not null default repeat(' ', 2100);
cluster chat.search_texts using search_texts_pkey;

-- All that a page of results is chosen from, in one answer: chats by title (skip is null: none), then the newest matching messages, newest first.
-- named: its chat's title matches as well and has its place there. hidden: it, or one above it, was deleted and may come back for ten minutes.
-- Never a scan of a whole table, whatever the planner believes about a common word.
create function chat.find(workspace uuid, titles tsquery, wanted tsquery, upto uuid, skip int, most_titles int, most int)
    returns table (place bigint, id uuid, chat_id uuid, is_title boolean, is_named boolean, is_hidden boolean)
    language sql stable set enable_seqscan = off set work_mem = '16MB' as $$
    with recursive named as materialized (
        select s.chat_id as id from chat.search_texts s where s.workspace_id = workspace and s.words @@ titles),
    -- Rows come in their table's order, which is nearly that of their ids: sorting all of them is cheap, choosing the newest by a limit is the
    -- worst that its heap can be given. Offset 0 keeps the ordering out of the choice of the index.
    newest as materialized (
        select r.id, r.chat_id, r.place from (
            select f.id, f.chat_id, row_number() over (order by f.id desc) as place from (
                select s.id, s.chat_id from chat.search_texts s
                where s.workspace_id = workspace and s.words @@ wanted and (upto is null or s.id <= upto) offset 0) f) r
        where r.place <= most),
    hidden as (
        select m.id from chat.messages m join chat.chats c on c.id = m.chat_id where m.deleted_at is not null and c.workspace_id = workspace
        union
        select m.id from hidden h join chat.messages m on m.parent_id = h.id),
    listed as (
        select c.id, c.updated_at from named n join chat.chats c on c.id = n.id
        where skip is not null and c.deleted_at is null order by c.updated_at desc, c.id desc limit most_titles offset coalesce(skip, 0))
    select row_number() over (order by l.updated_at desc, l.id desc), l.id, l.id, true, true, false from listed l
    union all
    select w.place, w.id, w.chat_id, false, n.id is not null, h.id is not null
    from newest w left join named n on n.id = w.chat_id left join hidden h on h.id = w.id
$$;
