-- The order that an administrator made, at the operator's cost, in the place of one that failed.
alter table generation.media add column again uuid;
