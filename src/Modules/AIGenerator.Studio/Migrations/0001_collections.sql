create schema if not exists studio;

-- Named sets of a workspace's pictures. Deleted ones can be brought back for a day.
create table studio.collections (
    id uuid primary key,
    workspace_id uuid not null,
    name varchar(100) not null,
    created_at timestamptz not null,
    deleted_at timestamptz,
    constraint collection_name_not_empty check (name <> ''));

create unique index collections_of_workspace on studio.collections (workspace_id, name) where deleted_at is null;
create index collections_deleted on studio.collections (deleted_at) where deleted_at is not null;

-- Which pictures lie in them, in the order in which they came. The files are the Generation module's, so nothing here refers to them.
create table studio.collection_assets (
    collection_id uuid not null references studio.collections (id) on delete cascade,
    asset_id uuid not null,
    place bigint generated always as identity,
    added_at timestamptz not null,
    primary key (collection_id, asset_id));

create index collection_assets_in_order on studio.collection_assets (collection_id, place desc) include (asset_id);
create index collection_assets_of_asset on studio.collection_assets (asset_id);
