//! Waits for changes below the sources, for `index --watch`.

use super::failure::Failure;
use crate::crawl::Source;
use notify::{RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// What changes is taken up when nothing has changed for this long.
const QUIET: Duration = Duration::from_secs(2);

/// The folders of the sources, watched as long as it lives.
pub(super) struct Follow {
    changes: Receiver<notify::Result<notify::Event>>,
    /// What is changed by the run itself.
    index: PathBuf,
    _watcher: notify::RecommendedWatcher,
}

impl Follow {
    pub(super) fn of(sources: &[Source], index: &Path) -> Result<Follow, Failure> {
        let fault =
            |cause: notify::Error| Failure::new(format!("cannot watch: {cause}"), "run `minutebook index` by hand");
        let (tell, changes) = channel();
        let mut watcher = notify::recommended_watcher(tell).map_err(fault)?;
        for source in sources {
            watcher.watch(&source.path, RecursiveMode::Recursive).map_err(fault)?;
        }
        let index = index.canonicalize().unwrap_or_else(|_| index.to_owned());
        Ok(Follow { changes, index, _watcher: watcher })
    }

    /// Waits until something has changed and all is quiet again; false where nothing can change any more.
    pub(super) fn wait(&self) -> bool {
        loop {
            match self.changes.recv() {
                Ok(change) if self.counts(&change) => break,
                Ok(_) => {}
                Err(_) => return false,
            }
        }
        loop {
            match self.changes.recv_timeout(QUIET) {
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    /// Whether a change may be one of the archive: files that are only read and the index itself do not count.
    fn counts(&self, change: &notify::Result<notify::Event>) -> bool {
        let Ok(event) = change else { return true };
        let is_own = |path: &PathBuf| path.canonicalize().as_ref().unwrap_or(path).starts_with(&self.index);
        !event.kind.is_access() && !event.paths.iter().all(is_own)
    }
}
