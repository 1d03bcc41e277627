-- Answers of several models to one question, written side by side, share a comparison. One of them at most was voted the best.
alter table chat.messages add column comparison_id uuid;
alter table chat.messages add column voted_at timestamptz;
alter table chat.messages add constraint compared_are_answers check (role = 'Assistant' or comparison_id is null);
alter table chat.messages add constraint voted_are_compared check (voted_at is null or comparison_id is not null);
create index messages_of_comparison on chat.messages (comparison_id) where comparison_id is not null;
create unique index one_best_of_comparison on chat.messages (comparison_id) where voted_at is not null;
