//! Blocks to meetings: every fact of one document's minutes, pure and total.

mod actions;
mod announced;
#[cfg(test)]
mod assembly_layouts;
mod attendees;
#[cfg(test)]
mod civic_layouts;
mod clause;
mod codes;
mod couples;
mod dates;
mod decisions;
mod flow;
#[cfg(test)]
mod group_layouts;
mod header;
mod hold;
mod initials;
mod introduced;
mod known;
mod labels;
#[cfg(test)]
mod layouts;
mod listing;
mod lone_entry;
mod name;
mod names;
mod nicks;
mod numbers;
#[cfg(test)]
mod office_layouts;
mod outline;
mod owners;
mod passages;
mod posts;
#[cfg(test)]
mod project_layouts;
mod prose_roll;
#[cfg(test)]
mod public_layouts;
mod raises;
mod readings;
mod reporting;
mod reviewed;
mod roll;
mod rolls;
mod roster;
mod run_in;
#[cfg(test)]
mod senate_layouts;
mod settle;
mod short_names;
mod slips;
mod spans;
mod split;
mod spoken;
mod spoken_posts;
mod statements;
mod table;
mod ticked;
mod tokens;
mod turns;
mod updates;
mod wording;
mod words;

use crate::diagnostic::Diagnostic;
use crate::meeting::{Attendance, Meeting, PassageKind, Person, Statement, Status};
use crate::read::Document;
use flow::{Kind, Para};
use jiff::civil::Date;
use known::Sort;
use roster::Roster;
use rustc_hash::FxHashSet;
use std::ops::Range;
use tokens::Token;
use turns::Turns;
use words::Column;

pub use slips::is_one_slip;

/// Whether a word before a name is a rank or a title: `Cllr`, `T/Inspector`, `Mrs`.
pub fn is_title(word: &str) -> bool {
    words::title(word).is_some()
}

/// Whether `initials` may stand for `name`.
pub fn may_stand_for(initials: &str, name: &str) -> bool {
    initials::may_stand_for(initials, name)
}

/// Whether a word is the letters of a person: two to five capitals.
pub fn are_initials(word: &str) -> bool {
    table::is_initials(&initials::latin(word))
}

/// Whether a word is a first name that many people have.
pub fn is_given_name(word: &str) -> bool {
    known::known(word).is(Sort::GivenName)
}

/// The letters in Latin, where they are look-alikes of another script.
pub fn in_latin(letters: &str) -> String {
    initials::latin(letters).into_owned()
}

/// The days written in a text and where each starts; a day without a year is the last such day before `day`.
pub fn dates_before(text: &str, day: Date) -> Vec<(usize, Date)> {
    let date = |found: &dates::FoundDate| {
        found.date().or_else(|| {
            let this = Date::new(day.year(), found.month, found.day).ok()?;
            if this < day { Some(this) } else { Date::new(day.year() - 1, found.month, found.day).ok() }
        })
    };
    dates::dates(text).iter().filter_map(|found| Some((found.range.start, date(found)?))).collect()
}

/// The state that a report on an action tells: in so many words, or by what it reports.
pub fn status(report: &str) -> Status {
    updates::status(report).0
}

/// Whether a report says that something is still to come.
pub fn leaves_open(report: &str) -> bool {
    updates::leaves_open(report)
}

/// Whether a heading announces earlier actions: `Matters arising`, `Actions from the last meeting`.
pub fn is_about_earlier(heading: &str) -> bool {
    actions::is_about_earlier(Some(heading))
}

/// Where the sentences of a text stand, in bytes.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let tokens = tokens::tokens(text);
    let place = |range: &Range<usize>| tokens[range.start].start..tokens[range.end - 1].end();
    tokens::sentences(&tokens).iter().map(place).collect()
}

/// Whether a word (any case) belongs to the name of a post.
pub fn is_post(word: &str) -> bool {
    words::is_post(word)
}

/// Parses a document; at least one meeting comes back, whatever the text.
///
/// `name` is the file's path as the user sees it: the last resort for the date of the meeting.
pub fn parse(document: &Document, name: &str) -> Vec<Meeting> {
    let mut words = Vec::new();
    let mut paras = flow::paras(document);
    flow::find_words(&mut paras, &mut words);
    let ranges = split::meetings(&paras);
    let count = ranges.len();
    let mut meetings: Vec<Meeting> = ranges.into_iter().map(|range| meeting(&paras[range], document, name)).collect();
    if count > 1 {
        for (index, meeting) in meetings.iter_mut().enumerate() {
            let line = meeting.passages.first().map(|passage| passage.place.line_start);
            meeting.diagnostics.push(Diagnostic::info(line, format!("meeting {} of {count} in this file", index + 1)));
        }
    }
    meetings
}

