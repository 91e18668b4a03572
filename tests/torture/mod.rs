//! Faults by the hundred, from a seed: what is lost is told, and has to be nothing.

/// An archive that changes by chance; no tests of its own.
mod changing;
/// Runs killed at any moment.
mod killed;
/// Writes that fail: a full disk, a limit on the size of files.
mod refused;
/// Everything at a scale of its own, and the table it is told in.
mod run;
/// Searches while the index is written.
mod soak;
