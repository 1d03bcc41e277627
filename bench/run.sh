#!/usr/bin/env bash
# Runs one benchmark against a fresh instance of the product and prints a table; the last line is one JSON object.
#   bench/run.sh start|pages|first-token|streams|search|long-chat|lighthouse [--full]
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?usage: bench/run.sh start|pages|first-token|streams|search|long-chat|lighthouse [--full]}

out=artifacts/bench
dotnet publish src/AIGenerator.Web -c Release -p:Fast=true -o "$out/web" -v q -clp:ErrorsOnly >&2
dotnet publish tests/AIGenerator.Simulators -c Release -p:Fast=true -o "$out/simulators" -v q -clp:ErrorsOnly >&2
dotnet publish bench/AIGenerator.Bench -c Release -p:Fast=true -o "$out/bench" -v q -clp:ErrorsOnly >&2
case $name in
  pages|long-chat|lighthouse) [ -d bench/browser/node_modules ] || (cd bench/browser && npm ci --no-audit --no-fund >&2) ;;
esac
BENCH_ROOT=$PWD/$out BENCH_SOURCE=$PWD exec dotnet "$out/bench/AIGenerator.Bench.dll" "$@"
