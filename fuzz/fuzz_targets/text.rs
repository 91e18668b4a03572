//! The text reader: `cargo +nightly fuzz run text corpus seeds/text`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| minutebook_fuzz::document(bytes, "fuzz.txt"));
