//! Names of people as attendance lists print them: rank, name, initials, post and organisation told apart.

use super::clause::written_out;
use super::initials::{latin, may_stand_for};
use super::known::Sort;
use super::listing::without_crowd;
use super::name::{ends_group, is_bracketed_initials, is_name, name_at};
use super::posts::{describe, is_courtesy_rank};
use super::short_names::is_honour;
use super::table::is_initials;
use super::tokens::{self, Token};
use super::words::Title;
use std::ops::Range;

/// One entry of an attendance list.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Entry {
    /// Name without rank or title.
    pub name: String,
    /// Initials printed beside the name.
    pub initials: Option<String>,
    /// Rank and post.
    pub role: Option<String>,
    /// Organisation.
    pub organisation: Option<String>,
    /// Where the entry stands in the list's text (bytes).
    pub range: Range<usize>,
}

/// The words of a text that stands at byte `from` of its list.
fn words(text: &str, from: usize) -> Vec<Token<'_>> {
    let mut words = tokens::tokens(text);
    // `Anna Berg(AB)`: letters without a blank before their bracket
    while let Some((at, end)) = words.iter().enumerate().find_map(|(at, word)| Some((at, glued_letters(word.raw)?))) {
        let [name, letters] = words[at].split_at(end);
        words.splice(at..=at, [name, letters]);
    }
    words.iter_mut().for_each(|word| word.start += from);
    words
}

/// Where the initials in brackets start that stand right behind a name.
fn glued_letters(word: &str) -> Option<usize> {
    let open = word.find('(').filter(|&open| open > 1)?;
    let is_name = word[..open].ends_with(char::is_lowercase) && !word[..open].contains(['.', '/', ':']);
    (is_name && is_bracketed_initials(&word[open..])).then_some(open)
}

/// The people named in the text of an attendance list, in order.
pub(super) fn people(list: &str) -> Vec<Entry> {
    read(list, entry)
}

/// The same with their names alone: what stands behind a name is not read.
pub(super) fn named(list: &str) -> Vec<Entry> {
    read(list, |all, many| Some(own_name(all, many)?.entry))
}

/// The people of a list, each read from the words of its entry and the title before the list that holds for it as well.
fn read(list: &str, entry: impl Fn(&[Token], Option<&Token>) -> Option<Entry>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let list = without_crowd(list);
    lines(&list).for_each(|(text, from)| line_people(text, from, &entry, &mut entries));
    entries
}

/// Whether the text of an attendance list names anybody.
pub(super) fn has_people(list: &str) -> bool {
    let names_any = |(text, from)| {
        let all = words(text, from);
        !all.is_empty() && (are_initials(&all) || !starts(&all).is_empty())
    };
    lines(&without_crowd(list)).any(names_any)
}

/// The lines of a list and where they start; marks of lists end a line as well.
fn lines(list: &str) -> impl Iterator<Item = (&str, usize)> {
    let ends = |c: char| matches!(c, '\n' | ';' | '•' | '|');
    let mut next = 0;
    list.split_inclusive(ends).map(move |line| {
        let from = next;
        next += line.len();
        (line.trim_end_matches(ends), from)
    })
}

/// Whether all words are letters of people: `AB CD, EF`.
fn are_initials(all: &[Token]) -> bool {
    all.iter().all(|word| is_initials(&latin(word.raw.trim_end_matches([',', '.']))))
}

fn line_people(
    text: &str,
    from: usize,
    entry: impl Fn(&[Token], Option<&Token>) -> Option<Entry>,
    entries: &mut Vec<Entry>,
) {
    let all = words(text, from);
    if are_initials(&all) {
        for word in &all {
            let initials = latin(word.raw.trim_end_matches([',', '.']).trim_matches(['[', ']', '(', ')'])).into_owned();
            entries.push(Entry {
                name: initials.clone(),
                initials: Some(initials),
                range: word.start..word.end(),
                ..Entry::default()
            });
        }
        return;
    }
    let starts = starts(&all);
    for (index, &(start, title)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(all.len(), |next| next.0);
        if let Some(entry) = entry(&all[start..end], title.map(|title| &all[title])) {
            entries.push(entry);
        }
    }
}

