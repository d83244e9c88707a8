#!/usr/bin/env bash
# Installs what the tests need and what this machine lacks: PostgreSQL's
# programs and Chromium, by apt-get where that is allowed. Says clearly what to
# install where it is not.
set -euo pipefail

missing=()
have() { command -v "$1" >/dev/null 2>&1; }

need_browser() { have chromium || have chromium-browser || have google-chrome || [ -n "${REGARD_CHROMIUM:-}" ] || missing+=(chromium); }
need_database() { { have initdb && have postgres; } || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql); }
need_compiler() { have gcc || have cc || missing+=(gcc); }

case "${1:-all}" in
  browser) need_browser ;;
  all) need_browser; need_database; need_compiler ;;
  *) echo "usage: $0 [all|browser]" >&2; exit 2 ;;
esac

if [ ${#missing[@]} -eq 0 ]; then exit 0; fi
if have apt-get && [ "$(id -u)" -eq 0 ]; then
  echo "installing: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}"
else
  echo "The tests need: ${missing[*]}. On Debian: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
