//! Any bytes are read and parsed, or refused, without a panic: `cargo +nightly fuzz run parse fixtures/archive`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use minutebook::parse;
use minutebook::read::{self, Options, ReadError};

fuzz_target!(|bytes: &[u8]| {
    match read::read(bytes, "fuzz", &Options::default()) {
        Ok(parts) => parts.iter().for_each(|part| drop(parse::parse(&part.document, "fuzz"))),
        Err(ReadError::Crashed { name, format }) => panic!("the {format} reader panicked on {name}"),
        Err(_) => {}
    }
});