/// The words at which the entries of a line start, and the title of many that holds for each: `Cllrs Berg, Moss`.
fn starts(all: &[Token]) -> Vec<(usize, Option<usize>)> {
    if is_keyed(all) {
        return vec![(0, None)];
    }
    let mut starts = Vec::new();
    let mut many: Option<usize> = None;
    let mut at = 0;
    let mut depth = 0;
    while at < all.len() {
        let is_inside = depth > 0;
        depth = (depth + opened(all[at].raw)).max(0);
        if is_inside {
            at += 1;
            continue;
        }
        let plain = if at == 0 { plain_lead(all) } else { 0 };
        let lead = plain.max(usize::from(is_lead(all[at].raw) || is_the(&all[at..])));
        let previous = at.checked_sub(1).map(|index| &all[index]);
        let opens = match previous.map(|previous| previous.raw) {
            None => true,
            Some(word) if word.ends_with([',', ';']) || word == "and" || word == "&" || word == "-" || word == "–" => {
                true
            }
            Some(word) => {
                is_bracketed_initials(word)
                    || word.ends_with(')')
                    || previous.is_some_and(is_boundary)
                    || is_titled(&all[at..])
            }
        };
        if at > 0 && starts.len() > 1 && is_lone_given_name(&all[at - 1..]) {
            starts.push((at, many));
            at += 1;
            continue;
        }
        if opens && let Some((titles, length)) = name_at(&all[at + lead..], many.is_some()) {
            let end = at + lead + length;
            let is_new = starts.is_empty() || is_new_entry(all, at, end, titles);
            if is_new {
                let own = &all[at + lead..at + lead + titles];
                // `Councillors A Berg, T Moss Parish Clerk Mrs L Hale`
                if previous.is_some_and(|previous| previous.known.is(Sort::PersonalPost) && !previous.is_closed()) {
                    many = None;
                }
                if let Some(title) = own.iter().position(|word| word.known.is(Sort::Many)) {
                    many = Some(at + lead + title);
                } else if own.iter().any(|word| word.known.title() == Some(Title::Rank)) {
                    many = None;
                }
                starts.push((at, many));
                let words = &all[at + lead + titles..end];
                if words.len() == 4
                    && words.iter().all(|word| is_name(word.word, word.known))
                    && lead == 0
                    && !words[1].raw.ends_with(',')
                    && words[1].word.chars().nth(1).is_some()
                {
                    starts.push((at + lead + titles + 2, many));
                }
                depth = (depth + all[at + 1..end].iter().map(|word| opened(word.raw)).sum::<i32>()).max(0);
                at = end;
                continue;
            }
        }
        at += 1;
    }
    starts
}

/// `, Barbara,`: a given name alone among others.
fn is_lone_given_name(all: &[Token]) -> bool {
    let [before, name, ..] = all else { return false };
    before.raw.ends_with(',')
        && name.raw.ends_with(',')
        && name.known.is(Sort::GivenName)
        && name.known.title().is_none()
}

/// Round brackets that a word opens and does not close.
fn opened(word: &str) -> i32 {
    word.bytes().map(|byte| i32::from(byte == b'(') - i32::from(byte == b')')).sum()
}

/// `[HP]` or `HP -` before a name.
fn is_lead(word: &str) -> bool {
    word.starts_with('[') && is_bracketed_initials(word)
}

/// `the` before a title: `the Rev. Anna Berg`.
fn is_the(all: &[Token]) -> bool {
    matches!(all, [the, next, ..] if matches!(the.raw, "the" | "The") && next.known.title().is_some())
}

/// How many words before the name are its letters: those of `PEL Howard Pelling`, `HP - Howard Pelling`.
fn plain_lead(all: &[Token]) -> usize {
    let Some(first) = all.first() else { return 0 };
    let letters = latin(first.raw.trim_end_matches([':', '-', '–', '=']));
    if !(2..=4).contains(&letters.chars().count()) || !is_initials(&letters) || first.known.title().is_some() {
        return 0;
    }
    let lead = 1 + usize::from(all.get(1).is_some_and(|mark| matches!(mark.raw, "-" | "–" | "—" | "=")));
    let Some((titles, length)) = name_at(&all[lead..], false) else { return 0 };
    let name = &all[lead + titles..lead + length];
    let is_own = || may_stand_for(&letters, written_out(name).trim_end_matches([',', '.', ';']));
    if length - titles >= 2 && (lead == 1 || is_own()) { lead } else { 0 }
}

