//! The mail reader: `cargo +nightly fuzz run mail corpus seeds/mail`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| minutebook_fuzz::document(bytes, "fuzz.eml"));
