//! What all targets do with bytes: read them as a file of that name, and parse what is read.

use minutebook::parse;
use minutebook::read::{self, Options, ReadError};
use std::io::{Cursor, Write};

/// Reads and parses; a reader that panics is caught by the program, and is a find here.
pub fn document(bytes: &[u8], name: &str) {
    match read::read(bytes, name, &Options::default()) {
        Ok(parts) => parts.iter().for_each(|part| drop(parse::parse(&part.document, name))),
        Err(ReadError::Crashed { name, format }) => panic!("the {format} reader panicked on {name}"),
        Err(_) => {}
    }
}

/// A container in which the bytes are the part of that name, beside the other parts; nothing is compressed.
pub fn package(bytes: &[u8], part: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let others = others.iter().map(|(name, text)| (*name, text.as_bytes()));
    for (name, bytes) in others.chain([(part, bytes)]) {
        writer.start_file(name, options).expect("names are short");
        writer.write_all(bytes).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}
