#!/usr/bin/env bash
# The development loop: rebuilds and restarts on every saved file, analyzers and documentation off.
set -euo pipefail
cd "$(dirname "$0")"
source scripts/tools.sh

require_dotnet
require_node
export ASPNETCORE_ENVIRONMENT=Development DOTNET_WATCH_RESTART_ON_RUDE_EDIT=1
install_packages src/AIGenerator.Web
(cd src/AIGenerator.Web && exec npm run --silent watch) &
trap 'kill $! 2>/dev/null || true' EXIT
dotnet watch --project src/AIGenerator.Web run -p:Fast=true -p:SkipClient=true -- "$@"
