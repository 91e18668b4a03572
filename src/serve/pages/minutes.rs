//! The minutes of a meeting in their order: headings, who said what, actions in place with where they stand today.

use super::super::link;
use super::hit::{person, with_marks};
use crate::index::status_name;
use crate::meeting::{Meeting, Origin, Passage, PassageKind, Statement};
use crate::query::{ActionRow, Highlighter};
use maud::{Markup, html};

/// What is drawn.
pub(super) struct Minutes<'a> {
    pub(super) id: &'a str,
    pub(super) meeting: &'a Meeting,
    /// The actions that come up in it.
    pub(super) actions: &'a [ActionRow],
    /// The passage that is asked for.
    pub(super) at: Option<usize>,
}

impl Minutes<'_> {
    /// All passages, the words of the query marked.
    pub(super) fn draw(&self, mut highlighter: Highlighter) -> Markup {
        html! {
            @for (at, passage) in self.meeting.passages.iter().enumerate() {
                @let before = at.checked_sub(1).and_then(|at| self.meeting.passages[at].topic.as_deref());
                @let topic = passage.topic.as_deref().filter(|topic| Some(*topic) != before);
                @let ranges = highlighter.ranges(&passage.text);
                @if passage.kind == PassageKind::Heading {
                    (self.heading(passage, &with_marks(&passage.text, &ranges)))
                } @else {
                    // A heading that the layout ran into the text has no line of its own.
                    @if let Some(topic) = topic {
                        h3.inferred { a href=(link::topic(topic)) { (topic) } }
                    }
                    (self.passage(at, passage, &with_marks(&passage.text, &ranges)))
                }
            }
        }
    }

    fn heading(&self, passage: &Passage, text: &Markup) -> Markup {
        let is_item = self.meeting.items.iter().any(|item| item.place.line_start == passage.place.line_start);
        let id = format!("p{}", passage.id);
        html! {
            @if is_item { h2 #(id) { (text) } } @else { h3 #(id) { (text) } }
        }
    }

    fn passage(&self, at: usize, passage: &Passage, text: &Markup) -> Markup {
        let kind = match passage.kind {
            PassageKind::Header | PassageKind::Furniture => "furniture",
            PassageKind::Attendance => "attendance",
            PassageKind::Action => "action",
            PassageKind::Heading | PassageKind::Text | PassageKind::Turn => "text",
        };
        let said: Vec<&Statement> = {
            let of = |statement: &&Statement| statement.passage.as_ref() == Some(&passage.id);
            self.meeting.statements.iter().filter(of).collect()
        };
        let full = format!("{}-{}", self.id, passage.id);
        let come_up = |row: &&ActionRow| row.action.history.iter().any(|event| event.passage == full);
        let actions: Vec<&ActionRow> = self.actions.iter().filter(come_up).collect();
        html! {
            div.row.(kind).here[self.at == Some(at)] #{ "p" (passage.id) } {
                a.number href={ "?at=" (passage.id) "#p" (passage.id) } aria-label={ "Link to passage " (passage.id) ", with its source" } { "¶" }
                p { (text) }
                @if !said.is_empty() || !actions.is_empty() {
                    ul.margin {
                        @for (name, raises, is_inferred) in speakers(&said) {
                            li {
                                (person(name))
                                @if raises { span.raises { " raised it" } }
                                @if is_inferred { span.inferred { " (inferred)" } }
                            }
                        }
                        @for row in actions {
                            li {
                                a href=(link::action(row.action.code.as_deref().unwrap_or(&row.action.passage))) { (row.action.code.as_deref().unwrap_or("action")) }
                                " " (state(row))
                            }
                        }
                    }
                }
            }
        }
    }

    /// The agenda as links into the minutes.
    pub(super) fn contents(&self) -> Markup {
        let place = |line: u32| {
            let passage = self.meeting.passages.iter().find(|passage| passage.place.line_end >= line)?;
            Some(format!("#p{}", passage.id))
        };
        let items: Vec<_> = self.meeting.items.iter().filter(|item| item.heading.is_some()).collect();
        html! {
            @if !items.is_empty() {
                nav.contents aria-label="Agenda" {
                    details open {
                        summary { h2 { "Agenda" } }
                        ol.plain {
                            @for item in items {
                                li {
                                    a href=[place(item.place.line_start)] {
                                        @if let Some(number) = &item.number { (number) " " }
                                        (item.heading.as_deref().unwrap_or_default())
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Who speaks in a passage, each once; whoever raises something is said to.
fn speakers<'a>(said: &[&'a Statement]) -> Vec<(&'a str, bool, bool)> {
    let mut speakers: Vec<(&str, bool, bool)> = Vec::new();
    for statement in said {
        let name = statement.person.as_deref().unwrap_or(&statement.speaker);
        let is_inferred = statement.origin == Origin::Inferred;
        match speakers.iter_mut().find(|(known, ..)| *known == name) {
            Some((_, raises, _)) => *raises |= statement.raises,
            None => speakers.push((name, statement.raises, is_inferred)),
        }
    }
    speakers
}

/// The state of an action in a word, told by more than a colour.
pub(super) fn state(row: &ActionRow) -> Markup {
    let (class, name) = match status_name(row.state.status) {
        _ if row.state.is_overdue => ("overdue", "overdue"),
        "complete" => ("complete", "complete"),
        "carried_forward" => ("open", "carried forward"),
        "open" => ("open", "open"),
        _ => ("other", "unknown"),
    };
    html! { span class={ "state " (class) } { (name) } }
}
