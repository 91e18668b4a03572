//! The score of what the parser finds against annotations made by reading.
//!
//! Lists count by F1 and fields by accuracy, over all documents together. `overall` is the mean of the components.
//! A row marked `optional` is welcome and not required; where `raises_soft` is set, careful readers differ on `raises`
//! and it does not count.

use super::annotation::{
    accepts, action_likeness, agree, headings, is_marked, names, nearly_agree, rows, same_action, same_heading,
    same_person, same_statement, same_update, text,
};
use super::likeness::norm;
use super::tally::{Ratio, Tally, pair};
use serde_json::Value;
use std::collections::BTreeMap;

/// Components beside the header, in the order of the page.
const LISTS: [&str; 6] = ["attendees", "headings", "actions", "updates", "statements", "raises"];
const HEADER: [&str; 5] = ["title", "date", "start_time", "venue", "next_meeting_date"];

/// Figures of one set of documents.
#[derive(Debug, Default)]
pub(super) struct Score {
    /// Documents counted.
    pub(super) documents: usize,
    header: Ratio,
    lists: BTreeMap<&'static str, Tally>,
    fields: BTreeMap<&'static str, Ratio>,
}

impl Score {
    /// The components with their names, `overall` first.
    pub(super) fn components(&self) -> Vec<(&'static str, f64)> {
        let list = |name: &'static str| (name, self.lists.get(name).copied().unwrap_or_default().f1());
        let mut components = vec![("header", self.header.value())];
        components.extend(LISTS.map(list));
        let mean = components.iter().map(|(_, value)| value).sum::<f64>() / components.len() as f64;
        components.insert(0, ("overall", mean));
        components
    }

    /// Accuracy of the fields of what was matched.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&'static str, Ratio)> {
        self.fields.iter().map(|(name, ratio)| (*name, *ratio))
    }

    /// Counts one document.
    pub(super) fn add(&mut self, gold: &Value, got: &Value) {
        self.documents += 1;
        self.header(gold, got);
        self.attendees(gold, got);
        self.headings(gold, got);
        self.actions(gold, got);
        self.list("updates", (&rows(gold, "updates"), &rows(got, "action_updates")), same_update);
        self.statements(gold, got);
    }

    fn field(&mut self, name: &'static str, is_good: bool) {
        self.fields.entry(name).or_default().add(is_good);
    }

    /// Counts the rows of a list and gives those that belong together.
    fn list(
        &mut self,
        name: &'static str,
        (gold, got): (&[Value], &[Value]),
        likeness: fn(&Value, &Value) -> f64,
    ) -> Vec<(Value, Value)> {
        let pairing = pair(gold, got, likeness);
        let tally = self.lists.entry(name).or_default();
        tally.found += pairing.pairs.len();
        tally.extra += pairing.extra.len();
        tally.missed += pairing.missed.iter().filter(|row| !is_marked(row, "optional")).count();
        pairing.pairs.into_iter().map(|(gold, got)| (gold.clone(), got.clone())).collect()
    }

    fn header(&mut self, gold: &Value, got: &Value) {
        let header = &gold["header"];
        let mut got = got.clone();
        got["next_meeting_date"] = got["next_meeting"]["date"].clone();
        for field in HEADER.into_iter().filter(|field| !(header[field].is_null() && got[field].is_null())) {
            let is_text = matches!(field, "title" | "venue");
            let is_same = if is_text { nearly_agree(header, &got, field, 0.85) } else { agree(header, &got, field) };
            self.header.add(is_same || accepts(header, field, &got[field]) || accepts(gold, field, &got[field]));
        }
    }

    fn attendees(&mut self, gold: &Value, got: &Value) {
        let mut people = rows(got, "people");
        people.retain(|person| text(person, "attendance") != "mentioned");
        for (gold, got) in self.list("attendees", (&rows(gold, "attendees"), &people), same_person) {
            for (name, field) in [
                ("attendee.initials", "initials"),
                ("attendee.role", "role"),
                ("attendee.organisation", "organisation"),
                ("attendee.attendance", "attendance"),
            ] {
                // Initials that are printed nowhere are neither right nor wrong.
                if gold[field].is_null() && (got[field].is_null() || field == "initials") {
                    continue;
                }
                let is_same = match field {
                    "role" => nearly_agree(&gold, &got, field, 0.75),
                    "organisation" => nearly_agree(&gold, &got, field, 0.75) || is_part(&gold, &got, field),
                    _ => agree(&gold, &got, field),
                };
                self.field(name, is_same || accepts(&gold, field, &got[field]));
            }
        }
    }

    fn headings(&mut self, gold: &Value, got: &Value) {
        for (gold, got) in self.list("headings", (&rows(gold, "headings"), &headings(got)), same_heading) {
            self.field("heading.level", gold["level"] == got["level"] || accepts(&gold, "level", &got["level"]));
            if !text(&gold, "number").is_empty() || !text(&got, "number").is_empty() {
                self.field("heading.number", agree(&gold, &got, "number") || accepts(&gold, "number", &got["number"]));
            }
        }
    }

    fn actions(&mut self, gold: &Value, got: &Value) {
        for (gold, got) in self.list("actions", (&rows(gold, "actions"), &rows(got, "actions")), same_action) {
            let mut field =
                |name, field: &str, is_same| self.field(name, is_same || accepts(&gold, field, &got[field]));
            field("action.text", "text", action_likeness(&gold, &got) >= 0.9);
            field("action.owners", "owners", names(&gold["owners"]) == names(&got["owners"]));
            field("action.due_date", "due_date", agree(&gold, &got, "due_date"));
            field("action.item", "item", agree(&gold, &got, "item"));
        }
    }

    fn statements(&mut self, gold: &Value, got: &Value) {
        let (gold, got) = (rows(gold, "statements"), rows(got, "statements"));
        for (gold, got) in self.list("statements", (&gold, &got), same_statement) {
            if !text(&gold, "person").is_empty() || !text(&got, "person").is_empty() {
                self.field(
                    "statement.person",
                    agree(&gold, &got, "person") || accepts(&gold, "person", &got["person"]),
                );
            }
            let verb = |row: &Value| norm(text(row, "verb")).split(' ').next().map(str::to_owned);
            self.field("statement.verb", verb(&gold) == verb(&got));
            let is_heading = nearly_agree(&gold, &got, "heading", 0.85) || accepts(&gold, "heading", &got["heading"]);
            self.field("statement.heading", is_heading);
            if !is_marked(&gold, "raises_soft") {
                let (raises, got_raises) = (is_marked(&gold, "raises"), is_marked(&got, "raises"));
                let tally = self.lists.entry("raises").or_default();
                tally.found += usize::from(raises && got_raises);
                tally.missed += usize::from(raises && !got_raises);
                tally.extra += usize::from(!raises && got_raises);
            }
        }
        // A statement that raises something and was not found is a miss here too.
        let is_missed =
            |row: &&&Value| is_marked(row, "raises") && !is_marked(row, "raises_soft") && !is_marked(row, "optional");
        let missed = pair(&gold, &got, same_statement).missed.iter().filter(is_missed).count();
        self.lists.entry("raises").or_default().missed += missed;
    }
}

/// `HT` for `Harbour Trust (HT)`: all words of one are words of the other.
fn is_part(gold: &Value, got: &Value, field: &str) -> bool {
    let (one, other) = (norm(text(gold, field)), norm(text(got, field)));
    let holds = |whole: &str, part: &str| part.split(' ').all(|word| whole.split(' ').any(|known| known == word));
    !one.is_empty() && !other.is_empty() && (holds(&one, &other) || holds(&other, &one))
}
