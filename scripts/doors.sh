#!/usr/bin/env bash
# The web door over the invented archive: in a real browser, and under a fuzzer made from its own description.
# What is not on the machine is skipped, and said. Usage: doors.sh PROGRAM [SCREENSHOTS]
set -euo pipefail
program=$1
screenshots=${2:-}
folder=$(mktemp -d)
server=
end() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap end EXIT

"$program" --archive fixtures/archive --index "$folder/index" serve --bind 127.0.0.1:0 2>"$folder/log" &
server=$!
for _ in $(seq 100); do
    address=$(sed -n 's/.*listening on \(http:[^ ]*\)\/ .*/\1/p' "$folder/log")
    [ -z "$address" ] || break
    kill -0 "$server" 2>/dev/null || { cat "$folder/log"; exit 1; }
    sleep 0.3
done
[ -n "$address" ] || { echo "the server did not start"; exit 1; }

modules=target/browser
has_modules() {
    [ -d $modules/node_modules/axe-core ] && return
    command -v npm >/dev/null || return 1
    mkdir -p $modules
    timeout 120 npm install --prefix $modules --no-audit --no-fund --silent playwright-core@1.65.1 axe-core@4.14.1 >/dev/null 2>&1
}
browser=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -n "$browser" ] && has_modules; then
    CHROMIUM=$browser timeout 300 node scripts/browser.mjs "$address" $modules $screenshots
else
    echo "skipped: pages in a browser need chromium and npm (playwright-core, axe-core)"
fi

fuzzer=${SCHEMATHESIS:-target/clients/bin/schemathesis}
if [ -x "$fuzzer" ]; then
    timeout 240 "$fuzzer" run "$address/api/v1/openapi.json" --max-examples 25 --seed 1 --workers 1 \
        --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
        --request-timeout 15 --no-color
else
    echo "skipped: fuzzing the API needs schemathesis (pip install schemathesis; name it in SCHEMATHESIS)"
fi
