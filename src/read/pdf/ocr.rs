//! Words of a picture by the external program `tesseract`, as glyphs like those a page draws itself.

use super::picture::Picture;
use super::sheet::Glyph;
use hayro_interpret::kurbo::Point;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// Whether `tesseract` is on this machine.
pub(super) fn is_available() -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    *FOUND.get_or_init(|| {
        let version = Command::new("tesseract").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        version.is_ok_and(|status| status.success())
    })
}

/// The glyphs of `picture` in `languages` as tesseract names them (`eng+cym`); none if it fails.
pub(super) fn glyphs(picture: &Picture, languages: &str) -> Option<Vec<Glyph>> {
    let mut tesseract = Command::new("tesseract")
        .args(["stdin", "stdout", "-l", languages, "--psm", "11", "tsv"])
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = tesseract.stdin.take()?;
    let head = format!("P5\n{} {}\n255\n", picture.width, picture.height);
    let sent = input.write_all(head.as_bytes()).and_then(|()| input.write_all(&picture.shades));
    drop(input);
    let output = tesseract.wait_with_output().ok()?;
    (sent.is_ok() && output.status.success()).then(|| place(&String::from_utf8_lossy(&output.stdout), picture))
}

/// A word as tesseract reports it, in dots.
struct Found<'a> {
    line: [&'a str; 3],
    left: f32,
    bottom: f32,
    width: f32,
    height: f32,
    text: &'a str,
}

impl Found<'_> {
    /// One row of tesseract's table, if it is a word.
    fn parse(row: &str) -> Option<Found<'_>> {
        let fields: Vec<&str> = row.split('\t').collect();
        let ["5", _, block, para, line, _, left, top, width, height, _, text] = fields[..] else { return None };
        let number = |field: &str| field.parse::<f32>().ok();
        let (top, height) = (number(top)?, number(height)?);
        let text = text.trim();
        (!text.is_empty()).then_some(Found {
            line: [block, para, line],
            left: number(left)?,
            bottom: top + height,
            width: number(width)?,
            height,
            text,
        })
    }

    fn has_tail(&self) -> bool {
        self.text.contains(['g', 'j', 'p', 'q', 'y', 'Q', ',', ';', '(', ')', '[', ']', '|', '/', '-', '–'])
    }
}

fn place(table: &str, picture: &Picture) -> Vec<Glyph> {
    let words: Vec<Found> = table.lines().filter_map(Found::parse).collect();
    let lines: Vec<&[Found]> = words.chunk_by(|a, b| a.line == b.line).collect();
    let slope = slope(&lines);
    let usual = middle(words.iter().map(|word| word.height).collect()).unwrap_or(1.0) * 1.25;
    let mut glyphs = Vec::new();
    for line in lines {
        let level = |word: &Found| word.bottom - slope * (word.left + word.width / 2.0);
        let standing: Vec<f32> = line.iter().filter(|word| !word.has_tail()).map(level).collect();
        let tailed = line.iter().map(|word| level(word) - 0.2 * usual).collect();
        let Some(base) = middle(standing).or_else(|| middle(tailed)) else { continue };
        let height = middle(line.iter().map(|word| word.height).collect()).unwrap_or(usual) * 1.25;
        // Lines of small letters only look lower than they are set.
        let size = if (0.6..1.45).contains(&(height / usual)) { usual } else { height };
        for word in line {
            let count = word.text.chars().count() as f32;
            for (index, char) in (0u16..).zip(word.text.chars()) {
                let at = |part: f32| {
                    picture.to_page * Point::new(f64::from(word.left + word.width * part / count), f64::from(base))
                };
                let (start, end) = (at(f32::from(index)), at(f32::from(index) + 1.0));
                let up = picture.to_page * Point::new(0.0, f64::from(size)) - picture.to_page * Point::ZERO;
                glyphs.push(Glyph {
                    char,
                    x0: start.x as f32,
                    x1: end.x as f32,
                    base: start.y as f32,
                    size: up.hypot() as f32,
                    is_bold: false,
                    mark: None,
                    is_artifact: false,
                    turn: 0,
                });
            }
        }
    }
    glyphs
}

/// How much lines fall from left to right, as crookedly laid paper makes them.
fn slope(lines: &[&[Found]]) -> f32 {
    let of = |line: &&[Found]| {
        let mut standing = line.iter().filter(|word| !word.has_tail());
        let (first, last) = (standing.next()?, standing.next_back()?);
        let run = last.left - first.left;
        (run > 20.0 * first.height).then(|| (last.bottom - first.bottom) / run)
    };
    middle(lines.iter().filter_map(of).collect()).unwrap_or(0.0)
}

fn middle(mut numbers: Vec<f32>) -> Option<f32> {
    numbers.sort_by(f32::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_interpret::kurbo::Affine;

    #[test]
    fn words_of_a_crooked_line_stand_on_one_base_line() {
        let row = |word: u32, left: u32, top: u32, text: &str| {
            format!("5\t1\t1\t1\t1\t{word}\t{left}\t{top}\t80\t20\t96\t{text}\n")
        };
        let table = "level\tpage_num\n".to_owned()
            + &row(1, 0, 100, "Ada")
            + &row(2, 500, 105, "met")
            + &row(3, 1000, 110, "Ben");
        let picture = Picture { width: 1100, height: 200, shades: Vec::new(), to_page: Affine::scale(0.36) };
        let glyphs = place(&table, &picture);
        assert_eq!(glyphs.iter().map(|glyph| glyph.char).collect::<String>(), "AdametBen");
        assert!(glyphs.iter().all(|glyph| (glyph.base - glyphs[0].base).abs() < 0.1));
    }
}
