# What the scripts need from the machine. Sourced, not run.

missing() {
  printf '\n  %s is missing: %s\n\n' "$1" "$2" >&2
  exit 1
}

require_dotnet() {
  command -v dotnet >/dev/null || missing 'The .NET 10 SDK' 'https://dotnet.microsoft.com/download/dotnet/10.0'
  dotnet --list-sdks | grep -q '^10\.' || missing 'The .NET 10 SDK' "only $(dotnet --version 2>/dev/null || echo 'another version') is installed; see https://dotnet.microsoft.com/download/dotnet/10.0"
}

require_node() {
  command -v node >/dev/null && command -v npm >/dev/null || missing 'Node 20 or newer (with npm)' 'https://nodejs.org'
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || missing 'Node 20 or newer' "this is $(node --version); see https://nodejs.org"
}

# Registries have bad moments.
retry() {
  "$@" || { sleep 5; "$@"; } || { sleep 20; "$@"; }
}

# A folder's npm packages, again whenever its lock file has changed since.
install_packages() {
  [ "$1/node_modules/.installed" -nt "$1/package-lock.json" ] && return 0
  retry npm --prefix "$1" ci --no-audit --no-fund --loglevel=error
  touch "$1/node_modules/.installed"
}

# Installs Debian packages where that is possible without asking anybody.
apt_install() {
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 1
  if ! apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1; then
    apt-get update -qq >/dev/null 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
  fi
}

# FFmpeg is only needed for media work; everything else runs without it.
offer_ffmpeg() {
  command -v "${FFMPEG_PATH:-ffmpeg}" >/dev/null && return 0
  apt_install ffmpeg && return 0
  command -v brew >/dev/null && brew install --quiet ffmpeg >/dev/null 2>&1 && return 0
  echo 'FFmpeg was not found: work on images and video stays off until it is installed (apt install ffmpeg, brew install ffmpeg) or FFMPEG_PATH names it.' >&2
}

# Poppler's pdftotext gives models the text of PDF; without it PDF is refused in words.
offer_pdf_reader() {
  command -v "${PDFTOTEXT_PATH:-pdftotext}" >/dev/null && return 0
  apt_install poppler-utils && return 0
  command -v brew >/dev/null && brew install --quiet poppler >/dev/null 2>&1 && return 0
  echo 'pdftotext was not found: PDF files cannot be attached until Poppler is installed (apt install poppler-utils, brew install poppler) or PDFTOTEXT_PATH names it.' >&2
}

# libheif's heif-convert opens photos of iPhones; without it browsers that can do so still convert them.
offer_heic_reader() {
  command -v "${HEIF_CONVERT_PATH:-heif-convert}" >/dev/null || command -v heif-dec >/dev/null && return 0
  apt_install libheif-examples && return 0
  command -v brew >/dev/null && brew install --quiet libheif >/dev/null 2>&1 && return 0
  echo 'heif-convert was not found: HEIC photos can only be attached where the browser opens them, until libheif is installed (apt install libheif-examples, brew install libheif) or HEIF_CONVERT_PATH names it.' >&2
}

# The headless shell draws the same pages with less of a desktop around them.
require_chromium() {
  local shell=/usr/bin/chromium-headless-shell path
  { [ -x "$shell" ] || apt_install chromium-headless-shell; } && return 0
  for path in /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
    [ -x "$path" ] && return 0
  done
  apt_install chromium || missing 'Chromium' 'the browser tests need it (apt install chromium)'
}

# What a shell starts in the background ignores Ctrl+C, and so does all that it starts in turn: begins the script anew, with ears.
hear_interrupts() {
  if [ -z "${HEARS_INTERRUPTS:-}" ] && env --default-signal=INT true 2>/dev/null; then
    HEARS_INTERRUPTS=1 exec env --default-signal=INT bash "$@"
  fi
}
