-- Models of the owner's own server have ids of up to 200 characters, and our prefix before them.
alter table chat.chats alter column model type varchar(220);
alter table chat.messages alter column model type varchar(220);
