//! Pages that are written by a test and kept true by it: `WRITE_DOCS=1` writes them anew.

use std::fs;

/// Whether pages are to be written instead of compared.
pub(crate) fn is_wanted() -> bool {
    std::env::var_os("WRITE_DOCS").is_some_and(|value| !value.is_empty())
}

/// Holds that the file at `path` is `text`.
pub(crate) fn keep(path: &str, text: &str) {
    if is_wanted() {
        fs::write(path, text).unwrap();
    }
    let kept = fs::read_to_string(path).unwrap_or_default();
    assert!(kept == text, "{path} is out of date; `just quality` writes it anew");
}
