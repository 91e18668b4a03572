//! Opening a source in the viewer of the system, at its page where the viewer can be told.

use super::failure::Failure;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A command with `{path}` and `{page}` that opens sources.
const VARIABLE: &str = "MINUTEBOOK_VIEWER";

/// Viewers that can be told a page, and how.
const VIEWERS: &[(&str, &[&str])] = &[
    ("evince", &["--page-label={page}", "{path}"]),
    ("papers", &["--page-label={page}", "{path}"]),
    ("atril", &["--page-label={page}", "{path}"]),
    ("xreader", &["--page-label={page}", "{path}"]),
    ("okular", &["-p", "{page}", "{path}"]),
    ("zathura", &["-P", "{page}", "{path}"]),
    ("qpdfview", &["{path}#{page}"]),
    ("mupdf", &["{path}", "{page}"]),
    ("xpdf", &["{path}", "{page}"]),
    ("firefox", &["file://{path}#page={page}"]),
    ("chromium", &["file://{path}#page={page}"]),
    ("google-chrome", &["file://{path}#page={page}"]),
];

/// Opens `path`; says whether it is open at `page`, or at all where there is no page.
pub(super) fn open(path: &Path, page: Option<u32>) -> Result<bool, Failure> {
    let path = path.canonicalize().map_err(|_| {
        Failure::new(
            format!("{} is no longer there", path.display()),
            "run `minutebook index` to bring the index up to date",
        )
    })?;
    if let Some(command) = std::env::var(VARIABLE).ok().filter(|command| !command.trim().is_empty()) {
        let words: Vec<&str> = command.split_whitespace().collect();
        let (program, arguments) = words.split_first().expect("a command with a sign has a word");
        start(program, arguments, (&path, page)).map_err(Failure::io(VARIABLE))?;
        return Ok(page.is_none() || command.contains("{page}"));
    }
    if page.is_some()
        && let Some((program, arguments)) = usual_viewer(&path)
        && start(program, arguments, (&path, page)).is_ok()
    {
        return Ok(true);
    }
    for (program, arguments) in system() {
        let mut command = Command::new(program);
        let status = command.args(*arguments).arg(&path).stdout(Stdio::null()).stderr(Stdio::null()).status();
        if status.is_ok_and(|status| status.success()) {
            return Ok(page.is_none());
        }
    }
    let hint = format!("set {VARIABLE} to a command with {{path}} and {{page}}");
    Err(Failure::new(format!("nothing on this system opens {}", path.display()), hint))
}

/// Programs that open a file in whatever the user opens such files with.
fn system() -> &'static [(&'static str, &'static [&'static str])] {
    if cfg!(target_os = "macos") {
        &[("open", &[])]
    } else if cfg!(windows) {
        &[("explorer", &[])]
    } else {
        &[("xdg-open", &[]), ("gio", &["open"])]
    }
}

/// The viewer the user opens such files with, if it can be told a page.
fn usual_viewer(path: &Path) -> Option<(&'static str, &'static [&'static str])> {
    path.extension().filter(|extension| extension.eq_ignore_ascii_case("pdf"))?;
    let asked = Command::new("xdg-mime").args(["query", "default", "application/pdf"]).output().ok()?;
    let name = String::from_utf8_lossy(&asked.stdout).to_lowercase();
    VIEWERS.iter().find(|(program, _)| name.contains(program)).copied()
}

/// Starts a viewer, which outlives this program.
fn start(program: &str, arguments: &[&str], (path, page): (&PathBuf, Option<u32>)) -> std::io::Result<()> {
    let page = page.unwrap_or(1).to_string();
    let filled =
        arguments.iter().map(|word| word.replace("{path}", &path.display().to_string()).replace("{page}", &page));
    let mut command = Command::new(program);
    command.args(filled).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().map(drop)
}
