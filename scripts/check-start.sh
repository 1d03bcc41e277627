#!/usr/bin/env bash
# Starts the product as the README says and looks at what a person would see: it gets ready, greets, answers, stops at Ctrl+C with nothing
# left behind, and starts again on the same data. What .env or the shell set for an installation of one's own is put aside.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/tools.sh
hear_interrupts scripts/check-start.sh

data=$(mktemp -d "${TMPDIR:-/tmp}/aigenerator-start-XXXXXX")
chmod 755 "$data"
log="$data/output.log"
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
export DATA_DIR="$data" PORT="$port" DATABASE_URL= ASPNETCORE_URLS= AUTH_SECRET= APP_URL= ROLE= SMTP_HOST= TRUST_PROXY=
process=

fail() {
  echo "The start is not as the README says: $1" >&2
  [ ! -f "$log" ] || tail -n 40 "$log" >&2
  exit 1
}

clean_up() {
  [ -z "$process" ] || kill -KILL -- "-$process" 2>/dev/null || true
  rm -rf "$data"
}
trap clean_up EXIT

# With job control it gets a process group of its own, to which Ctrl+C can be sent as a terminal does.
start() {
  set -m
  ./run.sh >"$log" 2>&1 &
  process=$!
  set +m
  local attempt
  for attempt in $(seq 1500); do
    ! grep -q 'Ctrl+C stops it' "$log" || return 0
    kill -0 "$process" 2>/dev/null || { process=; fail 'it ended by itself'; }
    sleep 0.2
  done
  fail 'it does not get ready'
}

says() {
  grep -q -- "$1" "$log" || fail "it does not say '$1'"
}

stop() {
  kill -INT -- "-$process"
  local attempt status=0
  for attempt in $(seq 150); do
    kill -0 "$process" 2>/dev/null || break
    sleep 0.2
  done
  ! kill -0 "$process" 2>/dev/null || fail 'it does not stop at Ctrl+C'
  wait "$process" || status=$?
  process=
  # 130 is how a shell says "by Ctrl+C".
  [ "$status" = 0 ] || [ "$status" = 130 ] || fail "it stops with exit code $status"
  ! grep -q '^   at ' "$log" || fail 'it ends with a stack trace'

  # A server's working folder is its data folder.
  local left
  left=$(find /proc -maxdepth 2 -name cwd -lname "$data/*" 2>/dev/null || true)
  [ -z "$left" ] || fail "it leaves processes behind: $left"
}

start
says "is ready:  http://localhost:$port"
says 'Models: built-in'
says "http://localhost:$port/.*admin/claim?token="
node -e 'fetch(process.argv[1]).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))' "http://localhost:$port/health/ready" || fail 'it is not ready'
stop
secret=$(cat "$data/keys/auth-secret")

start
says 'is ready'
! grep -q 'migrations were applied' "$log" || fail 'the second start makes the database anew'
[ "$secret" = "$(cat "$data/keys/auth-secret")" ] || fail 'the second start makes a new secret'
stop
echo 'starts, greets, stops and starts again'
