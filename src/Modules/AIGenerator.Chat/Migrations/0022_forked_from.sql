-- The message at which a chat was forked from another: the same key for another message is another wish.
alter table chat.chats add column forked_from uuid;
