-- What the files of a workspace take together is counted with every new one; copies share a file.
create index attachments_of_workspace on chat.attachments (workspace_id, file_key) include (size_bytes);
