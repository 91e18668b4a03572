//! Which format a file is of: by its bytes first, by its extension where bytes cannot tell.

use super::format::{FORMATS, Format, named};
use super::{Input, encoding, package};

/// Extensions of text that is no document.
const PROGRAMS: [&str; 16] =
    ["css", "js", "mjs", "ts", "json", "jsonl", "map", "xml", "svg", "yaml", "yml", "toml", "py", "rs", "sh", "lock"];

/// The format of `input`, if it is of any.
pub(super) fn format(input: &Input) -> Option<&'static Format> {
    if let Some(format) = FORMATS.iter().find(|format| (format.is_told_by)(input.bytes)) {
        return Some(format);
    }
    if !encoding::is_text(input.bytes) {
        return None;
    }
    let extension = extension(input.name);
    let by_name = FORMATS.iter().find(|format| format.extensions.contains(&extension.as_str()));
    match by_name {
        Some(format) if is_of_text(format) => Some(format),
        _ if PROGRAMS.contains(&extension.as_str()) => None,
        _ => Some(named("text")),
    }
}

/// For formats bytes cannot tell.
pub(super) fn never(_: &[u8]) -> bool {
    false
}

/// Whether the file is a container with a Word document.
pub(super) fn is_docx(bytes: &[u8]) -> bool {
    package::is_office(bytes, "word/")
}

/// Whether the file is a container with an Excel workbook.
pub(super) fn is_xlsx(bytes: &[u8]) -> bool {
    package::is_office(bytes, "xl/")
}

/// Whether the file is a container whose first entry says it holds an OpenDocument text.
pub(super) fn is_odt(bytes: &[u8]) -> bool {
    const KIND: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.text";
    package::is_zip(bytes) && bytes.get(30..).is_some_and(|entry| entry.starts_with(KIND))
}

/// Whether the file begins as rich text does.
pub(super) fn is_rtf(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

/// Whether the head of a PDF stands near the start, after what mail or web servers may have put before it.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// Whether the file begins as a web page does.
pub(super) fn is_html(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let head = String::from_utf8_lossy(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head)).to_ascii_lowercase();
    let mut head = head.trim_start();
    if head.starts_with("<?xml") {
        head = head.split_once("?>").map_or("", |(_, rest)| rest.trim_start());
    }
    while let Some(comment) = head.strip_prefix("<!--") {
        head = comment.split_once("-->").map_or("", |(_, rest)| rest.trim_start());
    }
    ["<!doctype html", "<html", "<head>", "<head ", "<body>", "<body "].iter().any(|start| head.starts_with(start))
}

fn is_of_text(format: &Format) -> bool {
    matches!(format.name, "html" | "markdown" | "text" | "csv" | "mail")
}

fn extension(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Options;

    fn check(bytes: &[u8], name: &str, expected: Option<&str>) {
        let options = Options::default();
        let found = format(&Input { bytes, name, options: &options, depth: 0 });
        assert_eq!(found.map(|format| format.name), expected, "{name}");
    }

    #[test]
    fn bytes_tell_before_the_extension() {
        check(b"<!DOCTYPE html><p>Hall", "minutes.txt", Some("html"));
        check(b"\n<!-- saved -->\n<HTML><p>Hall", "minutes", Some("html"));
        check(b"<p>Hall</p>", "minutes.html", Some("html"));
        check(b"# Hall", "2015/minutes.MD", Some("markdown"));
        check(b"Hall", "minutes.txt", Some("text"));
        check(b"Hall", "minutes.2015", Some("text"));
        check(b"", "minutes.txt", Some("text"));
    }

    #[test]
    fn what_is_no_document_is_of_no_format() {
        check(b"body { color: red }", "page_files/style.css", None);
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02\x03\x04\x05\x06", "logo.txt", None);
    }
}
