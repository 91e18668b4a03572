//! The html reader: `cargo +nightly fuzz run html corpus seeds/html`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| minutebook_fuzz::document(bytes, "fuzz.html"));
