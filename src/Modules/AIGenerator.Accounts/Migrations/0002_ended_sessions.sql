-- Streams of a session end with it, on every node: whatever ends sessions, the nodes hear whose they were.
create function accounts.tell_ended_session() returns trigger language plpgsql as $$
begin
  perform pg_notify('aigenerator', 'session-ended ' || old.user_id);
  return null;
end $$;

create trigger sessions_ended after delete on accounts.sessions for each row execute function accounts.tell_ended_session();

-- A changed password ends all sessions with an older stamp, though their rows stay.
create function accounts.tell_changed_stamp() returns trigger language plpgsql as $$
begin
  perform pg_notify('aigenerator', 'session-ended ' || new.id);
  return null;
end $$;

create trigger stamp_changed after update of security_stamp on accounts.users for each row
  when (old.security_stamp is distinct from new.security_stamp) execute function accounts.tell_changed_stamp();
