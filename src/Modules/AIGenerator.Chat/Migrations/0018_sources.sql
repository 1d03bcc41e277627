-- The pages of the web that an answer was told, in the order of their numbers: [{"title", "url", "text"}].
alter table chat.messages add column sources text;
