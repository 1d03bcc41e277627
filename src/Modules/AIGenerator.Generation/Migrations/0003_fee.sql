-- What was done for an answer beforehand (a search of the web) is held and charged with it.
alter table generation.generations
    add column fee_credits bigint not null default 0,
    add constraint fee_within_hold check (fee_credits >= 0 and fee_credits <= held_credits);
