-- What the media of a workspace take together is counted with every order.
create index assets_storage on generation.assets (workspace_id) include (bytes);
