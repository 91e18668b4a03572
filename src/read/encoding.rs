//! Bytes to text: byte order marks, UTF-8, UTF-16 and the legacy encodings minutes are kept in.

use crate::diagnostic::Diagnostic;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_15, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The upper half of IBM code page 437, which no browser knows and DOS word processors wrote.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ";

/// How much of a text is looked at to tell its encoding.
const SAMPLE: usize = 64 * 1024;

/// A text and what had to be said about its bytes.
pub(super) struct Decoded {
    /// The text; line ends are `\n` or `\r\n`.
    pub(super) text: String,
    /// A remark where the bytes were not of one encoding.
    pub(super) remark: Option<Diagnostic>,
}

/// Decodes `bytes` and drops control characters; `declared` is the label the file itself states, `region` the top-level domain whose encodings are likely.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>, region: &str) -> Decoded {
    let mut decoded = decode_as_is(bytes, declared, region);
    while decoded.text.starts_with('\u{feff}') {
        decoded.text.remove(0);
    }
    let is_stray = |c: char| c.is_ascii_control() && !c.is_ascii_whitespace() && c != '\u{b}';
    if decoded.text.contains("\u{1b}[") {
        decoded.text = without_codes(&decoded.text);
    }
    if decoded.text.contains(is_stray) {
        decoded.text.retain(|c| !is_stray(c));
    }
    if decoded.text.contains('\r') && !decoded.text.contains('\n') {
        decoded.text = decoded.text.replace('\r', "\n");
    }
    decoded
}

/// Whether `bytes` look like text in some encoding rather than like a picture or a program.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if Encoding::for_bom(sample).is_some() || utf16_without_mark(sample).is_some() {
        return true;
    }
    let odd = sample.iter().filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a));
    let odd = odd.count();
    // What terminals print has a code every few words; what is no text is hardly ever UTF-8 throughout.
    odd * 100 <= sample.len() || (odd * 5 <= sample.len() && is_utf8(sample))
}

/// Whether the sample is UTF-8; it may end within a character.
fn is_utf8(sample: &[u8]) -> bool {
    std::str::from_utf8(sample).is_ok() || {
        let end = sample.len().saturating_sub(3);
        sample.len() == SAMPLE && (end..sample.len()).any(|end| std::str::from_utf8(&sample[..end]).is_ok())
    }
}

/// The text without the codes by which terminals set colours and move about (ECMA-48).
fn without_codes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut pieces = text.split("\u{1b}[");
    plain.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let code = piece.trim_start_matches(|letter: char| matches!(letter, '0'..='?'));
        match code.strip_prefix(|last: char| matches!(last, '@'..='~')) {
            Some(rest) => plain.push_str(rest),
            None => plain.extend(["[", piece]),
        }
    }
    plain
}

fn decode_as_is(bytes: &[u8], declared: Option<&str>, region: &str) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return plain(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned());
    }
    if let Some(encoding) = utf16_without_mark(&bytes[..bytes.len().min(SAMPLE)]) {
        return plain(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return plain(text.to_owned());
    }
    if let Some(mixed) = mostly_utf8(bytes) {
        return mixed;
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes())).filter(|&found| found != UTF_8);
    if declared.is_none() && is_cp437(bytes) {
        return plain(bytes.iter().map(|&byte| cp437(byte)).collect());
    }
    let encoding = declared.unwrap_or_else(|| guess(bytes, region));
    plain(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

fn plain(text: String) -> Decoded {
    Decoded { text, remark: None }
}

/// UTF-16 shows as zero bytes on every other place, as long as some of the text is Latin or has line ends.
fn utf16_without_mark(sample: &[u8]) -> Option<&'static Encoding> {
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let (high_first, low_first) = (zeros(0), zeros(1));
    let units = sample.len() / 2;
    let enough = |many: usize, few: usize| units > 1 && many * 10 >= units && few * 20 <= many;
    let encoding = match (enough(high_first, low_first), enough(low_first, high_first)) {
        (true, _) => UTF_16BE,
        (_, true) => UTF_16LE,
        _ => return None,
    };
    let (text, _) = encoding.decode_without_bom_handling(&sample[..units * 2]);
    let is_odd = |c: char| (c.is_control() && !c.is_whitespace()) || c == char::REPLACEMENT_CHARACTER;
    // The sample may end within a character of two units.
    (!text.trim_end_matches(char::REPLACEMENT_CHARACTER).contains(is_odd)).then_some(encoding)
}

