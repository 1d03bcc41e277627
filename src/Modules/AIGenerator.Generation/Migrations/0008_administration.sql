-- What the administrator looks at: media by state and by model, oldest or newest first, and what failed lately.
create index generations_of_media on generation.generations (state, id) where kind <> 'Text';
create index generations_of_media_model on generation.generations (model, state, id) where kind <> 'Text';
create index generations_failed_media on generation.generations (finished_at) where kind <> 'Text' and state = 'Failed';
