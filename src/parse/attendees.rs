//! Attendance: lists in all their forms, and people the text introduces.

use super::announced;
use super::couples;
use super::flow::{Kind, Para};
use super::hold;
use super::known::Sort;
use super::labels::{self, is_first_word, label, may_start_with_name, post_label, starts_with_name};
use super::listing;
use super::lone_entry;
use super::names::{self, Entry};
use super::nicks::nicks;
use super::numbers;
use super::prose_roll;
use super::readings;
use super::rolls;
use super::settle;
use super::short_names::{short_names, with_detail};
use super::table::is_initials;
use super::ticked::ticked;
use super::words::{self, Column};
use crate::meeting::{Attendance, Origin, Person};
use regex::Regex;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// The people on the lists, and which paragraphs are lists.
pub(super) struct Attended {
    pub people: Vec<Person>,
    /// One entry a paragraph of the flow.
    pub is_list: Vec<bool>,
}

/// Reads every attendance list of the flow.
pub(super) fn read(paras: &[Para]) -> Attended {
    let mut people: Vec<Person> = Vec::new();
    let mut opened: Vec<Person> = Vec::new();
    let mut is_list = vec![false; paras.len()];
    let mut current: Option<(Attendance, Option<String>)> = None;
    // a list that gave names behind its label goes on only with entries that can be nothing else
    let mut is_tentative = false;
    let mut are_entries = false;
    let mut started = false;
    // a post alone on the line above its holder
    let mut post_above: Option<&str> = None;
    let mut table_label: Option<u32> = None;
    let tables: FxHashSet<u32> =
        paras.iter().filter(|para| para.number.is_some()).filter_map(|para| para.row.map(|(table, _)| table)).collect();
    for (index, para) in paras.iter().enumerate() {
        let text = para.string();
        if let Kind::Cell(
            Column::Name | Column::Surname | Column::Present | Column::Initials | Column::Organisation | Column::Role,
        ) = para.kind
        {
            let listed = current.as_ref().map_or(Attendance::Present, |(attendance, _)| *attendance);
            let attendance = listing::absence(paras, index).unwrap_or(listed);
            let table = para.row.map(|(table, _)| table);
            is_list[index] = true;
            if (table.is_some() && para.kind == Kind::Cell(Column::Name)
                || (table_label != table && listing::row_name(paras, index).is_none()))
                && let Some(entry) = listing::row_entry(paras, index)
            {
                people.push(person(&entry.0, attendance, para, None));
                if let (Some(last), Some(more)) = (people.last_mut(), entry.1) {
                    last.organisation = last.organisation.take().or(more);
                }
            }
            table_label = table;
            continue;
        }
        if para.kind == Kind::Furniture {
            continue;
        }
        if current.is_some()
            && let Some((entry, attendance)) = ticked(text)
        {
            is_list[index] = true;
            people.push(person(&entry, attendance, para, None));
            (is_tentative, are_entries) = (false, true);
            continue;
        }
        if let Kind::Cell(Column::Listed(attendance)) = para.kind {
            is_list[index] = true;
            add(&mut people, &list_entry(para), (attendance, None), (para, 0));
            (current, is_tentative) = (Some((Attendance::Present, None)), true);
            continue;
        }
        if let Some(label) = label(para, started) {
            let is_heading = matches!(para.kind, Kind::Heading(_));
            let rest = &text[label.rest.min(text.len())..];
            let rest = if listing::is_note(rest) { "" } else { rest };
            let mut entries = list(rest);
            if let ([entry], Some(post)) = (&mut entries[..], post_label(&text[..label.rest.min(text.len())])) {
                entry.role.get_or_insert(post);
            }
            is_list[index] = label.attendance != Attendance::Apologies || para.number.is_none() || !entries.is_empty();
            let inner = labels::inner(rest);
            match inner.first() {
                Some((own, ..)) => {
                    let entries = list(&rest[..own.start]);
                    add(&mut people, &entries, (label.attendance, label.organisation.as_deref()), (para, label.rest));
                }
                None => {
                    add(&mut people, &entries, (label.attendance, label.organisation.as_deref()), (para, label.rest))
                }
            }
            for (position, (own, attendance)) in inner.iter().enumerate() {
                let end = inner.get(position + 1).map_or(rest.len(), |next| next.0.start);
                let mut entries = list(&rest[own.end..end]);
                if let ([entry], Some(post)) = (&mut entries[..], post_label(&rest[own.clone()])) {
                    entry.role.get_or_insert(post);
                }
                add(&mut people, &entries, (*attendance, None), (para, label.rest + own.end));
            }
            if let Some(start) =
                Some(rest).filter(|_| label.attendance == Attendance::Present).and_then(announced::apologies_within)
            {
                let told = list(listing::sentence(&rest[start..]));
                add(&mut people, &told, (Attendance::Apologies, None), (para, label.rest + start));
            }
            let is_open = rest.trim().is_empty() || entries.is_empty() || is_heading || rest.trim_end().ends_with(',');
            current = Some((label.attendance, label.organisation)).filter(|_| !listing::names_nobody(rest));
            is_tentative = !is_open;
            continue;
        }
        if matches!(para.kind, Kind::Cell(Column::Other))
            && is_initials(text)
            && para.row.is_some_and(|(table, _)| tables.contains(&table))
        {
            continue;
        }
        if let Some(entry) = rolls::presiding(text).filter(|_| !started) {
            add(&mut people, &[entry], (Attendance::Present, None), (para, 0));
            continue;
        }
        if let (Some((Attendance::Present, _)), Kind::Plain, false) = (&current, &para.kind, is_tentative)
            && prose_roll::tells(text)
        {
            let told = prose_roll::under_label(text);
            is_list[index] = !told.is_empty();
            people.extend(told.iter().map(|(entry, attendance)| person(entry, *attendance, para, None)));
        }
        if let (Some((Attendance::Present | Attendance::Other, _)), Kind::Plain | Kind::Cell(_), false) =
            (&current, &para.kind, is_tentative)
            && rolls::is_post_line(text)
        {
            (is_list[index], post_above) = (true, Some(text));
            continue;
        }
        if let Some((attendance, organisation)) = current.as_ref().filter(|_| !is_list[index]) {
            let sent = Some(text).filter(|_| *attendance == Attendance::Apologies).and_then(announced::apologies);
            if let Some(start) = sent.filter(|&start| start < text.len()) {
                let entries = list(listing::sentence(&text[start..]));
                if !entries.is_empty() {
                    is_list[index] = true;
                    add(&mut people, &entries, (Attendance::Apologies, None), (para, start));
                    continue;
                }
            }
            let entries = match para.kind {
                Kind::Heading(_) => Vec::new(),
                // `Apologies were received from Anna Berg` below those who came
                _ if hold::opens(text, "apolog") && announced::apologies(text).is_some() => Vec::new(),
                // behind entries of a list, a line in bold is the next heading
                Kind::Plain if are_entries && para.text.is_bold() => Vec::new(),
                _ if is_tentative => goes_on(para),
                _ if lone_entry::has_one_comma(paras, index) => {
                    lone_entry::name_and_organisation(text).into_iter().collect()
                }
                _ => list_entry(para),
            };
            if !entries.is_empty() {
                let mut entries = entries;
                if let ([entry], Some(post)) = (&mut entries[..], post_above.take()) {
                    entry.role.get_or_insert_with(|| post.trim_end_matches(':').to_owned());
                }
                is_list[index] = true;
                are_entries = matches!(para.kind, Kind::Item { .. });
                // a full stop ends a list that runs on
                is_tentative |= entries.len() > 2 && para.kind == Kind::Plain && text.ends_with('.');
                add(&mut people, &entries, (*attendance, organisation.as_deref()), (para, 0));
                continue;
            }
            // `Roll Call`, and below it `Board Members`
            if index > 0 && is_list[index - 1] && !is_tentative && labels::names_group(para) {
                is_list[index] = true;
                continue;
            }
            let is_aside = !is_tentative
                && text.len() < 60
                && matches!(para.kind, Kind::Item { .. } | Kind::Cell(_))
                && para.number.is_none()
                && !text.contains('/')
                && *attendance == Attendance::Present;
            if is_aside && people.len() < 200 {
                is_list[index] = true;
                continue;
            }
            current = None;
        }
        if !started || index < 80 {
            let may_name = para.words.have(Sort::AnnouncesNames);
            let run_in = if started { Vec::new() } else { listing::run_in(para) };
            if !started && run_in.is_empty() {
                let told = prose_roll::read(para);
                // who opens the meeting opens no list: that may still follow
                let to = if told.len() == 1 { &mut opened } else { &mut people };
                to.extend(told.iter().map(|(entry, attendance)| person(entry, *attendance, para, None)));
            }
            for range in run_in {
                add(&mut people, &list(&text[range.clone()]), (Attendance::Present, None), (para, range.start));
            }
            if may_name && let Some(start) = announced::guests(text) {
                let rest = listing::sentence(&text[start..]);
                add(&mut people, &list(rest), (Attendance::Other, None), (para, start));
            }
            if may_name
                && text.len() < 400
                && let Some(start) = announced::apologies(text)
            {
                let rest = listing::sentence(&text[start..]);
                add(&mut people, &list(rest), (Attendance::Apologies, None), (para, start));
            } else if people.is_empty() && !started {
                let entries = listing::abbreviations(text);
                is_list[index] = !entries.is_empty();
                add(&mut people, &entries, (Attendance::Present, None), (para, 0));
            }
        }
        let is_item = para.number.is_some() || numbers::item_prefix(text) > 0;
        started |= !people.is_empty() && (text.len() > 120 || is_item) && !is_list[index];
    }
    people.splice(0..0, opened);
    settle::settle(&mut people);
    Attended { people, is_list }
}