/// Whether all of a line is one person's, whose letters stand before the name and a dash: `HP - Hanna Pike, Dock Trust, Chair`.
fn is_keyed(all: &[Token]) -> bool {
    plain_lead(all) == 2 && !all[2..].iter().any(|word| matches!(word.raw, "-" | "–" | "—" | "="))
}

fn is_titled(all: &[Token]) -> bool {
    all.first().is_some_and(|word| {
        word.known.is(Sort::Many) && word.starts_upper() && word.known.title() == Some(Title::Rank)
            || matches!(word.word, "Cllr" | "Mr" | "Mrs" | "Ms" | "Miss" | "Dr" | "Councillor" | "PCSO" | "Cllrs")
    })
}

/// An organisation or acronym after which the next person of a run-together list may start.
fn is_boundary(token: &Token) -> bool {
    let letters = token.word.chars();
    token.known.is(Sort::Organisation) || token.word.chars().nth(1).is_some() && letters.clone().all(char::is_uppercase)
}

/// Whether the name at `at..end` opens an entry of its own and is not part of a post or organisation.
fn is_new_entry(all: &[Token], at: usize, end: usize, titles: usize) -> bool {
    let end = end + honours(all, end);
    let previous = all[at - 1].raw;
    if titles > 0 || previous.ends_with([';', ')']) || is_bracketed_initials(previous) {
        return true;
    }
    // after a comma, or run together behind an organisation: the name must fill its group
    let closes = all[end - 1].raw.ends_with(',')
        || end == all.len()
        || all[end].raw.starts_with('(')
        || matches!(all[end].raw, "and" | "&" | "-" | "–");
    closes && !matches!(previous, "of" | "for" | "the")
}

/// The name that opens an entry, with the words before and behind it.
struct OwnName {
    /// The entry so far: its name and place, and letters before the name.
    entry: Entry,
    /// Where the titles of its words start, and the name, and what stands behind it.
    places: [usize; 3],
}

/// How many words at `at` are letters of honour behind a name that has not ended: `Anna Berg OBE (AB)`.
fn honours(all: &[Token], at: usize) -> usize {
    let is_open = at > 0 && !ends_group(all[at - 1].raw);
    all[at..]
        .iter()
        .take(if is_open { 3 } else { 0 })
        .take_while(|word| is_honour(word.raw.trim_end_matches(',')))
        .count()
}

/// Reads the name of one entry. `many` is the title before the list that holds for it as well.
fn own_name(all: &[Token], many: Option<&Token>) -> Option<OwnName> {
    let (mut lead, mut initials) = (0, None);
    let plain = plain_lead(all);
    if is_lead(all.first()?.raw) || plain > 0 {
        initials = Some(latin(all[0].word).into_owned());
        lead = plain.max(1);
    } else if is_the(all) {
        lead = 1;
    }
    let is_lone = all.len() == 1 && all[0].known.is(Sort::GivenName);
    let (titles, length) = name_at(&all[lead..], many.is_some()).or(is_lone.then_some((0, 1)))?;
    let name = written_out(&all[lead + titles..lead + length])
        .trim_matches(|c: char| !c.is_alphanumeric() && c != '.')
        .trim_end_matches('.')
        .to_owned();
    let range = all[0].start..all.last()?.end();
    let entry = Entry { name, initials, range, ..Entry::default() };
    Some(OwnName { entry, places: [lead, lead + titles, lead + length] })
}

