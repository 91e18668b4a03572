# Every recipe is one command a person could type.

# tests, then lints
default: test lint

# all tests
test:
    cargo test

# formatting, warnings and documentation, as strict as in .ci/run
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    RUSTDOCFLAGS=-Dwarnings cargo doc --no-deps

# put the sources into their one form
fmt:
    cargo fmt

# speed of every stage, on texts made from the fixtures
bench *FILTER:
    cargo bench --benches -- {{FILTER}}

# a faceted search over the invented archive
demo:
    cargo run --quiet -- search "road safety" --facets topic,person,year

# the pages in a real browser and the API under a fuzzer, as far as they are on the machine
doors:
    cargo build
    bash scripts/doors.sh target/debug/minutebook

# 200 clients at once against an archive that is served: errors, and times beside those of one client
load ADDRESS="http://127.0.0.1:8080" SECONDS="30" RATE="40":
    scripts/load.sh {{ADDRESS}} {{SECONDS}} {{RATE}}

# instructions of searches over the fixtures, beside those of benches/instructions.json; wants valgrind
instructions *WRITE:
    cargo build
    scripts/instructions.py target/debug/minutebook {{WRITE}}

# building and asking beside the bare engine, SQLite and ripgrep; writes the tables of docs/speed.md anew
speed *ARCHIVES:
    cargo build --release
    scripts/speed.py target/release/minutebook {{ARCHIVES}}

# measure each part of the ranking on QMSum and write the table of docs/ranking.md anew
ranking QMSUM="../shared/qmsum":
    cargo build --release
    scripts/ablation.py target/release/minutebook {{QMSUM}}

# faults by the hundred, from a seed; writes the table of docs/reliability.md anew
torture SEED="8" MINUTES="20" FOLDER="":
    TORTURE_SEED={{SEED}} TORTURE_MINUTES={{MINUTES}} TORTURE_FOLDER={{FOLDER}} cargo test -- --ignored --nocapture torture::run

# every fuzz target for so many seconds; wants cargo-fuzz and a nightly toolchain
fuzz SECONDS="600":
    scripts/fuzz.sh {{SECONDS}}

# write docs/quality.md and the other generated pages anew; says which real archives it missed
quality:
    WRITE_DOCS=1 cargo test --quiet -- quality generated
