//! Where a fact stands in its source, and whether it was written there or inferred.

use serde::{Deserialize, Serialize};

/// A stretch of the source: page, lines and bytes.
///
/// Lines are 1-based lines of the source file, or of the extracted text for paged formats; bytes
/// are offsets into that same text, `byte_start` included and `byte_end` excluded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Place {
    /// 1-based page, for formats that have pages.
    pub page: Option<u32>,
    /// First line.
    pub line_start: u32,
    /// Last line, included.
    pub line_end: u32,
    /// First byte.
    pub byte_start: usize,
    /// One past the last byte.
    pub byte_end: usize,
}

impl Place {
    /// The smallest place that covers both; the page is that of the earlier one.
    pub fn to(self, end: Place) -> Place {
        Place {
            page: self.page.or(end.page),
            line_start: self.line_start.min(end.line_start),
            line_end: self.line_end.max(end.line_end),
            byte_start: self.byte_start.min(end.byte_start),
            byte_end: self.byte_end.max(end.byte_end),
        }
    }
}

/// Whether the document says so in so many words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Printed in the document.
    #[default]
    Written,
    /// Concluded from what is printed; `diagnostics` tells how where it is not obvious.
    Inferred,
}
