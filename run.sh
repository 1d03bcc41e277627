#!/usr/bin/env bash
# Runs the product on a fresh machine: checks the tools, says clearly what is missing, and starts.
# The start itself is `dotnet run --project src/AIGenerator.Web`, which also works alone.
set -euo pipefail
cd "$(dirname "$0")"
source scripts/tools.sh

require_dotnet
require_node
offer_ffmpeg
offer_pdf_reader
offer_heic_reader
[ -d artifacts/bin/AIGenerator.Web ] || echo 'The first start downloads packages and builds, which takes a few minutes. Later ones take seconds.'
exec dotnet run --project src/AIGenerator.Web -p:Fast=true -- "$@"
