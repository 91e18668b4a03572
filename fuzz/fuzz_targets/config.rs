//! The configuration, the corrections and the list of what is withheld: any text is taken or refused.

#![no_main]

use minutebook::extract::Redaction;

libfuzzer_sys::fuzz_target!(|text: &str| {
    // A file that is refused is told with its place; nothing else is asked of it here.
    drop(toml::from_str::<minutebook::config::Config>(text));
    drop(toml::from_str::<minutebook::link::Corrections>(text));
    let redaction = Redaction::parse(text);
    redaction.touches(text);
    redaction.touches("Ada Birch was at the quay");
});
