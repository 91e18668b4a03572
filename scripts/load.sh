#!/usr/bin/env bash
# 200 clients at once against a server that is running, beside one client; needs oha (cargo install oha) and curl.
# Each asks one of thousands of searches made of the words of topics, so that few answers are ones given before; all together
# ask RATE times a second: beyond what the machine can do, only the queue would be measured.
# Usage: load.sh [ADDRESS] [SECONDS] [RATE]
set -euo pipefail
address=${1:-http://127.0.0.1:8080}
seconds=${2:-30}
rate=${3:-40}
for tool in oha curl; do
    command -v "$tool" >/dev/null || { echo "$tool is not on this machine"; exit 1; }
done
words=$(curl -sf "$address/api/v1/topics?q=&format=csv" | tail -n +2 | tr '[:upper:]' '[:lower:]' |
    grep -oE '[a-z]{4,}' | sort | uniq -c | sort -rn | awk 'NR <= 100 { print $2 }' | paste -sd'|')
[ -n "$words" ] || { echo "$address tells no topics"; exit 1; }
pattern="$address/api/v1/search\\?q=($words)%20($words)&facets=topic,person,year"
for clients in 1 200; do
    echo "== $clients clients, $seconds seconds, $rate questions a second"
    oha --no-tui -z "${seconds}s" -c "$clients" -q "$rate" --latency-correction --rand-regex-url "$pattern"
done
