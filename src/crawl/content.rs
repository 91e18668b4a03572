//! The bytes of a file, whatever becomes of it meanwhile: nothing is waited for, and no more is read than is allowed.

use super::folder::modified;
use super::hash::sha256;
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// What stands in a file, and what it is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Their SHA-256, where the file is not the one that was looked for; lower-case hex.
    pub sha256: Option<String>,
}

/// Reads the file at `path` of no more than `most` bytes.
///
/// The hash is given unless size and time of change are `known`. Links are not followed, and what is no regular file is
/// an error: a pipe would be waited for, and a device may have no end.
pub fn content(path: &Path, most: u64, known: Option<(u64, i64)>) -> io::Result<Content> {
    let file = open(path)?;
    let too_large = || io::Error::new(io::ErrorKind::FileTooLarge, format!("larger than {} MiB", most >> 20));
    let size = file.metadata()?.len();
    if size > most {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    (&file).take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(too_large());
    }
    // What is there now is what counts, even if it was another a moment ago.
    let metadata = file.metadata()?;
    let is_known = known == Some((bytes.len() as u64, modified(&metadata)));
    let sha256 = (!is_known).then(|| sha256(&bytes));
    Ok(Content { bytes, sha256 })
}

/// Opens a regular file without waiting for anything.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits().cast_signed());
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("not a regular file")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_read_as_it_is_and_hashed_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "one").unwrap();
        let time = modified(&path.metadata().unwrap());
        assert_eq!(content(&path, 3, Some((3, time))).unwrap().sha256, None);
        let hash = Some(sha256(b"one"));
        assert_eq!(content(&path, 3, Some((4, time))).unwrap().sha256, hash);
        assert_eq!(content(&path, 3, None).unwrap().sha256, hash);
        assert_eq!(content(&path, 2, None).unwrap_err().to_string(), "larger than 0 MiB");
    }

    #[cfg(unix)]
    #[test]
    fn links_pipes_and_devices_are_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("/etc/hostname", &link).unwrap();
        assert!(content(&link, 9, None).is_err());
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
        assert!(content(&folder.path().join("socket"), 9, None).is_err());
        assert_eq!(content(Path::new("/dev/zero"), 9, None).unwrap_err().to_string(), "not a regular file");
        let pipe = folder.path().join("pipe");
        if std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
            assert_eq!(content(&pipe, 9, None).unwrap_err().to_string(), "not a regular file");
        }
    }
}