/// One person and what stands beside the name, and nothing else: `Mr Tom Moss (Site Manager)`.
fn whole_entry(para: &Para) -> Vec<Entry> {
    let text = para.string().trim();
    let is_cell = matches!(para.kind, Kind::Cell(_));
    let is_marked = text.split_whitespace().next().is_some_and(|word| words::title(word).is_some())
        || text.ends_with(')') && text.contains(" (")
        || lone_entry::opens_with_letters(text);
    let may_be_whole = !text.ends_with('.') && text.len() < 160 && (para.kind == Kind::Plain || is_cell);
    let is_one_kind = may_be_whole && !is_cell && listing::tells_one_kind(text);
    if !may_be_whole || !(is_marked || is_one_kind) || listing::sentence(text).len() < text.len() {
        return Vec::new();
    }
    let entries = list_entry(para);
    if entries.len() == 1 || is_cell || is_one_kind { entries } else { Vec::new() }
}

/// What goes on with a list that gave names behind its label: one person, or several with their titles.
fn goes_on(para: &Para) -> Vec<Entry> {
    let mut entries = whole_entry(para);
    // `Head of Finance: Anna Berg`
    if entries.is_empty() && para.words.may_hold(b":") {
        let end = para.string().find(':').unwrap_or_default();
        let heads = listing::group_post(&para.string()[..end]).is_some() && listing::group(para.string()).is_some();
        entries = if heads { list_entry(para) } else { entries };
    }
    let is_titled = || para.string().split(' ').next().is_some_and(|word| words::title(word).is_some());
    if entries.is_empty() && is_titled() { rolls::titled(para, list_entry(para)) } else { entries }
}

