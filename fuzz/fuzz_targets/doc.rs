//! The doc reader: `cargo +nightly fuzz run doc corpus seeds/doc`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| minutebook_fuzz::document(bytes, "fuzz.doc"));
