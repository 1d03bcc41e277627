-- Quartz makes its own tables here when the first scheduler starts.
create schema if not exists quartz;