/// The people in the text behind a label; nobody where it is a sentence.
pub(super) fn list(text: &str) -> Vec<Entry> {
    let text = text.trim_end();
    let opening = text.trim_start();
    if opening.is_empty() || listing::names_nobody(opening) {
        return Vec::new();
    }
    if let Some(entry) = lone_entry::lone_name(text) {
        return vec![entry];
    }
    // `Apologies: Apologies were received from Anna Berg`
    if hold::opens(opening, "apologies")
        && let Some(start) = announced::apologies(text)
    {
        let moved = |entry: Entry| Entry { range: entry.range.start + start..entry.range.end + start, ..entry };
        return list(listing::sentence(&text[start..])).into_iter().map(moved).collect();
    }
    // `The Revd Anna Berg`
    if let Some(rest) = opening.strip_prefix("The ")
        && rest.split(' ').next().is_some_and(|word| words::title(word).is_some())
    {
        let shift = text.len() - rest.len();
        let moved = |entry: Entry| Entry { range: entry.range.start + shift..entry.range.end + shift, ..entry };
        return list(rest).into_iter().map(moved).collect();
    }
    // update codes and sentences end a list that runs on
    static END: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:Matters [Aa]rising|Minutes of)|(?-u:\b)[0-9]{1,3}/[0-9][0-9](?-u:\b)|(?:^|[.] )(?:The|It|There|Members|RESOLVED) ")
            .expect("the end pattern is valid")
    });
    let end = END.find(text).map_or(text.len(), |found| found.start());
    let by_nick = nicks(&text[..end]);
    if !by_nick.is_empty() {
        return by_nick;
    }
    let typed = couples::typed(&text[..end]);
    let mut found = readings::entries(&typed.text);
    found.extend(typed.partners);
    found.sort_by_key(|entry| entry.range.start);
    found
}

