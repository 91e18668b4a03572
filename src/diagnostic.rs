//! What a stage has to say about its input besides the value it returns.

use serde::{Deserialize, Serialize};

/// How much a diagnostic matters to a reader of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Says how something was understood; nothing is wrong.
    Info,
    /// Part of the result may be wrong or incomplete.
    Warning,
    /// The input could not be used.
    Error,
}

/// One remark on one place of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// 1-based line it speaks of, where there is one.
    pub line: Option<u32>,
    /// Lower case, no final dot: what was found and what was expected.
    pub message: String,
}

impl Diagnostic {
    /// A remark that says how something was understood.
    pub fn info(line: Option<u32>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Info, line, message: message.into() }
    }

    /// A remark that something may be wrong or missing.
    pub fn warning(line: Option<u32>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, line, message: message.into() }
    }

    /// A remark that the input could not be used.
    pub fn error(line: Option<u32>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, line, message: message.into() }
    }
}
