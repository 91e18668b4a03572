//! Pages that are missing between two others.

use super::Reader;
use crate::diagnostic::Diagnostic;
use crate::meeting::{Item, Place};

impl Reader<'_> {
    /// Text that starts in mid-sentence after a page bound, while item numbers or codes jump, has lost a page.
    pub(super) fn note_lost_page(&mut self, index: usize, has_head: bool) {
        let para = &self.source.paras[index];
        if !para.is_cut || has_head {
            return;
        }
        let line = para.text.whole().line_start;
        self.outline.diagnostics.push(Diagnostic::warning(
            Some(line),
            "text starts in mid-sentence after a gap in the numbering: a page may be missing",
        ));
        self.outline.items.push(Item { place: Place { line_start: line, ..para.text.whole() }, ..Item::default() });
        self.item = Some(self.outline.items.len() - 1);
        self.topic = None;
    }
}
