//! The drawing board hayro draws a page on: it keeps glyphs, ruling lines and whether there is a picture.

use super::sheet::{Glyph, Rule, Sheet, turn_point};
use super::string;
use hayro_cmap::BfString;
use hayro_interpret::font::{Glyph as Shape, GlyphRun};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _, Vec2};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use hayro_syntax::object::{self, Dict};

/// Beyond this a page is a drawing or an attack, and no reader would call it minutes.
const MOST_GLYPHS: usize = 400_000;
const MOST_RULES: usize = 20_000;
/// A drawn line is at most this thick, in points.
const THICKEST_RULE: f64 = 4.0;
/// Font units in the height of a font.
const UNITS: f64 = 1000.0;
/// What stands for a glyph whose character the file does not tell.
pub(super) const UNKNOWN: char = '\u{FFFD}';

/// Collects what is drawn on one page.
#[derive(Default)]
pub(super) struct Board {
    pub(super) sheet: Sheet,
    marks: Vec<Mark>,
}

/// Marked content that is not closed yet.
struct Mark {
    number: Option<i32>,
    is_artifact: bool,
    /// What its glyphs say, where the file tells so (ligatures, mostly).
    text: Option<String>,
    /// Number of glyphs drawn before it.
    start: usize,
}

impl Board {
    /// An empty board for page `page` (1-based) of the given height.
    pub(super) fn new(page: u32, height: f32) -> Self {
        Board { sheet: Sheet { page, height, ..Sheet::default() }, marks: Vec::new() }
    }

    fn add_glyph(&mut self, char: char, pen: Pen) {
        if !is_nothing(char) && self.sheet.glyphs.len() < MOST_GLYPHS {
            self.sheet.glyphs.push(Glyph {
                char,
                x0: pen.x0,
                x1: pen.x1,
                base: pen.base,
                size: pen.size,
                is_bold: pen.is_bold,
                mark: self.marks.iter().rev().find_map(|mark| mark.number),
                is_artifact: self.marks.iter().any(|mark| mark.is_artifact),
                turn: pen.turn,
            });
        }
    }

    fn add_box(&mut self, bounds: Rect) {
        let (width, height) = (bounds.width(), bounds.height());
        let is_line = width.min(height) <= THICKEST_RULE && width.max(height) > THICKEST_RULE;
        if !is_line || self.sheet.rules.len() >= MOST_RULES {
            return;
        }
        let (x0, y0, x1, y1) = (bounds.x0 as f32, bounds.y0 as f32, bounds.x1 as f32, bounds.y1 as f32);
        let (x, y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
        self.sheet.rules.push(if width >= height {
            Rule { x0, y0: y, x1, y1: y }
        } else {
            Rule { x0: x, y0, x1: x, y1 }
        });
    }

    fn add_path(&mut self, path: &BezPath, mode: &DrawMode) {
        match mode {
            DrawMode::Invisible => {}
            DrawMode::Fill(_) => {
                let mut part = BezPath::new();
                for element in path.elements() {
                    if matches!(element, PathEl::MoveTo(_)) && !part.is_empty() {
                        self.add_box(std::mem::take(&mut part).bounding_box());
                    }
                    part.push(*element);
                }
                if !part.is_empty() {
                    self.add_box(part.bounding_box());
                }
            }
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => {
                for segment in path.segments() {
                    self.add_box(segment.bounding_box());
                }
            }
        }
    }
}

/// Where a glyph stands, and how it looks.
#[derive(Clone, Copy)]
struct Pen {
    x0: f32,
    x1: f32,
    base: f32,
    size: f32,
    is_bold: bool,
    turn: u16,
}

impl Pen {
    /// For a glyph of the given width (in font units) drawn under `transform`.
    fn new(transform: Affine, width: f64, is_bold: bool) -> Option<Pen> {
        let origin = transform * Point::ZERO;
        let along = transform * Point::new(width.max(1.0), 0.0) - origin;
        let up = transform * Point::new(0.0, UNITS) - origin;
        let direction = turn_of(along);
        let (x0, base) = turn_point(origin.x as f32, origin.y as f32, direction);
        let size = up.hypot() as f32;
        let length = if width == 0.0 { 0.0 } else { along.hypot() as f32 };
        let pen = Pen { x0, x1: x0 + length, base, size, is_bold, turn: direction };
        (pen.x1.is_finite() && base.is_finite() && size.is_finite() && size > 0.1).then_some(pen)
    }

