//! Words of a picture by the external program `tesseract`, as glyphs like those a page draws itself.

use super::picture::Picture;
use super::sheet::Glyph;
use hayro_interpret::kurbo::Point;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::{OnceLock, mpsc};
use std::thread;
use std::time::Duration;

/// Longest time one page may take.
const LONGEST: Duration = Duration::from_secs(120);

/// Name and version of the `tesseract` on this machine; none if there is none.
pub(super) fn version() -> Option<&'static str> {
    static FOUND: OnceLock<Option<String>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        let output = Command::new("tesseract").arg("--version").stdin(Stdio::null()).output().ok()?;
        // Older versions name themselves on stderr.
        let said = if output.stdout.is_empty() { output.stderr } else { output.stdout };
        let line = String::from_utf8_lossy(&said).lines().next()?.trim().to_owned();
        output.status.success().then_some(line)
    });
    found.as_deref()
}

/// The words of `picture` in `languages` as tesseract names them (`eng+cym`), in its own table; or why there is none.
pub(super) fn table(picture: &Picture, languages: &str) -> Result<String, String> {
    let mut tesseract = Command::new("tesseract")
        .args(["stdin", "stdout", "-l", languages, "--psm", "11", "tsv"])
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|cause| cause.to_string())?;
    let (Some(input), Some(output), Some(remarks)) =
        (tesseract.stdin.take(), tesseract.stdout.take(), tesseract.stderr.take())
    else {
        return Err("no pipe to tesseract".to_owned());
    };
    thread::scope(|scope| {
        // Ends with an error if tesseract ends first, which its exit code tells.
        scope.spawn(move || send(picture, input));
        let remarks = scope.spawn(move || text_of(remarks));
        let (done, waiting) = mpsc::channel();
        scope.spawn(move || done.send(text_of(output)));
        let table = waiting.recv_timeout(LONGEST);
        if table.is_err() {
            // It may have ended by itself in this moment.
            let _ = tesseract.kill();
        }
        let status = tesseract.wait().map_err(|cause| cause.to_string())?;
        let remarks = remarks.join().unwrap_or_default();
        match table {
            Ok(table) if status.success() => Ok(table),
            Ok(_) => Err(remarks.lines().find(|line| !line.trim().is_empty()).unwrap_or("tesseract failed").to_owned()),
            Err(_) => Err(format!("tesseract took more than {} seconds", LONGEST.as_secs())),
        }
    })
}

fn send(picture: &Picture, mut input: impl Write) -> std::io::Result<()> {
    write!(input, "P5\n{} {}\n255\n", picture.width, picture.height)?;
    input.write_all(&picture.shades)
}

fn text_of(mut output: impl Read) -> String {
    let mut bytes = Vec::new();
    // What came before a broken pipe is what there is.
    let _ = output.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
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

/// The words of `table` as glyphs of the page that `picture` is on.
pub(super) fn place(table: &str, picture: &Picture) -> Vec<Glyph> {
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
