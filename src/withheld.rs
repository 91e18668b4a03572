//! What a list withholds beside the texts of documents: files by their names, and the user's own corrections.

use crate::crawl::{self, Crawl, Source, SourceFile};
use crate::extract::Redaction;
use crate::link::Corrections;
use std::path::Path;

/// Leaves out files whose names, below their source, have what is withheld; gives their number.
pub(crate) fn leave_out(crawl: &mut Crawl, sources: &[Source], redaction: &Redaction) -> usize {
    if redaction.is_empty() {
        return 0;
    }
    let roots: Vec<String> = sources.iter().map(|source| crawl::shown(&source.path, Path::new(""))).collect();
    let is_withheld = |path: &str| {
        let root = roots.iter().filter(|root| path.starts_with(root.as_str())).map(String::len).max();
        redaction.touches(&path[root.unwrap_or_default()..])
    };
    let before =
        crawl.new.len() + crawl.changed.len() + crawl.unchanged.len() + crawl.moved.len() + crawl.skipped.len();
    crawl.new.retain(|file| !is_withheld(&file.path));
    crawl.skipped.retain(|skip| !is_withheld(&skip.path));
    // Whatever is known by such a name goes out of the index.
    for files in [&mut crawl.changed, &mut crawl.unchanged] {
        crawl.gone.extend(files.extract_if(.., |file| is_withheld(&file.path)));
    }
    let known = |moved: crawl::Move| SourceFile { path: moved.from, ..moved.file };
    crawl.gone.extend(crawl.moved.extract_if(.., |moved| is_withheld(&moved.file.path)).map(known));
    before - (crawl.new.len() + crawl.changed.len() + crawl.unchanged.len() + crawl.moved.len() + crawl.skipped.len())
}

/// The corrections that name nobody and nothing withheld: the index keeps them.
pub(crate) fn without(corrections: &Corrections, redaction: &Redaction) -> Corrections {
    let mut left = corrections.clone();
    left.person.retain(|person| !redaction.touches(&person.name) && !redaction.touches(&person.is));
    left.apart.retain(|apart| !apart.names.iter().any(|name| redaction.touches(name)));
    left.not_a_topic.retain(|heading| !redaction.touches(heading));
    left
}
