//! Tokens of rich text: groups, control words, bytes of text.

/// A token; names and text are as they stand in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` with its number.
    Word(&'t str, Option<i32>),
    /// `\` and a sign that is no letter.
    Sign(u8),
    /// `\'hh`
    Byte(u8),
    /// A stretch of text without line ends.
    Text(&'t [u8]),
}

/// The tokens of a file.
pub(super) struct Tokens<'t> {
    rest: &'t [u8],
}

impl<'t> Tokens<'t> {
    pub(super) fn of(bytes: &'t [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Goes past `length` bytes of binary data.
    pub(super) fn pass(&mut self, length: usize) {
        self.rest = &self.rest[length.min(self.rest.len())..];
    }

    fn take(&mut self, length: usize) -> &'t [u8] {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, is: impl Fn(u8) -> bool) -> &'t [u8] {
        let length = self.rest.iter().position(|&byte| !is(byte)).unwrap_or(self.rest.len());
        self.take(length)
    }

    fn control(&mut self) -> Option<Token<'t>> {
        let first = *self.rest.first()?;
        if !first.is_ascii_alphabetic() {
            self.pass(1);
            if first != b'\'' {
                return Some(Token::Sign(first));
            }
            let digits = self.rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
            let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
            self.pass(if byte.is_some() { 2 } else { 0 });
            return Some(Token::Byte(byte.unwrap_or(b'?')));
        }
        let name = self.take_while(|byte| byte.is_ascii_alphabetic());
        let minus = self.take(usize::from(self.rest.first() == Some(&b'-')));
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        if self.rest.first() == Some(&b' ') {
            self.pass(1);
        }
        let number = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<i32>().ok());
        let number = number.map(|number| if minus.is_empty() { number } else { -number });
        std::str::from_utf8(name).ok().map(|name| Token::Word(name, number))
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            match *self.rest.first()? {
                b'{' => {
                    self.pass(1);
                    return Some(Token::Open);
                }
                b'}' => {
                    self.pass(1);
                    return Some(Token::Close);
                }
                b'\\' => {
                    self.pass(1);
                    return self.control();
                }
                b'\r' | b'\n' | 0 => self.pass(1),
                _ => {
                    return Some(Token::Text(
                        self.take_while(|byte| !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0)),
                    ));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_words_end_at_a_blank_or_at_what_is_no_letter() {
        let tokens: Vec<_> = Tokens::of(b"{\\b Hall\\b0\\u-39?\\'e9\\~\n}").collect();
        let expected = [
            Token::Open,
            Token::Word("b", None),
            Token::Text(b"Hall"),
            Token::Word("b", Some(0)),
            Token::Word("u", Some(-39)),
            Token::Text(b"?"),
            Token::Byte(0xe9),
            Token::Sign(b'~'),
            Token::Close,
        ];
        assert_eq!(tokens, expected);
    }
}
