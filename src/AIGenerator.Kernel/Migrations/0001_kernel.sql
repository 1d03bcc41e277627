create schema if not exists kernel;

-- Work to do. A row is Ready, then Running under a lease, then gone (or Done, while its unique key still has to refuse a second), or Dead.
create table kernel.jobs (
  id uuid primary key,
  name varchar(150) not null,
  payload json not null,
  state varchar(40) not null,
  priority int not null,
  run_at timestamptz not null,
  attempt int not null,
  max_attempts int not null,
  unique_key varchar(200),
  owner uuid,
  lease_until timestamptz,
  last_error varchar(200),
  created_at timestamptz not null,
  finished_at timestamptz,
  constraint state_known check (state in ('Ready', 'Running', 'Done', 'Dead')),
  constraint attempts_sane check (attempt >= 0 and max_attempts > 0),
  constraint lease_while_running check ((state = 'Running') = (owner is not null and lease_until is not null))
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500, autovacuum_analyze_scale_factor = 0.05);

create index jobs_ready on kernel.jobs (name, priority desc, run_at, id) where state = 'Ready';
create index jobs_leases on kernel.jobs (lease_until) where state = 'Running';
create index jobs_finished on kernel.jobs (finished_at) where state in ('Done', 'Dead');
create unique index jobs_unique_key on kernel.jobs (name, unique_key) where unique_key is not null;

-- What happened. Consumers get a row in kernel.jobs each, written in the same transaction.
create table kernel.events (
  id uuid primary key,
  name varchar(100) not null,
  payload json not null,
  occurred_at timestamptz not null
);

create index events_occurred_at on kernel.events (occurred_at);
