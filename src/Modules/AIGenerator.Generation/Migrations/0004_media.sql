-- Media wait in the queue of jobs; only texts hold leases of their own.
alter table generation.generations
    alter column lease_owner drop not null,
    alter column lease_until drop not null;

-- What a generation of media was asked for, and how far it has come. Version is the fence: who read an older one changes nothing.
create table generation.media (
    id uuid primary key references generation.generations (id) on delete cascade,
    workspace_id uuid not null,
    stage varchar(40) not null,
    version int not null,
    request jsonb not null,
    count int not null,
    priority int not null,
    is_released boolean not null,
    route int not null,
    tries int not null,
    upstream_model varchar(200),
    job_id varchar(200),
    job_note varchar(4000),
    outputs jsonb,
    withheld int not null,
    position int,
    progress real,
    submitted_at timestamptz,
    deadline_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint count_sane check (count between 1 and 8));

-- Few rows: what is not over, by workspace (its line and its limit), by vendor (places) and by age (what was forgotten).
create index media_open_of_workspace on generation.media (workspace_id, is_released, id) where stage <> 'Ended';
create index media_open on generation.media (deadline_at) where stage <> 'Ended';
create index generations_at_vendor on generation.generations (provider) where state = 'Running' and kind <> 'Text';

-- Stored files of a workspace: what was made here, and what was brought to work on.
create table generation.assets (
    id uuid primary key,
    workspace_id uuid not null,
    generation_id uuid references generation.generations (id) on delete set null,
    place int not null,
    origin varchar(40) not null,
    media_type varchar(100) not null,
    file_key varchar(200) not null,
    bytes bigint not null,
    width int,
    height int,
    sha256 bytea not null,
    blur_hash varchar(100),
    previews int not null,
    seed bigint,
    prompt text,
    parent_id uuid,
    created_at timestamptz not null,
    deleted_at timestamptz);

create unique index assets_of_generation on generation.assets (generation_id, place) where generation_id is not null;
create index assets_of_workspace on generation.assets (workspace_id, id desc) where deleted_at is null;
create index assets_deleted on generation.assets (deleted_at) where deleted_at is not null;
create index assets_of_parent on generation.assets (parent_id) where parent_id is not null;
