-- Which provider wrote a reply, and which better one had failed before it. Empty for replies of before.
alter table chat.messages
    add column provider varchar(60),
    add column fell_back_from varchar(60);
