//! Numbers of list entries as a reader sees them: figures, letters, Roman numerals.

/// How a list counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]

pub(super) enum Ordinal {
    /// 1, 2, 3
    #[default]
    Figures,
    /// 01, 02, 03
    PaddedFigures,
    /// a, b, c
    Letters,
    /// A, B, C
    Capitals,
    /// i, ii, iii
    Roman,
    /// I, II, III
    RomanCapitals,
}

impl Ordinal {
    /// The `number`th entry's figure, letter or numeral, without any full stop or bracket.
    pub(super) fn show(self, number: i64) -> String {
        match self {
            Ordinal::Figures => number.to_string(),
            Ordinal::PaddedFigures => format!("{number:02}"),
            Ordinal::Letters => letters(number),
            Ordinal::Capitals => letters(number).to_uppercase(),
            Ordinal::Roman => roman(number),
            Ordinal::RomanCapitals => roman(number).to_uppercase(),
        }
    }
}

/// a to z, then aa, bb: as word processors count.
fn letters(number: i64) -> String {
    let Some(index) =
        number.checked_sub(1).and_then(|index| u32::try_from(index).ok()).filter(|&index| index < 26 * 50)
    else {
        return number.to_string();
    };
    let letter = char::from(b'a' + (index % 26) as u8);
    String::from(letter).repeat(index as usize / 26 + 1)
}

fn roman(number: i64) -> String {
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    const STEPS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let (mut left, mut numeral) = (number, String::new());
    for (value, sign) in STEPS {
        while left >= value {
            numeral.push_str(sign);
            left -= value;
        }
    }
    numeral
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_counted_as_word_processors_do() {
        for (ordinal, number, expected) in [
            (Ordinal::Figures, 12, "12"),
            (Ordinal::PaddedFigures, 7, "07"),
            (Ordinal::Letters, 1, "a"),
            (Ordinal::Letters, 28, "bb"),
            (Ordinal::Capitals, 26, "Z"),
            (Ordinal::Roman, 14, "xiv"),
            (Ordinal::RomanCapitals, 1990, "MCMXC"),
            (Ordinal::Roman, 0, "0"),
            (Ordinal::Letters, -3, "-3"),
        ] {
            assert_eq!(ordinal.show(number), expected);
        }
    }
}
