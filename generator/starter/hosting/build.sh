#!/bin/sh
# From the repository to site/, on any host: the program that lies beside is installed, articles are found, the site is
# built, and it is proved that nothing withheld is in it. SITE_URL may say the site's address.
# Cloudflare Pages: build command "sh hosting/build.sh", output directory "site".
set -eu
cd "$(dirname "$0")/.."
if [ -z "${SITE_URL:-}" ] && [ -n "${CF_PAGES_URL:-}" ]; then # https://8f2a1c9d.PROJECT.pages.dev is one deployment
  SITE_URL="https://$(expr "$CF_PAGES_URL" : 'https://[^.]*\.\(.*\)')"
  export SITE_URL
fi
python3 -m pip install --quiet -r requirements.txt
python3 -P -m generator segment
python3 -P -m generator build --frozen
python3 -P -m generator check --published
if [ -n "${CF_PAGES:-}" ]; then
  cp hosting/_headers site/
fi
