//! Paths in JSON: text where they are text, their bytes where they are not.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::path::{Path, PathBuf};

/// A path as it is written.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Bytes(Vec<u8>),
}

impl Written {
    fn of(path: &Path) -> Self {
        match path.to_str() {
            Some(text) => Written::Text(text.to_owned()),
            None => Written::Bytes(path.as_os_str().as_encoded_bytes().to_vec()),
        }
    }

    fn path(self) -> PathBuf {
        match self {
            Written::Text(text) => PathBuf::from(text),
            Written::Bytes(bytes) => of_bytes(bytes),
        }
    }
}

#[cfg(unix)]
fn of_bytes(bytes: Vec<u8>) -> PathBuf {
    <std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes).into()
}

/// Elsewhere only text names a file that another run can open.
#[cfg(not(unix))]
fn of_bytes(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

/// Writes one path.
pub fn serialize<S: Serializer>(path: &Path, out: S) -> Result<S::Ok, S::Error> {
    Written::of(path).serialize(out)
}

/// Reads one path.
pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<PathBuf, D::Error> {
    Ok(Written::deserialize(input)?.path())
}

/// Several paths.
pub mod list {
    use super::{Deserialize, Deserializer, PathBuf, Serializer, Written};

    /// Writes them.
    pub fn serialize<S: Serializer>(paths: &[PathBuf], out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(paths.iter().map(|path| Written::of(path)))
    }

    /// Reads them.
    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<PathBuf>, D::Error> {
        Ok(Vec::<Written>::deserialize(input)?.into_iter().map(Written::path).collect())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::ffi::OsStrExt;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Both {
        #[serde(with = "super")]
        one: PathBuf,
        #[serde(with = "list")]
        more: Vec<PathBuf>,
    }

    #[test]
    fn a_path_that_is_no_text_comes_back_as_it_was() {
        let odd = PathBuf::from(std::ffi::OsStr::from_bytes(b"caf\xe9"));
        for one in [odd.clone(), PathBuf::from("café")] {
            let both = Both { one, more: vec![PathBuf::from("a"), odd.clone()] };
            let written = serde_json::to_string(&both).unwrap();
            assert_eq!(serde_json::from_str::<Both>(&written).unwrap(), both, "{written}");
        }
    }
}
