//! The source of a meeting: beside the minutes at the passage asked for, and as the file itself.

use super::super::link;
use super::super::reply::{PLAIN, Refusal, Reply};
use super::super::routes::Visit;
use super::hit::short;
use crate::crawl::sha256;
use crate::index::FileRecord;
use crate::meeting::{Meeting, Passage, Place};
use crate::query::{self, Shown};
use crate::read;
use axum::http::StatusCode;
use maud::{Markup, html};

/// Lines shown before and after those of the passage.
const AROUND: u32 = 5;
/// Longest file that is shown as text or sent, in bytes.
const LONGEST: u64 = 128 << 20;
/// Formats whose lines are those of the file.
const TEXTS: [&str; 4] = ["text", "markdown", "html", "csv"];

/// The file that a meeting was read from.
pub(super) fn source(visit: &Visit) -> Result<Reply, Refusal> {
    let Shown::Meeting { meeting, .. } = query::show(&visit.collection, &visit.name)? else {
        return Err(Refusal::missing("no meeting has this id"));
    };
    let file = file(visit, &meeting)?;
    let bytes = content(&file)?;
    let is_whole = file.file.path == meeting.source.path;
    if is_whole && meeting.source.format == "pdf" {
        return Ok(Reply { is_framed: true, ..Reply::new("application/pdf", bytes) });
    }
    if is_whole && TEXTS.contains(&meeting.source.format.as_str()) {
        // Never as what it claims to be: what a document says is text.
        return Ok(Reply::new(PLAIN, read::text(&bytes, &read::Options::default())));
    }
    let name = file.file.path.rsplit('/').next().unwrap_or_default();
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    let name: String = name.chars().map(|letter| if is_plain(letter) { letter } else { '_' }).collect();
    Ok(Reply { save_as: Some(name), ..Reply::new("application/octet-stream", bytes) })
}

/// The row of the manifest for the file a meeting stands in; none where files say more than the index may.
fn file(visit: &Visit, meeting: &Meeting) -> Result<FileRecord, Refusal> {
    if is_withheld(visit) {
        return Err(Refusal {
            status: StatusCode::FORBIDDEN,
            ..Refusal::missing("sources are not shown, as this index withholds people or phrases")
        });
    }
    let manifest = visit.manifest()?;
    let file = manifest.holding(&meeting.source.path).cloned();
    file.ok_or_else(|| Refusal::missing("the index does not know the file of this meeting"))
}

/// The bytes that were indexed; a file that has changed since, or has become another, is not shown.
fn content(file: &FileRecord) -> Result<Vec<u8>, Refusal> {
    let gone = || Refusal {
        status: StatusCode::GONE,
        message: format!("{} is no longer as it was indexed", file.file.path),
        hint: Some("run `minutebook index` to bring the index up to date".to_owned()),
        query: None,
    };
    if file.file.size > LONGEST {
        return Err(Refusal::missing(format!("{} is too long to be shown here", file.file.path)));
    }
    let size = std::fs::metadata(&file.file.absolute).map_err(|_| gone())?.len();
    if size != file.file.size {
        return Err(gone());
    }
    let bytes = std::fs::read(&file.file.absolute).map_err(|_| gone())?;
    if sha256(&bytes) == file.file.sha256 { Ok(bytes) } else { Err(gone()) }
}

/// Whether the index withholds something that its sources may still say.
fn is_withheld(visit: &Visit) -> bool {
    visit.collection.applied().redaction.is_some()
}

/// The source at the passage asked for: its lines, or its page in the browser's own viewer.
pub(super) fn beside(visit: &Visit, (id, meeting): (&str, &Meeting), at: Option<usize>) -> Result<Markup, Refusal> {
    if is_withheld(visit) {
        return Ok(html! { section.beside { h2 { "Source" } p.source { (meeting.source.path) } } });
    }
    let place = at.map(|at| meeting.passages[at].place);
    let page = place.and_then(|place| place.page).or(meeting.source.first_page);
    let whole = page.map_or_else(|| link::source(id), |page| format!("{}#page={page}", link::source(id)));
    let shown = match place {
        Some(place) if TEXTS.contains(&meeting.source.format.as_str()) => lines(visit, meeting, place),
        Some(_) if meeting.source.format == "pdf" => Ok(html! {
            iframe.source src=(whole) title={ "Page " (page.unwrap_or(1)) " of the source" } loading="lazy" {}
        }),
        Some(place) => Ok(read_around(meeting, place)),
        None => Ok(html! {}),
    };
    let shown = shown.unwrap_or_else(|refusal: Refusal| html! { p.remark { (refusal.message) } });
    Ok(html! {
        section.beside {
            h2 { "Source" }
            p.source { a href=(whole) { (meeting.source.path) } @if let Some(page) = page { ", page " (page) } }
            (shown)
        }
    })
}

/// Lines around a place as they were read, where the file itself has none that a browser shows.
fn read_around(meeting: &Meeting, place: Place) -> Markup {
    let (from, to) = (place.line_start.saturating_sub(AROUND), place.line_end.saturating_add(AROUND));
    let is_near = |passage: &&Passage| passage.place.line_end >= from && passage.place.line_start <= to;
    html! {
        p { "Its text as it was read, around line " (place.line_start) ":" }
        ol.lines {
            @for passage in meeting.passages.iter().filter(is_near) {
                li value=(passage.place.line_start) .here[passage.place == place] { code { (short(&passage.text)) } }
            }
        }
    }
}

fn lines(visit: &Visit, meeting: &Meeting, place: Place) -> Result<Markup, Refusal> {
    let file = file(visit, meeting)?;
    if file.file.path != meeting.source.path {
        return Ok(read_around(meeting, place));
    }
    let text = read::text(&content(&file)?, &read::Options::default());
    let from = place.line_start.saturating_sub(AROUND).max(1);
    let shown: Vec<(u32, &str)> = (1..)
        .zip(text.lines())
        .skip(from as usize - 1)
        .take_while(|(line, _)| *line <= place.line_end + AROUND)
        .collect();
    Ok(html! {
        ol.lines start=(from) {
            @for (line, text) in shown {
                li value=(line) .here[(place.line_start..=place.line_end).contains(&line)] { code { (text) } }
            }
        }
    })
}
