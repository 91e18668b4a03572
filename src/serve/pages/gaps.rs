//! What is missing or doubtful, by kind.

use super::super::asked::Asked;
use super::super::reply::{Refusal, Reply};
use super::super::routes::Visit;
use super::at::address;
use super::{Frame, day, page, pages};
use crate::link::{Gap, GapKind};
use crate::query::one_of;
use maud::{Markup, html};

/// Gaps of a kind that are shown beside other kinds.
const SHOWN: usize = 20;
/// Gaps of a page of one kind.
const PAGE: usize = 100;

pub(super) fn gaps(visit: &Visit) -> Result<Reply, Refusal> {
    let asked = &visit.asked;
    let names = GapKind::ALL.map(|kind| (kind.name(), kind));
    let kind = |name| one_of("kind", name, &names).map_err(Refusal::bad);
    let kinds: Vec<GapKind> = asked.all("kind").map(kind).collect::<Result<_, _>>()?;
    let all = visit.gaps()?;
    let rows: Vec<&Gap> = all.iter().filter(|gap| kinds.is_empty() || kinds.contains(&gap.kind)).collect();
    // One kind alone has pages.
    let (offset, most) = if kinds.len() == 1 { (asked.number("offset", (0, usize::MAX))?, PAGE) } else { (0, SHOWN) };
    let body = html! {
        h1 { "What is missing or doubtful" }
        @if rows.is_empty() { p.nothing { "Nothing." } }
        @if !kinds.is_empty() { p { a href="/gaps" { "All kinds" } } }
        @for kind in GapKind::ALL {
            @let of_kind: Vec<&Gap> = rows.iter().copied().filter(|gap| gap.kind == kind).collect();
            @if !of_kind.is_empty() {
                section {
                    @let total = of_kind.len();
                    @let from = offset.min(total);
                    @let part = &of_kind[from..(from + most).min(total)];
                    h2 { (title(kind)) " " span.count { (total) } }
                    @if kinds.len() == 1 && total > most { p.total role="status" { (from + 1) "–" (from + part.len()) " shown" } }
                    (table(part, title(kind)))
                    @if kinds.len() == 1 { (pages("Pages of gaps", (asked, "/gaps"), (from, PAGE, total))) }
                    @else if total > most { p { a href=(Asked::default().set("kind", Some(kind.name())).url("/gaps")) { "All " (total) span.hidden { " of " (title(kind)) } } } }
                }
            }
        }
    };
    Ok(page(&Frame { title: "Gaps", place: "/gaps", query: Some(""), feed: None }, &body).into())
}

fn table(gaps: &[&Gap], title: &str) -> Markup {
    html! {
        div.wide tabindex="0" role="region" aria-label=(title) {
            table {
                thead { tr { th scope="col" { "Day" } th scope="col" { "Body" } th scope="col" { "What" } th scope="col" { "Source" } } }
                tbody {
                    @for gap in gaps {
                        tr {
                            td.day { @if gap.date.is_some() { (day(gap.date)) } }
                            td { (gap.body.as_deref().unwrap_or_default()) }
                            td { (gap.detail) }
                            td.path {
                                @if let Some(path) = &gap.path {
                                    @let place = html! { (path) @if let Some(line) = gap.line { ":" (line) } };
                                    // What could not be read has no page.
                                    @if gap.kind == GapKind::UnreadableFile { (place) } @else { a href=(address(path, gap.line)) { (place) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn title(kind: GapKind) -> &'static str {
    match kind {
        GapKind::AnnouncedMeetingMissing => "Announced meetings that are missing",
        GapKind::MinutesReferredToMissing => "Minutes referred to that are missing",
        GapKind::SeriesBreak => "Breaks in a series",
        GapKind::UpdateWithoutAction => "Reports on actions that no meeting sets",
        GapKind::CodeSkipped => "Codes left out",
        GapKind::NeverMentionedAgain => "Actions never mentioned again",
        GapKind::EmptyList => "Lists announced and empty",
        GapKind::DoubtfulText => "Doubtful text",
        GapKind::NoDate => "Meetings without a day",
        GapKind::Duplicate => "The same content twice",
        GapKind::DraftBesideFinal => "Drafts beside their final version",
        GapKind::TwoVersions => "The same minutes in two versions",
        GapKind::UnreadableFile => "Files that cannot be read",
        GapKind::Withheld => "Withheld",
    }
}
