//! Text strings of PDF objects: UTF-16, UTF-8 or the PDF's own encoding of Latin letters.

use encoding_rs::{UTF_8, UTF_16BE, WINDOWS_1252};

/// What the bytes of a text string say.
pub(super) fn decode(bytes: &[u8]) -> String {
    // The PDF's own encoding differs from Windows' in a few signs only.
    let (encoding, bytes) = match bytes {
        [0xFE, 0xFF, rest @ ..] => (UTF_16BE, rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => (UTF_8, rest),
        _ => (WINDOWS_1252, bytes),
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_are_read() {
        assert_eq!(decode(b"\xFE\xFF\0f\0\xFC\0r"), "für");
        assert_eq!(decode(b"f\xFCr"), "für");
    }
}
