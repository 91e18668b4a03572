#!/usr/bin/env bash
# 200 clients at once against a server that is running, beside one client; needs oha (cargo install oha).
# Each asks one of many searches, so that few answers are ones given before. Usage: load.sh [ADDRESS] [SECONDS]
set -euo pipefail
address=${1:-http://127.0.0.1:8080}
seconds=${2:-20}
command -v oha >/dev/null || { echo "oha is not on this machine: cargo install oha"; exit 1; }
pattern="$address/api/v1/search\\?q=[a-z]{2}\\*&facets=topic,person,year"
for clients in 1 200; do
    echo "== $clients clients, $seconds seconds"
    oha --no-tui -z "${seconds}s" -c "$clients" -q 100 --latency-correction --rand-regex-url "$pattern"
done
