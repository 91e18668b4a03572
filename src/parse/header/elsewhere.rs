//! What front matter and file name tell of a meeting where its text does not.

use super::title;
use crate::diagnostic::Diagnostic;
use crate::meeting::Meeting;
use crate::parse::dates::{self, FoundDate};
use jiff::civil::Date;

/// What is known of a document beside its text.
pub(in crate::parse) struct Elsewhere<'a> {
    /// Facts the format states: front matter, document properties.
    pub properties: &'a [(String, String)],
    /// The file's path as the user sees it.
    pub name: &'a str,
}

/// Takes what the text does not tell from front matter and file name, and says so.
///
/// `day` is the day that the text gives without its year: the last such day up to the date of publication.
pub(super) fn fall_back(meeting: &mut Meeting, day: Option<FoundDate>, elsewhere: &Elsewhere) {
    let Elsewhere { properties, name } = elsewhere;
    let property = |key: &str| properties.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    let stem = name.rsplit('/').next().unwrap_or(name);
    let titles = [meeting.title.as_deref(), property("title")];
    let month = titles.into_iter().flatten().find_map(title::month);
    if meeting.date.is_none()
        && let (Some(day), Some(title)) = (&day, meeting.title.as_deref())
    {
        meeting.date = title::years(title).find_map(|year| day.of_year(year));
    }
    if meeting.date.is_none() {
        let sources = [
            ("title", property("title")),
            ("front matter", property("date")),
            ("file name", Some(stem)),
            ("path", Some(name)),
        ];
        let found = sources.into_iter().find_map(|(source, text)| {
            let text = text?.replace('_', " ");
            Some((source, dates::dates(&text).iter().find_map(FoundDate::date)?))
        });
        if let Some((source, date)) = found {
            let settled = match &day {
                Some(day) if source == "front matter" => day.before(date),
                // a document named by its day says which it is; the text may be a day off, or not brought up to date
                Some(day) => day.near(date).or(Some(date)),
                None => Some(date).filter(|date| month.is_none_or(|month| month == date.month())),
            };
            let from = |date: Date| match &day {
                Some(_) => format!("year of the date {date} taken from the {source}, none in the text"),
                None => format!("date {date} taken from the {source}, none in the text"),
            };
            meeting.date = settled;
            meeting.diagnostics.extend(settled.map(|date| Diagnostic::info(None, from(date))));
        }
    }
    if meeting.title.is_none()
        && let Some(title) = property("title").filter(|title| !title.trim().is_empty())
    {
        meeting.title = Some(title.trim().to_owned());
        meeting.diagnostics.push(Diagnostic::info(None, "title taken from the front matter, none in the text"));
    }
    if meeting.body.is_none() {
        meeting.body = [meeting.title.as_deref(), property("title")].into_iter().flatten().find_map(title::body);
    }
    if meeting.date.is_none() {
        meeting
            .diagnostics
            .push(Diagnostic::warning(None, "no date of the meeting found in text, front matter or file name"));
    }
}
