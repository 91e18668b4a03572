#!/usr/bin/env bash
# Runs every fuzz target from our own seeds: scripts/fuzz.sh [SECONDS for each, 600] [SECONDS for the build, 7200].
# Long runs are of an optimised build, which takes longer to make and tries ten times as much.
set -euo pipefail
cd "$(dirname "$0")/../fuzz"
seconds=${1:-600}
mode=()
[ "$seconds" -lt 60 ] && mode=(--dev)
timeout "${2:-7200}" cargo +nightly fuzz build "${mode[@]}" >/dev/null 2>&1 || {
    echo "the fuzz targets are not built in time: going on without them"
    exit 0
}
found=0
for target in $(cargo +nightly fuzz list); do
    mkdir -p "corpus/$target"
    seeds=()
    longest=20000
    # Containers are put around the bytes by some targets, whose seeds are parts.
    case $target in
        docx | odt | xlsx | query | config) folders=("seeds/$target") ;;
        parse) folders=(seeds/text ../fixtures/archive) longest=4000 ;;
        *) folders=("seeds/$target" "../fixtures/formats/$target") ;;
    esac
    for folder in "${folders[@]}"; do
        [ -d "$folder" ] && seeds+=("$folder")
    done
    status=0
    cargo +nightly fuzz run "${mode[@]}" "$target" "corpus/$target" "${seeds[@]}" -- -max_total_time="$seconds" -timeout=60 \
        -rss_limit_mb=4096 -max_len="$longest" -print_final_stats=1 >"corpus/$target.log" 2>&1 || status=$?
    echo "== $target, $seconds s: $(grep -c . <(ls "corpus/$target")) inputs kept, $(grep -oE 'executed_units: +[0-9]+' "corpus/$target.log" | grep -oE '[0-9]+' || echo no) runs"
    if [ "$status" != 0 ]; then
        found=1
        grep -E "panicked|ERROR|SUMMARY|Test unit written" "corpus/$target.log" || true
    fi
done
exit "$found"
