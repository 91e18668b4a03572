//! Wrapped lines back to the paragraphs and list entries they were.

use super::stretch::{Bold, Line};
use crate::meeting::Place;
use crate::read::document::{Block, Body, Text};
use crate::read::marker;
use crate::read::wrap::{Joint, Wrap};

/// The blocks of a stretch of lines without blank ones; `wrap` is that of the whole text.
pub(super) fn blocks(lines: &[Line], wrap: Wrap) -> Vec<Block> {
    let wrap = column(lines, wrap);
    let mut bold = Bold::of(lines.iter().map(|line| line.text));
    let mut bullets: Vec<(usize, char)> = Vec::new();
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<(Body, &Line)> = None;
    for (index, line) in lines.iter().enumerate() {
        let after = lines.get(index + 1);
        let joint = match &open {
            Some((_, last)) if is_heading(wrap, (last, line, after)) => Joint::Break,
            Some((body, last)) => joint(wrap, body, (last, line)),
            None => Joint::Break,
        };
        if let (Joint::Blank | Joint::Tight, Some((body, last))) = (joint, &mut open) {
            let text = text_of(body);
            if joint == Joint::Blank {
                text.glue(" ");
            }
            bold.push(text, line.text, line.place);
            *last = line;
            continue;
        }
        blocks.extend(open.take().map(|(body, _)| block(body, line.place.page)));
        open = Some((begin(line, &mut bullets, &mut bold), line));
    }
    blocks.extend(open.map(|(body, last)| block(body, last.place.page)));
    blocks.retain(|block| block.texts().iter().any(|text| !text.string.is_empty()));
    blocks
}

/// A line that begins large behind a sentence's end, and ends early without an end of its own.
fn is_heading(wrap: Wrap, (last, line, after): (&Line, &Line, Option<&Line>)) -> bool {
    last.text.ends_with('.')
        && line.text.starts_with(char::is_uppercase)
        && line.text.ends_with(char::is_alphanumeric)
        && after.is_some_and(|after| wrap.joint(line.text, after.text) == Joint::Break && !marker::begins(after.text))
}

/// A stretch of lines much shorter than the rest is a column of its own, if any of them goes on in the next.
fn column(lines: &[Line], wrap: Wrap) -> Wrap {
    let width = lines.iter().map(|line| line.text.chars().take(200).count()).max().unwrap_or(0);
    let goes_on = marker::is_code(lines[0].text) || lines.iter().any(|line| line.text.starts_with(char::is_lowercase));
    if lines.len() > 1 && goes_on && wrap.is_wide_beside(width) { Wrap::column(width) } else { wrap }
}

/// What stands between a block's last line and the next line.
fn joint(wrap: Wrap, body: &Body, (last, next): (&Line, &Line)) -> Joint {
    let joint = wrap.joint(last.text, next.text);
    match marker::bullet(next.text) {
        Some((sign, _)) if !matches!(sign, '-' | '–' | 'o') => Joint::Break,
        // A dash may also be one in a sentence; the first of a list follows a full line or a lead-in.
        Some(_) if matches!(body, Body::ListItem { .. }) || last.text.ends_with([':', '.', ';']) => Joint::Break,
        Some(_) => joint,
        None if joint == Joint::Break && matches!(body, Body::ListItem { .. }) && is_hanging(last, next) => {
            Joint::Blank
        }
        None => joint,
    }
}

/// A line that stands below the words of a list entry, not below its bullet, belongs to it.
fn is_hanging(last: &Line, next: &Line) -> bool {
    let hang = marker::bullet(last.text).map_or(last.indent, |(_, length)| last.indent + length.min(2));
    next.indent > 0 && next.indent >= hang && !marker::begins(next.text)
}

fn begin(line: &Line, bullets: &mut Vec<(usize, char)>, bold: &mut Bold) -> Body {
    let mut text = Text::default();
    let Some((sign, length)) = marker::bullet(line.text) else {
        bold.push(&mut text, line.text, line.place);
        return Body::Paragraph(text);
    };
    let place = Place { byte_start: line.place.byte_start + length, ..line.place };
    bold.push(&mut text, &line.text[length..], place);
    let depth = depth(bullets, (line.indent, sign));
    Body::ListItem { depth, marker: None, text }
}

/// Bullets further in, or of another sign at the same indent, stand one deeper.
fn depth(bullets: &mut Vec<(usize, char)>, bullet: (usize, char)) -> u8 {
    match bullets.iter().position(|&open| open == bullet) {
        Some(at) => bullets.truncate(at + 1),
        None => {
            bullets.retain(|open| open.0 <= bullet.0);
            bullets.push(bullet);
        }
    }
    (bullets.len() - 1).min(usize::from(u8::MAX)) as u8
}

fn text_of(body: &mut Body) -> &mut Text {
    match body {
        Body::Heading { text, .. } | Body::ListItem { text, .. } => text,
        Body::Paragraph(text) | Body::Furniture(text) => text,
        Body::Row { .. } => unreachable!("lines without tabs make no row"),
    }
}

fn block(mut body: Body, page: Option<u32>) -> Block {
    text_of(&mut body).trim_end();
    Block { body, page }
}

#[cfg(test)]
mod tests {
    use crate::read::outline::outline;
    use crate::read::text::compose;

    const PROSE: &str = "The chair opened the meeting and thanked all who had come to\nthe hall in such weather, and went on to speak of the roof and\nits gutters, which had been mended by the firm of Brown and\nSons at a price of five hundred pounds.\n";

    fn check(text: &str, expected: &[&str]) {
        let whole = format!("{PROSE}\n{PROSE}\n{text}");
        let outline = outline(&compose(&whole));
        assert_eq!(outline[2..], *expected, "{text}");
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = compose(PROSE);
        assert_eq!(text.blocks.len(), 1);
        assert!(text.blocks[0].texts()[0].string.contains("come to the hall in such weather, and went on"));
    }

    #[test]
    fn a_heading_above_wrapped_lines_stands_apart() {
        check(
            "Roof and gutters\nAF said that the gutters had been cleaned and asked the non-\nmembers to help.\n",
            &["11 Roof and gutters", "12 AF said that the gutters had been cleaned and asked the non-members to help."],
        );
    }

    #[test]
    fn a_narrow_column_has_a_width_of_its_own() {
        check(
            "89/14 AF to be given\nthe range of prices\nacross MSG.\n\n95/14 AF to send\nthe plan to BG\n96/14 AF to name\nNational lead.\n",
            &[
                "11 89/14 AF to be given the range of prices across MSG.",
                "15 95/14 AF to send the plan to BG",
                "17 96/14 AF to name National lead.",
            ],
        );
    }

    #[test]
    fn lines_of_a_title_block_stay_apart() {
        check(
            "Hall Committee\nThursday 18 December 2014\nThe Old School\nPresent:-\n",
            &["11 Hall Committee", "12 Thursday 18 December 2014", "13 The Old School", "14 Present:-"],
        );
    }

    #[test]
    fn bullets_are_list_entries_with_their_depth() {
        check(
            "It was agreed:\n- to mend the roof, at the price that was named at the\n  last meeting\n- to clean\n  o the gutters\n- to wait\n",
            &[
                "11 It was agreed:",
                "12 - to mend the roof, at the price that was named at the last meeting",
                "14 - to clean",
                "15 . - the gutters",
                "16 - to wait",
            ],
        );
    }
}
