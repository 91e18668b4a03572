//! An index that stays open while other runs write to it: every commit is taken up.

use super::collection::{Collection, IndexError};
use crate::crawl;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// An index that is kept open.
pub struct Live {
    directory: PathBuf,
    opened: RwLock<Opened>,
}

/// One commit of an index.
#[derive(Clone)]
pub struct Opened {
    /// The index as of this commit.
    pub collection: Arc<Collection>,
    /// Names the commit: another one has another name.
    pub commit: Arc<str>,
}

impl Live {
    /// Opens the index in `directory`.
    pub fn open(directory: &Path) -> Result<Live, IndexError> {
        Ok(Live { directory: directory.to_owned(), opened: RwLock::new(Opened::open(directory)?) })
    }

    /// The last commit; while it cannot be opened, as when the index is being built anew, the one before.
    pub fn current(&self) -> Opened {
        let known = self.opened.read().unwrap_or_else(PoisonError::into_inner).clone();
        if commit(&self.directory).is_none_or(|commit| commit == *known.commit) {
            return known;
        }
        let mut opened = self.opened.write().unwrap_or_else(PoisonError::into_inner);
        // Several may have waited; one of them opens.
        let is_new = commit(&self.directory).is_some_and(|commit| commit != *opened.commit);
        if is_new && let Ok(new) = Opened::open(&self.directory) {
            *opened = new;
        }
        opened.clone()
    }
}

impl Opened {
    fn open(directory: &Path) -> Result<Opened, IndexError> {
        // Named before it is opened: what is committed meanwhile has another name and is opened by the next one to ask.
        let commit = commit(directory).unwrap_or_default().into();
        Ok(Opened { collection: Arc::new(Collection::open(directory)?), commit })
    }
}

/// The name of the last commit in `directory`.
fn commit(directory: &Path) -> Option<String> {
    let meta = std::fs::read(directory.join("meta.json")).ok()?;
    Some(crawl::sha256(&meta)[..16].to_owned())
}
