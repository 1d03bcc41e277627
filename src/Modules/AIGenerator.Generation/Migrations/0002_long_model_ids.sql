-- Models of the owner's own server have ids of up to 200 characters, and our prefix before them.
alter table generation.generations alter column model type varchar(220);
