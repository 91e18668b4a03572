//! Documents as short lines, for tests to compare.

use super::document::{Block, Body, Document, Text};

/// One line for each block: its source line, its kind by a sign, its words; `⏎` for a line break, `¶` between the paragraphs of a cell.
pub(super) fn outline(document: &Document) -> Vec<String> {
    document.blocks.iter().map(line).collect()
}

fn line(block: &Block) -> String {
    let first = block.texts().first().map_or(0, |text| text.whole().line_start);
    let shown = match &block.body {
        Body::Heading { level, text } => format!("{} {}", "#".repeat(usize::from(*level)), words(text)),
        Body::Paragraph(text) => words(text),
        Body::Furniture(text) => format!("~ {}", words(text)),
        Body::ListItem { depth, marker, text } => {
            let indent = ". ".repeat(usize::from(*depth));
            format!("{indent}{} {}", marker.as_deref().unwrap_or("-"), words(text))
        }
        Body::Row { cells, .. } => {
            let cells = cells.iter().map(|cell| cell.paragraphs.iter().map(words).collect::<Vec<_>>().join("¶"));
            format!("|{}|", cells.collect::<Vec<_>>().join("|"))
        }
    };
    format!("{first} {shown}")
}

fn words(text: &Text) -> String {
    text.string.replace('\n', "⏎")
}

/// Checks that every word of the blocks stands in `source` where its text says.
pub(super) fn check_places(document: &Document, source: &str) {
    for text in document.blocks.iter().flat_map(Block::texts) {
        for word in text.string.split_whitespace() {
            let at = word.as_ptr() as usize - text.string.as_ptr() as usize;
            let place = text.place(at..at + word.len());
            assert_eq!(source.get(place.byte_start..place.byte_end), Some(word), "{text:?}");
            let line = source[..place.byte_start].matches('\n').count() as u32 + 1;
            assert_eq!(place.line_start, line, "{word} of {text:?}");
        }
    }
}