/// The people in a paragraph under a label, where it reads as an entry.
fn list_entry(para: &Para) -> Vec<Entry> {
    let text = para.string();
    let by_nick = nicks(text);
    if !by_nick.is_empty() {
        return by_nick;
    }
    if let Some((group, start)) = listing::group(text) {
        let post = listing::group_post(&text[..start]);
        let group = group.filter(|_| post.is_none());
        let shifted = |entry: Entry| Entry {
            range: entry.range.start + start..entry.range.end + start,
            organisation: entry.organisation.or_else(|| group.map(str::to_owned)),
            role: entry.role.or_else(|| post.clone()),
            ..entry
        };
        return names::people(&text[start..]).into_iter().map(shifted).collect();
    }
    let is_item = matches!(para.kind, Kind::Item { .. });
    if let Some(entry) =
        lone_entry::told(text).or_else(|| Some(text).filter(|_| is_item).and_then(lone_entry::one_and_organisation))
    {
        return vec![entry];
    }
    let is_sentence = || {
        text.split_whitespace().skip(1).any(|word| words::verb(word).is_some() && word.chars().all(char::is_lowercase))
    };
    if text.len() > 600
        || para.number.is_some()
        || numbers::item_prefix(text) > 0 && matches!(para.kind, Kind::Plain)
        || super::outline::is_standing(text)
        || is_sentence()
    {
        return Vec::new();
    }
    if let Some(entry) = lone_entry::lone_name(text).filter(|_| is_item).or_else(|| with_detail(text)) {
        return vec![entry];
    }
    // `Managing agent` below a list is a heading, `Ina garland` in one is somebody
    let is_line = matches!(para.kind, Kind::Plain | Kind::Heading(_)) && !text.contains([',', '(', ';']);
    if is_line && text.split(' ').nth(1).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_lowercase())) {
        return Vec::new();
    }
    let (people, short) = (names::people(text), short_names(text));
    let opens_with_name = || may_start_with_name(text) && is_first_word(&people, text);
    if short.is_empty()
        && !opens_with_name()
        && rolls::holders(text).is_empty()
        && !text.split([',', ';']).any(starts_with_name)
    {
        return Vec::new();
    }
    readings::most(text, people, short)
}

fn add(
    people: &mut Vec<Person>,
    entries: &[Entry],
    (attendance, organisation): (Attendance, Option<&str>),
    (para, shift): (&Para, usize),
) {
    for entry in entries {
        let shifted = Entry { range: entry.range.start + shift..entry.range.end + shift, ..entry.clone() };
        people.push(person(&shifted, attendance, para, organisation));
    }
}

fn person(entry: &Entry, attendance: Attendance, para: &Para, organisation: Option<&str>) -> Person {
    let length = para.string().len();
    let range: Range<usize> = entry.range.start.min(length)..entry.range.end.min(length);
    Person {
        name: entry.name.clone(),
        initials: entry.initials.clone(),
        role: entry.role.clone(),
        organisation: entry.organisation.clone().or_else(|| organisation.map(str::to_owned)),
        attendance,
        place: para.text.place(range),
        origin: Origin::Written,
    }
}
