#!/usr/bin/env bash
# Runs one benchmark against a fresh instance of the product and prints a table; the last line is one JSON object.
#   bench/run.sh start|pages|first-token|streams|search|long-chat|previews|generations|lighthouse [--full]
#   bench/run.sh chaos            200 pictures while workers are killed and the database goes down (the test of CI, larger)
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/tools.sh
hear_interrupts bench/run.sh "$@"
name=${1:?usage: bench/run.sh start|pages|first-token|streams|search|long-chat|previews|generations|lighthouse|chaos [--full]}

if [ "$name" = chaos ]; then
  dotnet build tests/AIGenerator.E2E -p:Fast=true -v q -clp:ErrorsOnly >&2
  CHAOS_GENERATIONS=${CHAOS_GENERATIONS:-200} exec dotnet artifacts/bin/AIGenerator.E2E/debug/AIGenerator.E2E.dll -noColor -showLiveOutput -class AIGenerator.E2E.Processes.ChaosTests
fi

out=artifacts/bench
dotnet publish src/AIGenerator.Web -c Release -p:Fast=true -o "$out/web" -v q -clp:ErrorsOnly >&2
dotnet publish tests/AIGenerator.Simulators -c Release -p:Fast=true -o "$out/simulators" -v q -clp:ErrorsOnly >&2
dotnet publish bench/AIGenerator.Bench -c Release -p:Fast=true -o "$out/bench" -v q -clp:ErrorsOnly >&2
case $name in
  pages|long-chat|lighthouse) [ -d bench/browser/node_modules ] || (cd bench/browser && npm ci --no-audit --no-fund >&2) ;;
esac
BENCH_ROOT=$PWD/$out BENCH_SOURCE=$PWD exec dotnet "$out/bench/AIGenerator.Bench.dll" "$@"
