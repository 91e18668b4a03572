//! The style, the script and the icon of the pages, inside the program.

use super::reply::Reply;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The style.
pub(super) const STYLE: &str = include_str!("assets/style.css");
/// What makes typing pleasanter; every page works without it.
const SCRIPT: &str = include_str!("assets/script.js");
/// The icon.
const ICON: &str = include_str!("assets/icon.svg");

/// Part of the addresses of the assets, so that a browser never mixes those of two versions.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let hash = Sha256::digest([STYLE, SCRIPT, ICON].concat());
    hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
});

/// The address of an asset.
pub(super) fn address(name: &str) -> String {
    format!("/assets/{name}?v={}", *VERSION)
}

/// The asset called `name`.
pub(super) fn asset(name: &str) -> Option<Reply> {
    Some(match name {
        "style.css" => Reply::new("text/css; charset=utf-8", STYLE),
        "script.js" => Reply::new("text/javascript; charset=utf-8", SCRIPT),
        "icon.svg" => Reply::new("image/svg+xml", ICON),
        _ => return None,
    })
}
