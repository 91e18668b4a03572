//! ZIP archives: each document in them is a part of its own.

use super::package::{LARGEST_PART, is_zip};
use super::{Document, Input, Part, ReadError, format, package::Package};

const FORMAT: &str = "zip";

/// Entries that are read of one archive.
const MOST_ENTRIES: usize = 10_000;

/// Bytes unpacked of one archive, archives in it included.
const MOST_BYTES: usize = 8 * LARGEST_PART as usize;

/// Containers in one another that are opened.
pub(super) const DEEPEST: usize = 4;

/// Whether the file is a ZIP container.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    is_zip(bytes)
}

/// Reads every document of an archive; what cannot be read is named in the first part, which has no words.
pub(super) fn read(input: &Input) -> Result<Vec<Part>, ReadError> {
    let mut package = Package::open(input, FORMAT)?;
    let mut names = package.names();
    names.retain(|name| !name.ends_with('/') && !is_hidden(name));
    if names.len() > MOST_ENTRIES {
        return Err(input.too_large(FORMAT, format!("{} entries, at most {MOST_ENTRIES} are read", names.len())));
    }
    let mut parts = vec![Part { name: String::new(), format: format::named(FORMAT), document: Document::default() }];
    let mut unpacked = 0;
    for name in names {
        let read = match package.bytes(&name) {
            Ok(Some(bytes)) => {
                unpacked += bytes.len();
                input.read_member(&bytes, &name)
            }
            Ok(None) => continue,
            Err(error) => Err(error),
        };
        if unpacked > MOST_BYTES {
            return Err(input.too_large(FORMAT, format!("unpacks to more than {MOST_BYTES} bytes")));
        }
        match read {
            Ok(members) => parts.extend(members),
            Err(error) => parts[0].document.lose(&error),
        }
    }
    if parts[0].document.diagnostics.is_empty() && parts.len() > 1 {
        parts.remove(0);
    }
    Ok(parts)
}

/// Entries operating systems add, and hidden files, are passed over as they are in folders.
fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX" || part == "Thumbs.db")
}