/// UTF-8 with a few stray bytes, as when texts of several encodings were pasted together.
fn mostly_utf8(bytes: &[u8]) -> Option<Decoded> {
    let (mut text, mut good, mut stray) = (String::with_capacity(bytes.len()), 0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        stray += usize::from(!chunk.invalid().is_empty());
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    let remark = format!("{stray} stretches are not UTF-8 and were read as Windows-1252");
    (good > stray).then(|| Decoded { text, remark: Some(Diagnostic::warning(None, remark)) })
}

fn guess(bytes: &[u8], region: &str) -> &'static Encoding {
    if is_mac_roman(bytes) {
        return MACINTOSH;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let is_domain = !region.is_empty() && region.bytes().all(|byte| byte.is_ascii_lowercase());
    let encoding = detector.guess(is_domain.then_some(region.as_bytes()), Utf8Detection::Deny);
    let is_euro = |pair: &[u8]| (pair[0] == 0xa4 && pair[1].is_ascii_digit()) || pair == [b' ', 0xa4];
    if encoding == WINDOWS_1252 && bytes.windows(2).any(is_euro) { ISO_8859_15 } else { encoding }
}

/// The apostrophe of "council's" is 0xD5 on an old Macintosh; in Windows-1252 it would be a capital O between small letters.
fn is_mac_roman(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|three| three[0].is_ascii_alphabetic() && three[1] == 0xd5 && three[2].is_ascii_lowercase())
}

/// Pound signs before amounts and ruled lines give DOS away; control codes of Windows-1252 do not stand there.
fn is_cp437(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| {
        (pair[0] == 0x9c && pair[1].is_ascii_digit()) || (pair[0] == pair[1] && matches!(pair[0], 0xc4 | 0xcd | 0xb3))
    })
}

fn cp437(byte: u8) -> char {
    match byte.checked_sub(128) {
        None => char::from(byte),
        Some(upper) => CP437.chars().nth(usize::from(upper)).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes, None, "uk").text, expected);
    }

    #[test]
    fn a_byte_order_mark_tells_and_is_no_text() {
        check(b"\xef\xbb\xbfCaf\xc3\xa9", "Café");
        check(b"\xff\xfeN\0o\0", "No");
        check(b"\xfe\xff\0N\0o", "No");
    }

    #[test]
    fn utf16_without_a_mark_is_told_by_its_zero_bytes() {
        check(
            &"Present: Ada Finch\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
            "Present: Ada Finch\n",
        );
        check(
            &"Present: Ada Finch\n".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>(),
            "Present: Ada Finch\n",
        );
    }

    #[test]
    fn legacy_encodings_are_told_by_what_minutes_hold() {
        check(b"The chair\x92s report cost \xa35,000 \x96 agreed", "The chair’s report cost £5,000 – agreed");
        check(b"The chair\xd5s report was noted by Ada Finch", "The chair’s report was noted by Ada Finch");
        check(b"The hall cost \x9c500", "The hall cost £500");
        check(b"The hall cost \xa4500 and the roof \xa4900", "The hall cost €500 and the roof €900");
    }

    #[test]
    fn stray_bytes_in_utf8_are_read_and_named() {
        let decoded = decode("Zoë, René and Chloë: caf\u{0}é".replace('\u{0}', "").as_bytes(), None, "uk");
        assert!(decoded.remark.is_none());
        let mut bytes = "Zoë and René noted ".as_bytes().to_vec();
        bytes.extend(b"\xa35");
        let decoded = decode(&bytes, None, "uk");
        assert_eq!(decoded.text, "Zoë and René noted £5");
        assert!(decoded.remark.is_some());
    }

    #[test]
    fn line_ends_of_an_old_macintosh_are_line_ends() {
        check(b"one\rtwo", "one\ntwo");
        check(b"one\r\ntwo", "one\r\ntwo");
    }

    #[test]
    fn what_a_terminal_printed_is_text_without_its_codes() {
        check(b"\x1b[1;31mHarbour\x1b[0m Board\x07", "Harbour Board");
        check(b"a\x1b[", "a[");
        assert!(is_text(b"\x1b[1mHarbour\x1b[0m \x1b[31mBoard\x1b[0m"));
    }

    #[test]
    fn pictures_are_not_text() {
        assert!(is_text("Minutes\n".as_bytes()));
        assert!(is_text(b""));
        assert!(!is_text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02\x03\x04\x05\x06"));
    }
}
