//! The rtf reader: `cargo +nightly fuzz run rtf corpus seeds/rtf`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| minutebook_fuzz::document(bytes, "fuzz.rtf"));
