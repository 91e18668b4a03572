//! The archive reader: `cargo +nightly fuzz run archive corpus seeds/archive`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| minutebook_fuzz::document(bytes, "fuzz.zip"));
