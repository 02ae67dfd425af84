#!/usr/bin/env bash
# Installs the three browser engines from Debian's packages: Chromium, Firefox, and WebKitGTK with its driver.
set -euo pipefail
sudo=$([ "$(id -u)" = 0 ] || echo sudo)
$sudo apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  chromium firefox-esr webkit2gtk-driver xvfb xauth
