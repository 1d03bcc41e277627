-- Keys that sign cookies and tokens, wrapped by the master key (AUTH_SECRET).
create table kernel.protection_keys (
  name varchar(200) primary key,
  xml text not null,
  stored_at timestamptz not null
);
