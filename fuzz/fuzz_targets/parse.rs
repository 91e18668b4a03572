//! The parser, over any text: `cargo +nightly fuzz run parse corpus ../fixtures/archive`.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| minutebook_fuzz::document(text.as_bytes(), "fuzz"));
