//! The fields of the query language and of the filters.

use crate::index::{Fields, Whole};
use tantivy::schema::Field as Column;

/// A field a query or a filter can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The nearest heading above.
    Topic,
    /// Number and heading of the agenda item.
    Item,
    /// Who speaks or owns an action.
    Person,
    /// Who speaks.
    Said,
    /// Who puts something on the table.
    Raised,
    /// Who owns an action.
    Owner,
    /// Code of an action.
    Action,
    /// State of an action.
    Status,
    /// Series of meetings.
    Body,
    /// Organisation of a person.
    Org,
    /// Format of the file.
    Format,
    /// Path of the file.
    Path,
    /// Year of the meeting.
    Year,
    /// Day of the meeting, or a span of days.
    Date,
}

impl Field {
    /// All of them, in the order of the documentation.
    pub const ALL: [Field; 14] = [
        Field::Topic,
        Field::Item,
        Field::Person,
        Field::Said,
        Field::Raised,
        Field::Owner,
        Field::Action,
        Field::Status,
        Field::Body,
        Field::Org,
        Field::Year,
        Field::Date,
        Field::Format,
        Field::Path,
    ];

    /// Its name before the colon.
    pub fn name(self) -> &'static str {
        match self {
            Field::Topic => "topic",
            Field::Item => "item",
            Field::Person => "person",
            Field::Said => "said",
            Field::Raised => "raised",
            Field::Owner => "owner",
            Field::Action => "action",
            Field::Status => "status",
            Field::Body => "body",
            Field::Org => "org",
            Field::Year => "year",
            Field::Date => "date",
            Field::Format => "format",
            Field::Path => "path",
        }
    }

    /// The field of that name, whatever its case.
    pub fn named(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name))
    }

    /// The name of the facet, if its values can be counted.
    pub fn facet(self) -> Option<&'static str> {
        match self {
            Field::Said => Some("said_by"),
            Field::Raised => Some("raised_by"),
            Field::Item | Field::Path | Field::Date => None,
            field => Some(field.name()),
        }
    }

    /// The facet of that name.
    pub fn of_facet(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.facet() == Some(name))
    }

    /// What its values hold for, where they are written at the first document of that only.
    pub(super) fn whole(self) -> Option<Whole> {
        match self {
            Field::Body | Field::Format | Field::Path | Field::Year | Field::Date => Some(Whole::Meeting),
            Field::Topic | Field::Item => Some(Whole::Passage),
            _ => None,
        }
    }

    /// The indexed field whose terms are words and keys of values; none for dates and paths.
    pub(super) fn column(self, fields: &Fields) -> Option<Column> {
        Some(match self {
            Field::Topic => fields.topic,
            Field::Item => fields.item,
            Field::Person => fields.person,
            Field::Said => fields.said_by,
            Field::Raised => fields.raised_by,
            Field::Owner => fields.owner,
            Field::Action => fields.action,
            Field::Status => fields.status,
            Field::Body => fields.body,
            Field::Org => fields.org,
            Field::Format => fields.format,
            Field::Path | Field::Year | Field::Date => return None,
        })
    }
}
