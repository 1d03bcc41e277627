-- The administrator sees what failed within a day, of chats as well as of media.
drop index generation.generations_failed_media;
create index generations_failed on generation.generations (finished_at) where state = 'Failed';
