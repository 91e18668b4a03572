//! How far an update is, for whoever waits for it.

/// Is told how far a run has come.
pub trait Progress: Sync {
    /// `total` files are going to be read or written.
    fn begin(&self, step: Step, total: usize);
    /// One more was.
    fn advance(&self, path: &str);
}

/// What an update does with files, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reads and parses them.
    Read,
    /// Writes what they say into the index.
    Write,
    /// Makes all that was written visible, and puts it together.
    Commit,
}
