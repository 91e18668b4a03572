//! The pdf reader: `cargo +nightly fuzz run pdf corpus seeds/pdf`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| minutebook_fuzz::document(bytes, "fuzz.pdf"));
