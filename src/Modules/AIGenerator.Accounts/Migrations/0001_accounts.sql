create schema accounts;

create table accounts.users (
    id uuid primary key,
    email varchar(254) not null,
    normalized_email varchar(254) not null,
    email_confirmed boolean not null,
    password_hash varchar(200) not null,
    security_stamp varchar(64) not null,
    concurrency_stamp varchar(64) not null,
    display_name varchar(80) not null,
    language varchar(2) not null,
    theme varchar(40) not null check (theme in ('Dark', 'Light', 'System')),
    is_administrator boolean not null,
    created_at timestamptz not null
);

-- Before it is confirmed an address belongs to nobody, and several accounts may name it (docs/decisions/0010).
create unique index users_confirmed_email on accounts.users (normalized_email) where email_confirmed;
create index users_normalized_email on accounts.users (normalized_email);

create table accounts.sessions (
    id uuid primary key,
    token_hash bytea not null unique,
    user_id uuid not null references accounts.users (id) on delete cascade,
    security_stamp varchar(64) not null,
    user_agent varchar(300) not null,
    address varchar(45) not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null
);

create index sessions_user on accounts.sessions (user_id);
create index sessions_expires_at on accounts.sessions (expires_at);

-- Links that work once: only their hashes are kept.
create table accounts.one_time_tokens (
    token_hash bytea primary key,
    purpose varchar(40) not null check (purpose in ('ConfirmEmail', 'ResetPassword', 'ClaimAdministrator')),
    user_id uuid references accounts.users (id) on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    check ((user_id is null) = (purpose = 'ClaimAdministrator'))
);

create index one_time_tokens_user on accounts.one_time_tokens (user_id);
create index one_time_tokens_expires_at on accounts.one_time_tokens (expires_at);

create table accounts.throttles (
    key varchar(120) primary key,
    attempts int not null check (attempts >= 0),
    blocked_until timestamptz,
    updated_at timestamptz not null
);

create index throttles_updated_at on accounts.throttles (updated_at);
