//! From a path and a line, as gaps and files name a place, to the page that shows it.

use super::super::asked::Asked;
use super::super::link;
use super::super::reply::{Refusal, Reply};
use super::super::routes::Visit;
use crate::query::{self, Field, Request, Shown};

/// The address of the place, which this page leads on from.
pub(super) fn address(path: &str, line: Option<u32>) -> String {
    let line = line.map(|line| line.to_string());
    Asked::default().with("path", path).set("line", line.as_deref()).url("/at")
}

pub(super) fn at(visit: &Visit) -> Result<Reply, Refusal> {
    let path = visit.asked.get("path").unwrap_or_default();
    let line = visit.asked.number("line", (0, u32::MAX as usize))?;
    let mut request = Request::new("");
    request.filters.values.push((Field::Path, vec![path.to_owned()]));
    let mut of_file = query::meetings(&visit.collection, &request)?;
    of_file.retain(|row| row.meeting.path == path);
    // A file may hold several meetings; the line is in one of them.
    for row in &of_file {
        let Shown::Meeting { id, meeting } = query::show(&visit.collection, &row.meeting.name.id)? else { continue };
        let holds =
            |place: crate::meeting::Place| (place.line_start as usize..=place.line_end as usize).contains(&line);
        if let Some(passage) = meeting.passages.iter().find(|passage| holds(passage.place)) {
            return Ok(Reply::elsewhere(link::passage(&format!("{id}-{}", passage.id), "")));
        }
    }
    let first = of_file.first().map(|row| Reply::elsewhere(link::meeting(&row.meeting.name.id)));
    first.ok_or_else(|| Refusal::missing(format!("no meeting of the archive stands in {path}")))
}
