create schema workspaces;

create table workspaces.workspaces (
    id uuid primary key,
    kind varchar(40) not null check (kind in ('Personal', 'Team', 'Visitor')),
    owner_id uuid,
    name varchar(80) not null,
    created_from varchar(64),
    created_at timestamptz not null,
    expires_at timestamptz,
    check ((kind = 'Visitor') = (owner_id is null)),
    check ((kind = 'Visitor') = (expires_at is not null)),
    check (kind = 'Visitor' or created_from is null)
);

create unique index workspaces_personal_owner on workspaces.workspaces (owner_id) where kind = 'Personal';
create index workspaces_owner on workspaces.workspaces (owner_id);
create index workspaces_expires_at on workspaces.workspaces (expires_at) where kind = 'Visitor';
create index workspaces_created_from on workspaces.workspaces (created_from, created_at) where kind = 'Visitor';

create table workspaces.members (
    workspace_id uuid not null references workspaces.workspaces (id) on delete cascade,
    user_id uuid not null,
    role varchar(40) not null check (role in ('Viewer', 'Member', 'Admin')),
    joined_at timestamptz not null,
    primary key (workspace_id, user_id)
);

create index members_user on workspaces.members (user_id);
