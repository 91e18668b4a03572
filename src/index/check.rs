//! Whether the files of an index are as they were written.

use super::collection::{Collection, IndexError};
use super::lock::files;
use std::path::PathBuf;

impl Collection {
    /// Names of files whose bytes are not those that were written, by their checksums, or that are gone.
    pub fn damaged(&self) -> Result<Vec<String>, IndexError> {
        let mut damaged: Vec<String> = Vec::new();
        let metas = self.index.load_metas().map_err(|cause| self.fault(cause))?;
        for segment in &metas.segments {
            let has = |name: &PathBuf| match name.extension().and_then(|end| end.to_str()) {
                Some("temp") => false,
                Some("del") => segment.has_deletes(),
                _ => true,
            };
            for name in files(segment).filter(has).filter(|name| !self.directory().join(name).is_file()) {
                damaged.push(format!("{} is missing", name.display()));
            }
        }
        let broken = self.index.validate_checksum();
        match broken {
            Ok(broken) => {
                damaged.extend(broken.into_iter().map(|name| format!("{} is not as written", name.display())))
            }
            // A file that is too short to have a checksum, or not there.
            Err(cause) if damaged.is_empty() => damaged.push(cause.to_string().to_lowercase()),
            Err(_) => {}
        }
        damaged.sort();
        Ok(damaged)
    }
}
