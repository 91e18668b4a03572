//! What formatting says of stretches of an old Word document: modifiers ("sprms") and the pages that hold them.

use super::bytes::{byte, long, offset, short, slice};

/// Size of a page of formatting.
const PAGE: usize = 512;

/// What is known of a paragraph or of a style of paragraphs.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    /// Number of the style.
    pub(super) style: u16,
    /// Heading level stated, 9 and more for none.
    pub(super) outline: Option<u8>,
    /// List it belongs to, 0 for none.
    pub(super) list: Option<u16>,
    /// Level in that list.
    pub(super) level: Option<u8>,
    /// Whether it stands in a table.
    pub(super) is_in_table: bool,
    /// Whether it only ends a row.
    pub(super) ends_row: bool,
    /// Right edges of the row's cells, and whether each belongs to the one before.
    pub(super) edges: Vec<(i32, bool)>,
}

/// What is known of characters, where something says so.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) bold: Option<bool>,
    pub(super) is_unseen: bool,
}

/// Stretches of the file, ascending, and what holds for each.
#[derive(Debug)]
pub(super) struct Runs<T> {
    runs: Vec<(usize, usize, T)>,
    at: usize,
}

impl<T: Default> Runs<T> {
    /// What holds at byte `position`; quick for positions near the last.
    pub(super) fn get(&mut self, position: usize) -> Option<&T> {
        let holds = |run: &(usize, usize, T)| (run.0..run.1).contains(&position);
        if !self.runs.get(self.at).is_some_and(holds) {
            self.at = self.runs.partition_point(|run| run.1 <= position);
        }
        self.runs.get(self.at).filter(|run| holds(run)).map(|run| &run.2)
    }
}

/// The formatting of paragraphs; `table` is the bin table's stretch of the table stream.
pub(super) fn paragraphs(main: &[u8], table: &[u8]) -> Runs<Paragraph> {
    runs(main, table, |page, entry, count| {
        let at = usize::from(byte(page, (count + 1) * 4 + entry * 13)?) * 2;
        let (start, length) = match byte(page, at)? {
            0 => (at + 2, usize::from(byte(page, at + 1)?) * 2),
            words => (at + 1, usize::from(words) * 2 - 1),
        };
        let properties = slice(page, start, length)?;
        let mut paragraph = Paragraph { style: short(properties, 0)?, ..Paragraph::default() };
        paragraph.apply(&properties[2..]);
        Some(paragraph)
    })
}

/// The formatting of characters.
pub(super) fn looks(main: &[u8], table: &[u8]) -> Runs<Look> {
    runs(main, table, |page, entry, count| {
        let at = usize::from(byte(page, (count + 1) * 4 + entry)?) * 2;
        let mut look = Look::default();
        if at > 0 {
            look.apply(slice(page, at + 1, usize::from(byte(page, at)?))?);
        }
        Some(look)
    })
}

/// Reads every page a bin table names with `read`, given the page, an entry's number and the count of entries.
fn runs<T: Default>(main: &[u8], table: &[u8], read: impl Fn(&[u8], usize, usize) -> Option<T>) -> Runs<T> {
    let mut runs = Vec::new();
    let count = table.len().saturating_sub(4) / 8;
    for index in 0..count.min(main.len() / PAGE) {
        let number = long(table, (count + 1) * 4 + index * 4).unwrap_or(0) & 0x3f_ffff;
        let Some(page) = slice(main, number as usize * PAGE, PAGE) else { continue };
        let entries = usize::from(page[PAGE - 1]);
        for entry in 0..entries {
            let (Some(start), Some(end)) = (offset(page, entry * 4), offset(page, entry * 4 + 4)) else { break };
            runs.push((start, end, read(page, entry, entries).unwrap_or_default()));
        }
    }
    runs.sort_by_key(|run| (run.0, run.1));
    Runs { runs, at: 0 }
}

impl Paragraph {
    /// Takes over what a list of modifiers says.
    pub(super) fn apply(&mut self, modifiers: &[u8]) {
        each(modifiers, |code, operand| {
            let first = operand.first().copied().unwrap_or(0);
            match code {
                0x2416 => self.is_in_table = first != 0,
                0x2417 => self.ends_row = first != 0,
                0x2640 => self.outline = Some(first),
                0x260a => self.level = Some(first),
                0x460b => self.list = short(operand, 0),
                0x4600 => self.style = short(operand, 0).unwrap_or(self.style),
                0xd608 => self.edges = edges(operand).unwrap_or_default(),
                _ => {}
            }
        });
    }
}

impl Look {
    /// Takes over what a list of modifiers says.
    pub(super) fn apply(&mut self, modifiers: &[u8]) {
        each(modifiers, |code, operand| {
            let first = operand.first().copied().unwrap_or(0);
            match code {
                0x0835 if first < 2 => self.bold = Some(first == 1),
                0x0800 | 0x083c if first == 1 => self.is_unseen = true,
                _ => {}
            }
        });
    }
}

/// The description of a row: the edges of its cells.
fn edges(operand: &[u8]) -> Option<Vec<(i32, bool)>> {
    let count = usize::from(byte(operand, 0)?);
    let cells = 1 + (count + 1) * 2;
    let edge = |cell: usize| {
        let right = i32::from(short(operand, 1 + (cell + 1) * 2)? as i16);
        let is_merged = short(operand, cells + cell * 20).is_some_and(|flags| flags & 2 != 0);
        Some((right, is_merged))
    };
    (0..count).map(edge).collect()
}

/// Calls `with` for each modifier: its code and operand.
fn each(modifiers: &[u8], mut with: impl FnMut(u16, &[u8])) {
    let mut at = 0;
    while let Some(code) = short(modifiers, at) {
        at += 2;
        let length = match (code, code >> 13) {
            (0xd608, _) => {
                let length = usize::from(short(modifiers, at).unwrap_or(0)).saturating_sub(1);
                at += 2;
                length
            }
            (_, 6) => {
                let length = usize::from(byte(modifiers, at).unwrap_or(0));
                at += 1;
                length
            }
            (_, 0 | 1) => 1,
            (_, 3) => 4,
            (_, 7) => 3,
            _ => 2,
        };
        let Some(operand) = slice(modifiers, at, length) else { return };
        with(code, operand);
        at += length;
    }
}
