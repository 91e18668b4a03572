//! Facts that span meetings: the fixtures against the truth about them.

use super::page::Table;
use crate::linked::{acronyms, histories, people};

/// The figures of the fixtures.
pub(super) fn figures() -> Table {
    let (precision, recall) = acronyms();
    let row = |name: &'static str, figure: f64| (name, vec![Some(figure)]);
    let rows = vec![
        row("people, pairwise F1", people()),
        row("action histories out of the annotations, share exact", histories(true)),
        row("action histories out of the documents, share exact", histories(false)),
        row("acronyms with their sources, precision", precision),
        row("acronyms with their sources, recall", recall),
    ];
    Table { columns: vec!["linked", "fixtures"], rows }
}
