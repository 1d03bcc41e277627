create schema if not exists generation;

-- One row for each unit of paid work. The text itself stays with the module that asked for it (owner).
create table generation.generations (
    id uuid primary key,
    workspace_id uuid not null,
    kind varchar(40) not null,
    owner varchar(40) not null,
    model varchar(100) not null,
    state varchar(40) not null,
    stop_reason varchar(40),
    held_credits bigint not null,
    cost_credits bigint not null,
    input_estimate bigint not null,
    max_output_tokens int not null,
    is_balance_limited boolean not null,
    error_category varchar(40),
    error_code varchar(100),
    provider varchar(60),
    upstream_id varchar(200),
    input_tokens bigint,
    cached_input_tokens bigint,
    output_tokens bigint,
    reasoning_tokens bigint,
    vendor_cost_usd numeric(14, 8),
    lease_owner varchar(100) not null,
    lease_until timestamptz not null,
    attempt int not null,
    cancel_requested_at timestamptz,
    created_at timestamptz not null,
    first_output_at timestamptz,
    finished_at timestamptz,
    constraint held_not_negative check (held_credits >= 0),
    constraint cost_within_hold check (cost_credits >= 0 and cost_credits <= held_credits),
    constraint only_delivered_work_costs check (cost_credits = 0 or state = 'Succeeded'),
    constraint final_has_end check ((finished_at is null) = (state in ('Queued', 'Running'))),
    constraint stop_reason_when_delivered check ((stop_reason is null) = (state <> 'Succeeded')));

-- What is at work: few rows, asked for by the takeover and by the limit of a workspace.
create index generations_at_work on generation.generations (lease_until) where state in ('Queued', 'Running');
create index generations_at_work_of_workspace on generation.generations (workspace_id) where state in ('Queued', 'Running');
create index generations_of_workspace on generation.generations (workspace_id, id);
