//! The csv reader: `cargo +nightly fuzz run csv corpus seeds/csv`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| minutebook_fuzz::document(bytes, "fuzz.csv"));
