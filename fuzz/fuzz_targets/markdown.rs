//! The markdown reader: `cargo +nightly fuzz run markdown corpus seeds/markdown`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| minutebook_fuzz::document(bytes, "fuzz.md"));
