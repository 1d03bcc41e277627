create schema notifications;

-- Mails of an installation without a mail server; shown at /dev/outbox in Development.
create table notifications.outbox (
    id uuid primary key,
    recipient varchar(254) not null,
    subject varchar(200) not null,
    text varchar(20000) not null,
    created_at timestamptz not null
);

create index outbox_created_at on notifications.outbox (created_at);