fn meeting(paras: &[Para], document: &Document, name: &str) -> Meeting {
    let mut meeting = Meeting::default();
    let attended = attendees::read(paras);
    let turns = Turns::of(paras);
    let body = body_start(paras, &attended.is_list, &turns);
    let elsewhere = header::Elsewhere { properties: &document.properties, name };
    header::read(&mut meeting, paras, body, &elsewhere);

    let roster = roster(attended.people, paras, body);
    let source = outline::Source { paras, is_list: &attended.is_list, roster: &roster, turns: &turns, body };
    let mut outline = outline::read(&source);
    meeting.actions = actions::read(&mut outline, &roster, meeting.date);
    meeting.action_updates = updates::read(&outline, &mut meeting.actions);
    meeting.statements = statements::read(&outline, &roster);
    meeting.decisions = decisions::read(&outline, &roster);
    meeting.next_meeting = header::next_meeting(paras, &meeting);
    passages::read(&outline, &mut meeting);
    meeting.diagnostics.append(&mut outline.diagnostics);
    meeting.items = outline.items;
    presenters(&mut meeting, &roster);
    let listed = people(roster, &meeting.statements);
    meeting.people.splice(0..0, listed);
    meeting.people.dedup_by(|one, two| one.name == two.name);
    meeting.diagnostics.extend(kind_of_document(&meeting));
    meeting
}

/// The first paragraph behind the title block: a list, a heading of the body, or a row of the minutes.
fn body_start(paras: &[Para], is_list: &[bool], turns: &Turns) -> usize {
    let start = paras.iter().enumerate().position(|(index, para)| {
        let is_first = !paras[..index].iter().any(|before| matches!(before.kind, Kind::Heading(_)));
        let is_body_heading =
            matches!(para.kind, Kind::Heading(_)) && !(is_first && index <= 6) && !is_title_line(&paras[..=index]);
        is_list[index]
            || para.string().len() > 700
            || index > 0 && (tells(para.string()) || numbers::is_lone_count(para.string()))
            || is_body_heading
            || matches!(para.kind, Kind::Cell(Column::Text | Column::Action))
            || para.number.is_some()
            || para.marker.is_some() && dates::dates(para.string()).is_empty()
            || numbers::item_prefix(para.string()) > 0
                && numbers::number(para.string()).is_some_and(|number| number.series != numbers::Series::Letter)
                && dates::dates(para.string()).is_empty()
                && dates::times(para.string()).first().is_none_or(|time| time.range.start > 0)
    });
    let none = Roster::default();
    let turn = paras.iter().position(|para| turns.is_transcript && turns.turn(para.string(), &none).is_some());
    start.into_iter().chain(turn).min().unwrap_or_else(|| {
        // Nothing marks where the minutes begin: behind the first line, and those below it that give the day.
        let lines = paras.iter().skip(1).take_while(|para| is_date_line(para)).count();
        paras.len().min(1 + lines)
    })
}

/// Whether a paragraph is a short line with a date.
fn is_date_line(para: &Para) -> bool {
    para.string().len() < 60 && !dates::dates(para.string()).is_empty()
}

/// Whether a paragraph is running text of the minutes: a long one with a verb, and no date as a title has.
fn tells(text: &str) -> bool {
    text.len() > 160
        && dates::dates(text).is_empty()
        && text.split_whitespace().filter(|word| words::is_verb(word)).count() > 1
}

/// Whether the last of these opening paragraphs is a heading that goes on with the title above it.
fn is_title_line(opening: &[Para]) -> bool {
    let is_title = |para: &Para| matches!(para.kind, Kind::Heading(_)) || is_date_line(para);
    let only_headings = opening.iter().all(is_title);
    let text = opening.last().map_or("", Para::string);
    let lower = text.to_lowercase();
    let speaks = ["meeting", "minutes", "draft", "final", "committee", "council", "transcript"]
        .iter()
        .any(|word| lower.contains(word));
    only_headings && opening.len() <= 6 && (speaks || !dates::dates(text).is_empty())
}

/// Lists, people introduced in the text, and initials that the text uses without explaining them.
fn roster(people: Vec<Person>, paras: &[Para], body: usize) -> Roster {
    let mut people = people;
    let used = used_letters(&paras[body.min(paras.len())..]);
    let acts = |letters: &str| used.iter().any(|other| other == letters);
    for para in &paras[body.min(paras.len())..] {
        if !para.words.may_hold(b"([") {
            continue;
        }
        for (mut person, range) in introduced::introduced(para.string(), &acts) {
            if people.iter().any(|other| other.name == person.name) {
                continue;
            }
            let known = person
                .initials
                .as_deref()
                .is_some_and(|initials| people.iter().any(|other| other.initials.as_deref() == Some(initials)));
            if known {
                continue;
            }
            let alias = people.iter().position(|other| {
                other.initials.is_none()
                    && person.initials.as_deref().is_some_and(|initials| initials::may_stand_for(initials, &other.name))
                    && ends_alike(&other.name, &person.name)
            });
            if let Some(alias) = alias {
                people[alias].initials = person.initials;
                continue;
            }
            person.place = para.text.place(range);
            people.push(person);
        }
    }
    let mut roster = Roster::new(people);
    for letters in &used {
        roster.infer_initials(letters);
    }
    roster
}

