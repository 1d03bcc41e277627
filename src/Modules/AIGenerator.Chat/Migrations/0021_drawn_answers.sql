-- Answers that were drawn: their text shows pictures, their generation is one of media.
alter table chat.messages add column is_picture boolean not null default false;
alter table chat.messages add constraint pictures_are_answers check (role = 'Assistant' or not is_picture);
