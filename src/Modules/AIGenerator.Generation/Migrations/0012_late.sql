-- Since when work that is beyond its deadline is asked for in vain: after an outage patience begins with the first look, not with the deadline.
alter table generation.media add column late_since timestamptz;

-- The history is in the order of our own clock: who calls chooses the id, within what the key allows.
create index media_of_workspace on generation.media (workspace_id, created_at desc, id desc);