/// `SHartwell` is `Sabina Hartwell`.
fn ends_alike(full: &str, short: &str) -> bool {
    let surname = full.rsplit(' ').next().unwrap_or_default().to_lowercase();
    surname.len() > 3 && short.to_lowercase().ends_with(&surname)
}

/// Letters that stand where people stand: before a reporting verb, in owner cells, before a colon.
fn used_letters(paras: &[Para]) -> Vec<String> {
    let mut seen: FxHashSet<String> = FxHashSet::default();
    let mut order = Vec::new();
    for para in paras {
        let text = para.string();
        if para.kind == Kind::Cell(Column::Owner) {
            for owner in owners::in_cell(text).into_iter().filter(|owner| clause::is_letters(owner)) {
                if seen.insert(owner.clone()) {
                    order.push(owner);
                }
            }
            continue;
        }
        for at in para.words.of_sort(Sort::Letters) {
            let Some(Token { word, .. }) = para.words.token(text, at) else { continue };
            if !tokens::starts_upper(word) {
                continue;
            }
            let letters = initials::latin(word);
            if !clause::is_letters(&letters) || seen.contains(&*letters) {
                continue;
            }
            let token = |at: usize| para.words.token(text, at);
            let is_owner = || {
                at <= 2 && token(at).is_some_and(|token| token.raw.ends_with(':'))
                    || at > 0 && token(at - 1).is_some_and(|before| before.word.eq_ignore_ascii_case("action"))
                    || token(at + 1).is_some_and(|next| next.raw == "to")
            };
            let speaks = |at: usize| {
                let at = introduced::behind_note(at, token);
                let may_speak = (at + 1..=at + reporting::ADVERBS_BEFORE + 1)
                    .filter_map(token)
                    .any(|next| reporting::is_verb(&next));
                let behind = || para.words.some_from(text, at + 1, reporting::VERB_REACH);
                may_speak && reporting::verb_at(&behind(), 0, false).is_some()
            };
            if is_owner() || speaks(at) || last_joined(at, token).is_some_and(speaks) {
                seen.insert(letters.to_string());
                order.push(letters.into_owned());
            }
        }
    }
    order
}

/// The last of the letters that those at `at` are joined with: `EF` of `AB, CD and EF`.
fn last_joined<'a>(at: usize, token: impl Fn(usize) -> Option<Token<'a>>) -> Option<usize> {
    const MOST: usize = 6;
    let mut last = at;
    for _ in 0..MOST {
        let joint = token(last + 1)?;
        let next = match token(last)?.raw.ends_with(',') {
            _ if matches!(joint.raw, "and" | "&") => last + 2,
            true => last + 1,
            false => break,
        };
        if !token(next).is_some_and(|token| clause::is_letters(&initials::latin(token.word))) {
            break;
        }
        last = next;
    }
    (last > at).then_some(last)
}

/// People who present and are on no list take part as `other`.
fn presenters(meeting: &mut Meeting, roster: &Roster) {
    for said in meeting.statements.iter().filter(|said| said.verb.ends_with("presented by")) {
        let Some(name) = said.person.as_deref().filter(|name| roster.resolve(name).is_none()) else { continue };
        let role = said.speaker.strip_suffix(name).map(|role| role.trim().to_owned()).filter(|role| !role.is_empty());
        meeting.people.push(Person {
            name: name.to_owned(),
            role,
            attendance: Attendance::Other,
            place: said.place,
            ..Person::default()
        });
    }
}

/// Everybody: those of the roster, then those who only speak; in a transcript without a list its speakers took part.
fn people(roster: Roster, statements: &[Statement]) -> Vec<Person> {
    let mut people = roster.into_people();
    let has_list = !people.is_empty();
    for said in statements {
        // `moved by the treasurer` names nobody
        let Some(name) = said.person.as_deref().filter(|name| !name.starts_with("the ")) else { continue };
        if people.iter().any(|person| person.name == name) {
            continue;
        }
        let attendance = if said.verb == "said" && !has_list { Attendance::Other } else { Attendance::Mentioned };
        let listed = names::people(&said.speaker).into_iter().next().filter(|entry| entry.name == name);
        let role = listed.and_then(|entry| entry.role);
        people.push(Person { name: name.to_owned(), role, attendance, place: said.place, ..Person::default() });
    }
    people
}

/// Says when a document does not read as minutes.
fn kind_of_document(meeting: &Meeting) -> Option<Diagnostic> {
    let title = meeting.title.as_deref().unwrap_or_default().to_lowercase();
    let text =
        meeting.passages.iter().filter(|passage| matches!(passage.kind, PassageKind::Text | PassageKind::Turn)).count();
    if meeting.passages.is_empty() {
        return Some(Diagnostic::warning(None, "no text in the document"));
    }
    let is_agenda = title.contains("agenda") && !title.contains("minutes");
    (is_agenda
        || (text > 0 && meeting.statements.is_empty() && meeting.decisions.is_empty() && title.contains("agenda")))
    .then(|| Diagnostic::info(None, "this reads as an agenda, not as minutes"))
}