/// Reads one entry: name first, the rest told apart into initials, role and organisation.
fn entry(all: &[Token], many: Option<&Token>) -> Option<Entry> {
    let OwnName { mut entry, places: [titles, name, behind] } = own_name(all, many)?;
    let own = all[titles..name].iter().filter(|word| !word.known.is(Sort::Many));
    let ranks = own.chain(many).filter(|word| word.known.title() == Some(Title::Rank));
    let rank: Vec<&str> = ranks.map(in_singular).collect();
    let behind = behind + honours(all, behind);
    describe(&mut entry, &written_out(&all[behind..]));
    if !rank.is_empty() {
        let rank = rank.join(" ");
        // `Chief Constable Anna Berg (CC)`: the letters of her post are what she is called by
        if entry.initials.is_none() && entry.role.as_deref().is_some_and(|letters| is_acronym_of(letters, &rank)) {
            entry.initials = entry.role.take();
        }
        entry.role = match entry.role.take() {
            Some(role) if is_courtesy_rank(&rank) => Some(role),
            Some(role) => Some(format!("{rank} {role}")),
            None => Some(rank),
        };
    }
    Some(entry)
}

/// Whether letters are those that the words of a rank of several words begin with.
fn is_acronym_of(letters: &str, rank: &str) -> bool {
    rank.contains(' ') && rank.split(' ').filter_map(|word| word.chars().next()).eq(letters.chars())
}

/// `Cllr` of `Cllrs`.
fn in_singular<'a>(title: &Token<'a>) -> &'a str {
    if title.known.is(Sort::Many) { title.word.trim_end_matches('s') } else { title.raw }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_told_apart() {
        fn check(input: &str, expected: &[&str]) {
            let got: Vec<String> = people(input)
                .into_iter()
                .map(|entry| {
                    [Some(entry.name), entry.initials, entry.role, entry.organisation]
                        .map(|part| part.unwrap_or_default())
                        .join("|")
                })
                .collect();
            assert_eq!(got, expected, "{input}");
        }
        check("Anna Berg, Chief Executive, OPCN", &["Anna Berg||Chief Executive|OPCN"]);
        check("[AB] Anna Berg (Chair)", &["Anna Berg|AB|Chair|"]);
        check(
            "Cllr A Berg (Chairman), Cllr Mrs D Moss, Mrs C Hardy (Clerk)",
            &["A Berg||Chairman|", "D Moss||Cllr|", "C Hardy||Clerk|"],
        );
        check(
            "Anna Berg (AB) (charing), Tom Moss (TM), Sai (S)",
            &["Anna Berg|AB|charing|", "Tom Moss|TM||", "Sai|S||"],
        );
        check("JF Bastow (JFB), Tom Moss (TM)", &["JF Bastow|JFB||", "Tom Moss|TM||"]);
        check("T/Chief Inspector Kevin Moss-White", &["Kevin Moss-White||T/Chief Inspector|"]);
        check("AB CD", &["AB|AB||", "CD|CD||"]);
        check(
            "Cllrs Berg (Chairman), Mrs Moss, D Hale and Pike, Mrs C Hardy (Clerk)",
            &["Berg||Chairman|", "Moss||Cllr|", "D Hale||Cllr|", "Pike||Cllr|", "C Hardy||Clerk|"],
        );
        check(
            "Messrs Patton, Bonner & Ward, PC Lowe and 4 members of the public",
            &["Patton|||", "Bonner|||", "Ward|||", "Lowe||PC|"],
        );
        check(
            "Anna Berg, Executive Director OPC Wilson Kent, Head of Change, Northmere Police Derek Bend, DCC, Northmere Police",
            &[
                "Anna Berg||Executive Director|OPC",
                "Wilson Kent||Head of Change|Northmere Police",
                "Derek Bend||DCC|Northmere Police",
            ],
        );
        check(
            "Garry Groth, Tom Proff (TP), Tim Ram-Cues and Stu Camp (TSC chair)",
            &["Garry Groth|||", "Tom Proff|TP||", "Tim Ram-Cues|||", "Stu Camp||TSC chair|"],
        );
        check(
            "Cllr Sue Lin Chair Cllr Jan Tay Vice Chair Cllr Tru Man",
            &["Sue Lin||Chair|", "Jan Tay||Vice Chair|", "Tru Man||Cllr|"],
        );
    }
}
