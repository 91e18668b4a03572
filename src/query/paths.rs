//! Paths by pattern: the files of the index whose path matches.

use globset::GlobBuilder;
use std::collections::BTreeSet;
use tantivy::schema::Field as Column;
use tantivy::{Result, Searcher};

/// The paths that match a glob, or that contain `pattern` where it is none.
pub(super) fn matching_paths(searcher: &Searcher, column: Column, pattern: &str) -> Result<BTreeSet<String>> {
    let is_glob = pattern.contains(['*', '?', '[', '{']);
    let glob = is_glob
        .then(|| GlobBuilder::new(pattern).literal_separator(true).case_insensitive(true).build().ok())
        .flatten()
        .map(|glob| glob.compile_matcher());
    let part = pattern.to_lowercase();
    let mut paths = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let terms = segment.inverted_index(column)?;
        let mut stream = terms.terms().stream()?;
        while stream.advance() {
            let path = String::from_utf8_lossy(stream.key());
            let is_match = match &glob {
                Some(glob) => glob.is_match(path.as_ref()),
                None => path.to_lowercase().contains(&part),
            };
            if is_match {
                paths.insert(path.into_owned());
            }
        }
    }
    Ok(paths)
}
