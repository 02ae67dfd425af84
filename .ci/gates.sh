# Shared by `run` and `nightly`: installs the dependencies, runs one gate after the other, and prints a tally as the last line.
set -u
cd "$(dirname "$0")/.."
export CI=true NO_COLOR=1 FORCE_COLOR=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

gate() { # name, command…
  local name=$1 started=$SECONDS
  shift
  printf '\n== %s\n' "$name" | tee -a "$log"
  if "$@" 2>&1 | tee -a "$log" && [ "${PIPESTATUS[0]}" = 0 ]; then
    echo "gate: 1 passed, 0 failed" >>"$log"
  else
    echo "gate: 0 passed, 1 failed" >>"$log"
    echo "!! $name failed"
  fi
  echo "-- $name: $((SECONDS - started)) s"
}

tally() {
  node tools/tally-log.js "$log"
}

if ! npm ci; then
  echo '0 passed, 1 failed'
  exit 1
fi
