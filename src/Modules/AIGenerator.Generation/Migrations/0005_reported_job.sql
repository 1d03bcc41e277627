-- The vendor's id of a job, told by the vendor's own report while the answer to the order is out: the only word of it where that answer is lost.
alter table generation.media add column reported_job varchar(200);
