//! The flow of an old Word document: marks in its text end paragraphs, cells and rows.

use super::properties::{Look, Paragraph, Runs};
use super::styles::Styles;
use crate::read::document::Document;
use crate::read::flow::{Flow, Merge};
use crate::read::numbering::{ListPlace, Numbering};

/// A paragraph as it stands in the text: stretches of one weight, and the mark that ends it.
#[derive(Default)]
struct Line {
    stretches: Vec<(bool, Vec<u16>)>,
    properties: Paragraph,
    mark: u16,
}

/// An old Word document in the making.
pub(super) struct Body<'s> {
    flow: Flow,
    styles: &'s Styles,
    numbering: Numbering,
    paragraphs: Runs<Paragraph>,
    looks: Runs<Look>,
    /// Lines of a table row that has not ended.
    row: Vec<Line>,
    /// For each field that is open, whether its code is still being passed.
    fields: Vec<bool>,
}

impl<'s> Body<'s> {
    pub(super) fn new(
        styles: &'s Styles,
        numbering: Numbering,
        (paragraphs, looks): (Runs<Paragraph>, Runs<Look>),
    ) -> Self {
        Self { flow: Flow::new(), styles, numbering, paragraphs, looks, row: Vec::new(), fields: Vec::new() }
    }

    /// Adds text: characters, each with its byte in the file.
    pub(super) fn text(&mut self, characters: &mut dyn Iterator<Item = (usize, u16)>) {
        let mut line = Line::default();
        for (at, unit) in characters {
            match unit {
                0x13 => self.fields.push(true),
                0x14 => {
                    if let Some(is_code) = self.fields.last_mut() {
                        *is_code = false;
                    }
                }
                0x15 => {
                    self.fields.pop();
                }
                0x07 | 0x0c | 0x0d => {
                    line.properties = self.paragraphs.get(at).cloned().unwrap_or_default();
                    line.mark = unit;
                    self.end(std::mem::take(&mut line));
                }
                0x1e => self.character(&mut line, (at, u16::from(b'-'))),
                0x09 | 0x0b | 0x20.. => self.character(&mut line, (at, unit)),
                _ => {}
            }
        }
        if !line.stretches.is_empty() {
            self.end(line);
        }
        self.fields.clear();
        self.release();
    }

    /// A text that is kept apart, such as notes or headers.
    pub(super) fn part(&mut self, characters: &mut dyn Iterator<Item = (usize, u16)>) -> Document {
        let main = std::mem::replace(&mut self.flow, Flow::new());
        self.text(characters);
        std::mem::replace(&mut self.flow, main).finish()
    }

    pub(super) fn add_end(&mut self, part: Document) {
        self.flow.end_paragraph();
        self.flow.add_end(part);
    }

    pub(super) fn add_aside(&mut self, part: Document) {
        self.flow.end_paragraph();
        self.flow.add_aside(part);
    }

    pub(super) fn finish(self) -> Document {
        self.flow.finish()
    }

    fn character(&mut self, line: &mut Line, (at, unit): (usize, u16)) {
        let look = self.looks.get(at).copied().unwrap_or_default();
        if look.is_unseen || self.fields.contains(&true) {
            return;
        }
        let is_bold = match self.paragraphs.get(at) {
            Some(paragraph) => self.styles.is_bold(look, paragraph),
            None => look.bold.unwrap_or(false),
        };
        match line.stretches.last_mut() {
            Some((weight, units)) if *weight == is_bold => units.push(unit),
            _ => line.stretches.push((is_bold, vec![unit])),
        }
    }

    /// Rows wait for their end, which describes their cells.
    fn end(&mut self, line: Line) {
        if line.properties.ends_row {
            self.flow.define_row();
            for &(edge, is_merged) in &line.properties.edges {
                self.flow.define_merge(if is_merged { Merge::WithBefore } else { Merge::None });
                self.flow.define_cell(edge);
            }
            self.release();
            self.flow.end_row();
        } else if line.properties.is_in_table {
            self.row.push(line);
        } else {
            self.release();
            self.write(line);
        }
    }

    fn release(&mut self) {
        for line in std::mem::take(&mut self.row) {
            self.write(line);
        }
    }

    fn write(&mut self, line: Line) {
        self.flow.reset();
        let paragraph = self.flow.paragraph();
        paragraph.is_in_table = line.properties.is_in_table;
        paragraph.level = self.styles.level(&line.properties);
        if let Some((list, level)) = self.styles.list(&line.properties) {
            let place = ListPlace { list: Some(list.to_string()), level: Some(usize::from(level)) };
            let marker = self.numbering.next(&place);
            paragraph.depth = usize::from(level);
            paragraph.marker = marker.map(|marker| marker.number.unwrap_or_else(|| "•".to_owned()));
        }
        for (is_bold, units) in line.stretches {
            let text = String::from_utf16_lossy(&units);
            for (index, stretch) in text.split(['\t', '\u{b}']).enumerate() {
                let composer = self.flow.text();
                let sign = text.as_bytes()[..offset_in(&text, stretch)].last();
                match sign {
                    Some(b'\t') if index > 0 => composer.tab(),
                    Some(_) if index > 0 => composer.break_line(),
                    _ => {}
                }
                if is_bold {
                    composer.begin_bold();
                }
                composer.write(stretch);
                if is_bold {
                    composer.end_bold();
                }
            }
        }
        match line.mark {
            0x07 => self.flow.end_cell(),
            _ => self.flow.end_paragraph(),
        }
    }
}

/// Where `part`, a slice of `whole`, begins in it.
fn offset_in(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}
