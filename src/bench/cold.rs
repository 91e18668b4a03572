//! Dropping what the system keeps of files in memory, where it lets a program do that.

use std::io;
use std::path::Path;

/// Asks the system to forget the files of `folder`; what a process has open as memory stays.
pub(super) fn forget(folder: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            forget_file(&entry.path())?;
        }
    }
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn forget_file(path: &Path) -> io::Result<()> {
    use rustix::fs::{Advice, fadvise, fstatfs};
    /// File systems that are memory themselves.
    const MEMORY: [u64; 2] = [0x0102_1994, 0x8584_58f6];
    let file = std::fs::File::open(path)?;
    if MEMORY.contains(&u64::from(fstatfs(&file)?.f_type as u32)) {
        return Err(io::Error::new(io::ErrorKind::Unsupported, "the folder is in memory, not on a disk"));
    }
    Ok(fadvise(&file, 0, None, Advice::DontNeed)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn forget_file(_: &Path) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "this system has no call for it"))
}
