//! The page of a meeting: its minutes in order, what became of its actions, and the source beside them.

use super::super::link;
use super::super::reply::{Refusal, Reply};
use super::super::routes::Visit;
use super::minutes::{Minutes, state};
use super::{Frame, count, day, hit, page, source};
use crate::meeting::{Attendance, Meeting};
use crate::query::{self, ActionRow, Field, Highlighter, MeetingRow, Request, Shown};
use maud::{Markup, html};

pub(super) fn meeting(visit: &Visit) -> Result<Reply, Refusal> {
    let asked = &visit.asked;
    let query = asked.get("q").unwrap_or_default();
    let (id, meeting) = match query::show(&visit.collection, &visit.name)? {
        Shown::Meeting { id, meeting } => (id, meeting),
        Shown::Passage { passage, .. } => return Ok(Reply::elsewhere(link::passage(&passage.id, query))),
        Shown::Nothing(several) => {
            let hint = (!several.is_empty()).then(|| format!("write more of one of {}", several.join(", ")));
            return Err(Refusal { hint, ..Refusal::missing("no meeting has this id; it may have been indexed anew") });
        }
    };
    if id != visit.name {
        return Ok(Reply::elsewhere(link::meeting(&id)));
    }
    let at = asked.get("at").and_then(|number| meeting.passages.iter().position(|passage| passage.id == number));
    let actions = actions(visit, &id, &meeting)?;
    let (before, behind) = neighbours(visit, &id, &meeting)?;
    // A query that cannot be read marks nothing.
    let highlighter = Request::new(query).tree().map(|tree| Highlighter::new(&tree)).unwrap_or_default();
    let minutes = Minutes { id: &id, meeting: &meeting, actions: &actions, at };
    let title = meeting.title.as_deref().or(meeting.body.as_deref()).unwrap_or("Meeting");
    let body = html! {
        (series((before.as_ref(), behind.as_ref()), meeting.body.as_deref()))
        h1 { (title) }
        (facts(&meeting))
        div.columns.sheet {
            article.minutes aria-label="Minutes" { (minutes.draw(highlighter)) }
            aside.panel aria-label="About this meeting" {
                (source::beside(visit, (&id, &meeting), at)?)
                (minutes.contents())
                (set(&id, &actions))
                (people(&meeting))
            }
        }
    };
    Ok(page(&Frame { title, place: "/meetings", query: Some(query), feed: None }, &body).into())
}

/// Actions that the meeting sets or reports on, as they stand today.
fn actions(visit: &Visit, id: &str, meeting: &Meeting) -> Result<Vec<ActionRow>, Refusal> {
    let mut rows: Vec<ActionRow> = Vec::new();
    let codes: Vec<String> = meeting.action_updates.iter().filter_map(|update| update.code.clone()).collect();
    let is_of = |row: &ActionRow| {
        row.action.history.iter().any(|event| event.passage.rsplit_once('-').is_some_and(|(meeting, _)| meeting == id))
    };
    for (field, values) in [(Field::Path, vec![meeting.source.path.clone()]), (Field::Action, codes)] {
        if values.is_empty() {
            continue;
        }
        let mut request = Request::new("");
        request.filters.values.push((field, values));
        for row in query::actions(&visit.collection, &request, visit.today)? {
            if is_of(&row) && !rows.contains(&row) {
                rows.push(row);
            }
        }
    }
    Ok(rows)
}

/// The meetings before and after this one in its series.
fn neighbours(visit: &Visit, id: &str, meeting: &Meeting) -> Result<(Option<MeetingRow>, Option<MeetingRow>), Refusal> {
    let Some(body) = &meeting.body else { return Ok((None, None)) };
    let mut request = Request::new("");
    request.filters.values.push((Field::Body, vec![body.clone()]));
    let rows = query::meetings(&visit.collection, &request)?;
    let Some(at) = rows.iter().position(|row| row.meeting.name.id == id) else { return Ok((None, None)) };
    let before = at.checked_sub(1).and_then(|at| rows.get(at)).cloned();
    Ok((before, rows.get(at + 1).cloned()))
}

fn series((before, behind): (Option<&MeetingRow>, Option<&MeetingRow>), body: Option<&str>) -> Markup {
    html! {
        nav.series aria-label="Series" {
            @if let Some(row) = before { a rel="prev" href=(link::meeting(&row.meeting.name.id)) { "← " (day(row.meeting.name.date)) } }
            @if let Some(body) = body { a href=(link::filtered("body", body)) { (body) } }
            @if let Some(row) = behind { a rel="next" href=(link::meeting(&row.meeting.name.id)) { (day(row.meeting.name.date)) " →" } }
        }
    }
}

fn facts(meeting: &Meeting) -> Markup {
    html! {
        p.facts {
            (day(meeting.date))
            @if let Some(time) = &meeting.start_time { ", " (time) }
            @if let Some(venue) = &meeting.venue { ", " (venue) }
            @if let Some(next) = meeting.next_meeting.as_ref().filter(|next| next.date.is_some()) { "; next announced for " (day(next.date)) }
        }
    }
}

/// Actions set here with what became of them.
fn set(id: &str, actions: &[ActionRow]) -> Markup {
    let set: Vec<&ActionRow> =
        actions.iter().filter(|row| row.action.meeting.id == id && row.action.set_on.is_some()).collect();
    html! {
        @if !set.is_empty() {
            section {
                h2 { (count(set.len() as u64, "action")) " set here" }
                ul.plain {
                    @for row in set {
                        li {
                            a href=(link::action(row.action.code.as_deref().unwrap_or(&row.action.passage))) { (row.action.code.as_deref().unwrap_or("no code")) }
                            " " (state(row)) " " (row.action.text)
                        }
                    }
                }
            }
        }
    }
}

/// Who was there, and who was not.
fn people(meeting: &Meeting) -> Markup {
    let lists = [
        (Attendance::Present, "Present"),
        (Attendance::Apologies, "Apologies"),
        (Attendance::Other, "Also there or absent"),
    ];
    html! {
        @for (attendance, name) in lists {
            @let people: Vec<_> = meeting.people.iter().filter(|person| person.attendance == attendance).collect();
            @if !people.is_empty() {
                section {
                    details open[attendance == Attendance::Present && people.len() <= 20] {
                        summary { h2 { (name) " (" (people.len()) ")" } }
                        ul.plain {
                            @for person in people {
                                @let post: Vec<&str> = [&person.role, &person.organisation].into_iter().flatten().map(String::as_str).collect();
                                li { (hit::person(&person.name)) @if !post.is_empty() { span.post { ", " (post.join(", ")) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
