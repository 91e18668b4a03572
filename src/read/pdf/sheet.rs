//! What is drawn on one page: glyphs, ruling lines and pictures, in points from the top left.

use std::collections::BTreeMap;

/// One drawn character; a ligature is one for each of its letters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub char: char,
    /// Left edge along the direction of writing.
    pub x0: f32,
    /// Right edge along the direction of writing.
    pub x1: f32,
    /// Base line across the direction of writing, growing downwards.
    pub base: f32,
    /// Height of the font.
    pub size: f32,
    pub is_bold: bool,
    /// Number of the marked content it belongs to, by which the structure tree names it.
    pub mark: Option<i32>,
    /// Whether the file says that it is no content: running heads, page numbers.
    pub is_artifact: bool,
    /// Degrees by which the direction of writing is turned clockwise, in steps of five.
    pub turn: u16,
}

/// A straight ruling line; either its width or its height is next to nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
}

/// All that was drawn on a page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// 1-based number of the page.
    pub page: u32,
    pub height: f32,
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    pub has_picture: bool,
}

impl Rule {
    /// Whether it runs from left to right.
    pub(super) fn is_level(&self) -> bool {
        self.x1 - self.x0 >= self.y1 - self.y0
    }

    fn turned(self, turn: u16) -> Rule {
        let (a, b) = (turn_point(self.x0, self.y0, turn), turn_point(self.x1, self.y1, turn));
        Rule { x0: a.0.min(b.0), y0: a.1.min(b.1), x1: a.0.max(b.0), y1: a.1.max(b.1) }
    }
}

/// The point as it stands for a reader who turned the page so that writing with `turn` runs to the right.
pub(super) fn turn_point(x: f32, y: f32, turn: u16) -> (f32, f32) {
    let (sin, cos) = match turn {
        0 => return (x, y),
        90 => (1.0, 0.0),
        180 => (0.0, -1.0),
        270 => (-1.0, 0.0),
        _ => f32::from(turn).to_radians().sin_cos(),
    };
    (x * cos + y * sin, y * cos - x * sin)
}

impl Sheet {
    /// Whether it shows no character.
    pub(super) fn is_empty(&self) -> bool {
        self.glyphs.iter().all(|glyph| glyph.char == ' ')
    }

    /// The sheet once for each direction of writing, that of most glyphs first; all of them read from left to right.
    pub(super) fn by_direction(self) -> Vec<Sheet> {
        let mut groups: BTreeMap<u16, Vec<Glyph>> = BTreeMap::new();
        for glyph in self.glyphs {
            groups.entry(glyph.turn).or_default().push(glyph);
        }
        let sheet = |(turn, glyphs): (u16, Vec<Glyph>)| Sheet {
            glyphs,
            rules: self.rules.iter().map(|rule| rule.turned(turn)).collect(),
            page: self.page,
            height: self.height,
            has_picture: self.has_picture,
        };
        let mut sheets: Vec<Sheet> = groups.into_iter().map(sheet).collect();
        sheets.sort_by_key(|sheet| std::cmp::Reverse(sheet.glyphs.len()));
        sheets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(turn: u16) -> Glyph {
        Glyph {
            char: 'a',
            x0: 0.0,
            x1: 1.0,
            base: 0.0,
            size: 1.0,
            is_bold: false,
            mark: None,
            is_artifact: false,
            turn,
        }
    }

    #[test]
    fn the_direction_of_most_glyphs_comes_first() {
        let sheet = Sheet { glyphs: vec![glyph(0), glyph(90), glyph(90)], ..Sheet::default() };
        let turns: Vec<u16> = sheet.by_direction().iter().map(|sheet| sheet.glyphs[0].turn).collect();
        assert_eq!(turns, [90, 0]);
    }

    #[test]
    fn rules_turn_with_the_writing() {
        let rule = Rule { x0: 10.0, y0: 0.0, x1: 10.0, y1: 50.0 }.turned(90);
        assert!(rule.is_level());
        assert_eq!((rule.x0, rule.x1), (0.0, 50.0));
    }
}
