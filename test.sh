#!/usr/bin/env bash
# All tests, with everything as strict as it gets: analyzers, type check of the client, unit and integration tests, browser journeys.
# Installs what it lacks (Debian, as root). The last line counts all tests.
set -euo pipefail
cd "$(dirname "$0")"
source scripts/tools.sh
hear_interrupts test.sh "$@"

require_dotnet
require_node
offer_ffmpeg
offer_pdf_reader
offer_heic_reader
require_chromium
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

echo '== restore'
retry dotnet restore AIGenerator.slnx --locked-mode -v q
install_packages src/AIGenerator.Web
install_packages tests/AIGenerator.E2E

echo '== build, with analyzers'
dotnet build AIGenerator.slnx --no-restore -v q -clp:ErrorsOnly

echo '== types of the client'
(cd src/AIGenerator.Web && npm run --silent check)

echo '== the start, as in the README'
scripts/check-start.sh

passed=0 failed=0 skipped=0
run_tests() {
  echo "== $1"
  local log status=0
  log=$(mktemp)
  "artifacts/bin/$1/debug/$1" -noColor 2>&1 | tee "$log" || status=$?
  local counts
  counts=$(grep -Eo 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -n 1)
  rm -f "$log"
  if [ -z "$counts" ]; then
    failed=$((failed + 1))
    return
  fi
  local total errors fails skips
  read -r total errors fails skips <<<"$(grep -Eo '[0-9]+' <<<"$counts" | tr '\n' ' ')"
  failed=$((failed + errors + fails))
  skipped=$((skipped + skips))
  passed=$((passed + total - errors - fails - skips))
  [ "$status" = 0 ] || [ $((errors + fails)) != 0 ] || failed=$((failed + 1))
}

run_tests AIGenerator.Tests
run_tests AIGenerator.E2E
echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