    /// The `index`-th of `count` equal parts, for the letters of a ligature.
    fn part(self, index: usize, count: usize) -> Pen {
        let step = (self.x1 - self.x0) / count as f32;
        let x0 = self.x0 + step * index as f32;
        Pen { x0, x1: x0 + step, ..self }
    }
}

fn turn_of(along: Vec2) -> u16 {
    let steps = (along.atan2().to_degrees() / 5.0).round() as i32;
    (steps.rem_euclid(72) * 5) as u16
}

impl<'a> Device<'a> for Board {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let is_bold = run.glyphs().first().is_some_and(|glyph| is_bold(glyph));
        for glyph in run.glyphs() {
            let width = match &**glyph {
                Shape::Outline(outline) => outline.advance_width(),
                Shape::Type3(drawn) => drawn.advance_width(),
            };
            let width = f64::from(width.unwrap_or(UNITS as f32 / 2.0));
            let Some(pen) = Pen::new(props.transform * glyph.transform(), width, is_bold) else { continue };
            match glyph.as_unicode() {
                None => self.add_glyph(UNKNOWN, pen),
                Some(BfString::Char(char)) => match letters(char) {
                    Some(letters) => self.add_letters(letters, pen),
                    None => self.add_glyph(plain(char), pen),
                },
                Some(BfString::String(text)) => self.add_letters(&text, pen),
            }
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.add_path(&(props.transform * path.clone()), mode);
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.add_path(&(props.transform * rect.to_path(0.1)), mode);
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.sheet.has_picture = true;
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|properties| properties.get::<object::String<'_>>("ActualText"));
        self.marks.push(Mark {
            number: properties.and_then(|properties| properties.get("MCID")),
            is_artifact: tag == b"Artifact",
            text: text.map(|text| string::decode(&text)),
            start: self.sheet.glyphs.len(),
        });
    }

    fn end_marked_content(&mut self) {
        if let Some(Mark { text: Some(text), start, .. }) = self.marks.pop() {
            self.replace(start, &text);
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

impl Board {
    /// Puts `text` in the place of the glyphs from `start` on, if they stand side by side and are about as many.
    fn replace(&mut self, start: usize, text: &str) {
        let count = text.chars().filter(|char| !is_nothing(*char)).count();
        let (Some(first), Some(last)) = (self.sheet.glyphs.get(start), self.sheet.glyphs.last()) else { return };
        let drawn = self.sheet.glyphs.len() - start;
        if count == 0 || count > 4 * drawn || first.base != last.base || first.turn != last.turn {
            return;
        }
        let (x0, x1, first) = (first.x0, last.x1.max(first.x1), *first);
        self.sheet.glyphs.truncate(start);
        let step = (x1 - x0) / count as f32;
        for (index, char) in text.chars().filter(|char| !is_nothing(*char)).enumerate() {
            let x0 = x0 + step * index as f32;
            self.sheet.glyphs.push(Glyph { char: plain(char), x0, x1: x0 + step, ..first });
        }
    }

    fn add_letters(&mut self, letters: &str, pen: Pen) {
        let count = letters.chars().count();
        for (index, letter) in letters.chars().enumerate() {
            self.add_glyph(plain(letter), pen.part(index, count));
        }
    }
}

fn is_bold(glyph: &Shape<'_>) -> bool {
    let Shape::Outline(outline) = glyph else { return false };
    outline.font_data().is_some_and(|font| {
        let name = font.postscript_name.unwrap_or_default().to_lowercase();
        font.weight.is_some_and(|weight| weight >= 600)
            || ["bold", "black", "heavy", "semibd"].iter().any(|word| name.contains(word))
    })
}

/// Whether the character has neither width nor looks.
fn is_nothing(char: char) -> bool {
    matches!(char, '\u{200B}' | '\u{FEFF}')
}

/// The letters of a ligature.
fn letters(char: char) -> Option<&'static str> {
    Some(match char {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

/// The character as a reader takes it: any blank is a blank, a drawn soft hyphen is a hyphen, a bullet of the symbol
/// fonts is a bullet.
fn plain(char: char) -> char {
    match char {
        '\u{AD}' => '-',
        '\u{F0B7}' | '\u{F0A8}' => '•',
        '\u{F0A7}' => '▪',
        '\u{F0D8}' => '➢',
        '\u{F0FC}' => '✓',
        '\0' => UNKNOWN,
        char if char.is_whitespace() || char.is_control() => ' ',
        char => char,
    }
}
