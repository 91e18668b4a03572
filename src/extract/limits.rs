//! Bounds of what a file may cost, held by the system where it can.

use serde::{Deserialize, Serialize};
use std::{fmt, io};

/// Bounds of what one file may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Largest file that is read, in mebibytes.
    pub file_mib: u64,
    /// Processor time of one file, in seconds; recognition of pictures has a limit of its own for each page.
    pub seconds: u64,
    /// Address space of a process that reads, in mebibytes.
    pub memory_mib: u64,
}

impl fmt::Display for Limits {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{} MiB, {} s, {} MiB of memory", self.file_mib, self.seconds, self.memory_mib)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_mib: 512, seconds: 120, memory_mib: 2048 }
    }
}

/// Bounds the memory of this process and keeps it from leaving an image of its memory behind.
#[cfg(unix)]
pub(super) fn bound_memory(limits: &Limits) -> io::Result<()> {
    use rustix::process::Resource;
    lower(Resource::Core, 0)?;
    // macOS does not hold this one and may refuse it.
    if cfg!(target_os = "linux") { lower(Resource::As, limits.memory_mib << 20) } else { Ok(()) }
}

/// Gives this process `limits.seconds` more of processor time; the system ends it then.
#[cfg(unix)]
pub(super) fn grant_time(limits: &Limits) -> io::Result<()> {
    use rustix::process::Resource;
    use rustix::time::{ClockId, clock_gettime};
    let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec.unsigned_abs();
    lower(Resource::Cpu, used + 1 + limits.seconds)
}

/// Sets the limit of `resource`, which can be raised again as far as the system's own.
#[cfg(unix)]
fn lower(resource: rustix::process::Resource, to: u64) -> io::Result<()> {
    use rustix::process::{Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(resource).maximum;
    let current = Some(maximum.map_or(to, |maximum| maximum.min(to)));
    Ok(setrlimit(resource, Rlimit { current, maximum })?)
}

/// Nothing is bounded on systems without such limits.
#[cfg(not(unix))]
pub(super) fn bound_memory(_: &Limits) -> io::Result<()> {
    Ok(())
}

/// Nothing is bounded on systems without such limits.
#[cfg(not(unix))]
pub(super) fn grant_time(_: &Limits) -> io::Result<()> {
    Ok(())
}
