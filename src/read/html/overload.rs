//! Tags with attributes beyond number, which a tokenizer compares with one another.

/// Attributes of a tag that are nobody's own work any more.
const MOST_ATTRIBUTES: usize = 1000;

/// Where in a page tags were looked at, so that none is looked at twice.
#[derive(Default)]
pub(super) struct Overload {
    /// Bytes of the page up to which tags were looked at.
    seen: usize,
}

impl Overload {
    /// Length of the tag that `rest`, from byte `at` of the page on, begins with, if it has too many attributes.
    pub(super) fn tag(&mut self, rest: &str, at: usize) -> Option<usize> {
        let is_tag = rest.starts_with('<') && rest[1..].starts_with(|first: char| first.is_ascii_alphabetic());
        if at < self.seen || !is_tag {
            return None;
        }
        let (mut attributes, mut quote, mut before) = (0, None, b'<');
        let mut length = rest.len();
        for (index, byte) in rest.bytes().enumerate().skip(1) {
            match quote {
                Some(sign) if byte == sign => quote = None,
                Some(_) => continue,
                None if byte == b'>' => {
                    length = index + 1;
                    break;
                }
                None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
                None if is_gap(before) && !is_gap(byte) => attributes += 1,
                None => {}
            }
            before = byte;
        }
        self.seen = at + length;
        (attributes > MOST_ATTRIBUTES).then_some(length)
    }
}

fn is_gap(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'')
}
