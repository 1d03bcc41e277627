-- Whose place at a vendor an order takes or waits for (the provider, and a print of its key where there is one) and when it last asked for one, since when
-- a run doubts that anybody still waits for the vendor's answer, and what passing trouble a route had while the next ones were tried.
alter table generation.media
    add column place varchar(100),
    add column waits_at timestamptz,
    add column doubted_at timestamptz,
    add column passing_code varchar(100);

create index media_at_vendor on generation.media (place) where stage in ('Waiting', 'Submitting', 'UnderWay');
