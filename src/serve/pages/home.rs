//! The first page: the box, what the archive holds, what is discussed most, what is to be done.

use super::super::link;
use super::super::reply::{Refusal, Reply};
use super::super::routes::Visit;
use super::{Frame, count, day, page, search};
use crate::query::{self, ActionState, Request};
use maud::html;

/// Topics and meetings shown.
const SHOWN: usize = 10;

pub(super) fn home(visit: &Visit) -> Result<Reply, Refusal> {
    let collection = &visit.collection;
    let all = Request::new("");
    let extent = query::extent(collection)?;
    let meetings = query::latest(collection, 0, SHOWN)?;
    let topics = query::topics(collection, &all)?;
    let actions = visit.board(&all, visit.today)?;
    let of = |state: ActionState| actions.iter().filter(|row| state.fits(row)).count();
    let body = html! {
        h1.hidden { "Minutebook" }
        (search::form(&visit.asked, &all))
        p.extent {
            (count(extent.meetings, "meeting")) ", " (count(extent.passages, "passage"))
            @if let Some(held) = extent.held { ", " (day(held.from)) " to " (day(held.to)) }
        }
        div.cards {
            section {
                h2 { "Discussed most" }
                ul.plain {
                    @for row in topics.iter().filter(|row| !row.is_standing).take(SHOWN) {
                        li { a href=(link::topic(&row.topic)) { (row.topic) } " " span.count { (count(row.meetings, "meeting")) } }
                    }
                }
                p { a href="/topics" { "All topics" } }
            }
            section {
                h2 { "Latest meetings" }
                ul.plain {
                    @for row in &meetings {
                        @let name = &row.meeting.name;
                        li { a href=(link::meeting(&name.id)) { (day(name.date)) " " (name.title.as_deref().or(name.body.as_deref()).unwrap_or(&row.meeting.path)) } }
                    }
                }
                p { a href="/meetings" { "All meetings" } }
            }
            section {
                h2 { "To be done" }
                ul.plain {
                    li { a href="/actions?status=overdue" { strong { (of(ActionState::Overdue)) } " overdue" } }
                    li { a href="/actions?status=open" { strong { (of(ActionState::Open)) } " open" } }
                    li { a href="/actions?status=complete" { strong { (of(ActionState::Complete)) } " complete" } }
                }
                p { a href="/gaps" { "What is missing or doubtful" } }
            }
        }
    };
    Ok(page(&Frame { title: "Minutebook", place: "/", ..Frame::default() }, &body).into())
}
