//! One spelling for letters that readers take for the same: case, accents, ligatures, look-alikes.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Appends `letter` to `folded` in the spelling that is indexed and searched; marks vanish.
pub(super) fn fold_into(letter: char, folded: &mut String) {
    if letter.is_ascii() {
        folded.push(letter.to_ascii_lowercase());
        return;
    }
    decompose_compatible(letter, |part| {
        for lower in part.to_lowercase().filter(|lower| !is_combining_mark(*lower) && !is_invisible(*lower)) {
            match spelled_out(lower) {
                Some(letters) => folded.push_str(letters),
                None => folded.push(twin(lower)),
            }
        }
    });
}

/// The key under which facet values that differ only in case, accents, quotes or spaces are one.
pub fn key(value: &str) -> String {
    let mut key = String::with_capacity(value.len());
    for word in value.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        for letter in word.chars() {
            match letter {
                quote if is_apostrophe(quote) => key.push('\''),
                '"' | '“' | '”' | '„' | '«' | '»' => key.push('"'),
                dash if is_hyphen(dash) || dash == '–' => key.push('-'),
                letter => fold_into(letter, &mut key),
            }
        }
    }
    key
}

/// Whether the character is one of the marks written as an apostrophe.
pub(super) fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | '＇' | '`' | '´')
}

/// Whether the character joins two words into one.
pub fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether the character has no width, so that no reader can tell it is there.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn spelled_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

/// The Latin letter that looks the same, in its capital or its small form.
fn twin(letter: char) -> char {
    match letter {
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' | 'ԁ' => 'd',
        'ı' | 'і' | 'ι' | 'ӏ' => 'i',
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'е' | 'ε' => 'e',
        'н' | 'η' | 'һ' => 'h',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'ν' => 'n',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'ԝ' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'υ' | 'ү' => 'y',
        'ζ' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, expected: &str) {
        assert_eq!(key(written), expected, "{written}");
    }

    #[test]
    fn letters_that_look_the_same_are_the_same() {
        check("ТВ", "tb"); // both letters Cyrillic
        check("Café", "cafe");
        check("Cafe\u{301}", "cafe");
        check("oﬃcer", "officer");
        check("Straße", "strasse");
        check("ＫＳＩ", "ksi");
        check("co\u{ad}operate", "cooperate");
    }

    #[test]
    fn values_differ_neither_by_case_nor_by_spaces_nor_by_quotes() {
        check("  Road\u{a0} Safety ", "road safety");
        check("PCC’s “office”", "pcc's \"office\"");
    }
}
