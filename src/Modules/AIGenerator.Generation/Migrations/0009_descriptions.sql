-- What a model said of a picture; the generation beside it has the state, the price and the error.
create table generation.descriptions (
    id uuid primary key references generation.generations (id) on delete cascade,
    workspace_id uuid not null,
    asset_id uuid not null references generation.assets (id) on delete cascade,
    text text not null);

create index descriptions_of_asset on generation.descriptions (asset_id);
