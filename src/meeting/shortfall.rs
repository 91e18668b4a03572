//! What a file did not give as it is printed: pages without text, pages of poor text, members that cannot be read.

use serde::{Deserialize, Serialize};

/// What is missing or doubtful in one document of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shortfall {
    /// Path of the document inside its file, with `/` between folders; empty for the file itself.
    pub part: String,
    /// 1-based pages that are pictures and gave no text.
    pub pictures: Vec<u32>,
    /// 1-based pages with nothing on them that could be read.
    pub blank: Vec<u32>,
    /// 1-based pages whose text is no language, as broken encodings make it.
    pub garbled: Vec<u32>,
    /// 1-based pages whose words were recognised from a picture.
    pub recognised: Vec<u32>,
    /// Documents inside it that could not be read, each with the reason.
    pub lost: Vec<String>,
    /// Places of its text that are withheld.
    pub withheld: usize,
    /// Whether a password is missing for one of them.
    pub needs_password: bool,
}

impl Shortfall {
    /// Whether nothing is missing or doubtful.
    pub fn is_empty(&self) -> bool {
        let pages = [&self.pictures, &self.blank, &self.garbled, &self.recognised];
        pages.iter().all(|pages| pages.is_empty()) && self.lost.is_empty() && self.withheld == 0
    }

    /// Whether recognising its pages anew could give another text.
    pub fn has_pictures(&self) -> bool {
        !self.pictures.is_empty() || !self.recognised.is_empty()
    }
}
