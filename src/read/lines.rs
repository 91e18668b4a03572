//! Line numbers of byte offsets.

use crate::meeting::Place;

/// Where the lines of a text start.
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// The lines of `text`; a line ends at `\n`.
    pub(super) fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The place of the byte at offset `byte`.
    pub(super) fn place(&self, byte: usize) -> Place {
        let line = self.starts.partition_point(|&start| start <= byte) as u32;
        Place { page: None, line_start: line, line_end: line, byte_start: byte, byte_end: byte }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_belongs_to_the_line_it_stands_in() {
        let lines = Lines::of("ab\n\ncd");
        for (byte, line) in [(0, 1), (2, 1), (3, 2), (4, 3), (5, 3)] {
            assert_eq!(lines.place(byte).line_start, line, "byte {byte}");
        }
    }
}
