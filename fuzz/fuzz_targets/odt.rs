//! The OpenDocument reader, whose container is put around the bytes.

#![no_main]

const TYPE: (&str, &str) = ("mimetype", "application/vnd.oasis.opendocument.text");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let file = match bytes.split_first() {
        Some((b's', styles)) => minutebook_fuzz::package(styles, "styles.xml", &[TYPE, ("content.xml", "<a/>")]),
        _ => minutebook_fuzz::package(bytes, "content.xml", &[TYPE]),
    };
    minutebook_fuzz::document(&file, "fuzz.odt");
});
