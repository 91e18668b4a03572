//! Names of people as attendance lists print them: rank, name, initials, post and organisation told apart.

use super::initials::latin;
use super::known::{Known, Sort, known};
use super::listing::without_crowd;
use super::posts::{describe, is_courtesy_rank};
use super::table::is_initials;
use super::tokens::{self, Token, starts_upper};
use super::words::{Title, bare};
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
    tokens::each(text).map(|word| Token { start: from + word.start, ..word }).collect()
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "van"
            | "von"
            | "de"
            | "der"
            | "den"
            | "da"
            | "di"
            | "la"
            | "le"
            | "bin"
            | "al"
            | "ter"
            | "du"
            | "dos"
            | "st"
            | "St"
    )
}

/// Whether a word can be part of a personal name.
pub(super) fn is_name_word(word: &str) -> bool {
    let word = bare(word);
    is_name(word, known(word))
}

fn is_name(word: &str, known: Known) -> bool {
    if !starts_upper(word) || known.is(Sort::Post) || known.is(Sort::Organisation) || word.chars().any(char::is_numeric)
    {
        return false;
    }
    let is_acronym = word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase);
    let is_function = matches!(
        word,
        "The"
            | "A"
            | "An"
            | "And"
            | "Of"
            | "For"
            | "In"
            | "To"
            | "Also"
            | "By"
            | "No"
            | "None"
            | "All"
            | "Item"
            | "Action"
            | "Agenda"
    );
    (!is_acronym || word.chars().nth(5).is_some()) && !is_function
}

/// Rank and name at the start of `words`: how many words are rank, how many the whole.
fn name_at(words: &[Token]) -> Option<(usize, usize)> {
    let titles = words.iter().take_while(|word| word.known.title().is_some() && !ends_group(word.raw)).count();
    let mut end = titles;
    let mut count = 0;
    while end < words.len() && count < 4 {
        let token = &words[end];
        let word = token.raw;
        let starts_bracket = word.starts_with(['(', '[']);
        if starts_bracket {
            break;
        }
        let is_initial = token.word == "A" && words.get(end + 1).is_some_and(|next| is_name(next.word, next.known));
        if is_name(token.word, token.known) || is_initial || end == titles && is_short_first_name(&words[end..]) {
            count += 1;
        } else if !(count > 0
            && is_particle(word)
            && words.get(end + 1).is_some_and(|next| is_name(next.word, next.known)))
        {
            break;
        }
        end += 1;
        if ends_group(word) {
            break;
        }
    }
    // "Martin Store Norfield County Council": the last word belongs to the organisation
    let ended = words[..end].last().is_some_and(|word| ends_group(word.raw));
    if count == 3 && !ended && words.get(end).is_some_and(|next| next.known.is(Sort::Organisation)) {
        return Some((titles, end - 1));
    }
    if count == 1 && titles == 0 && end < words.len() {
        // "Ina garland (IG)": a surname typed in lower case, alone before a bracket or the end
        let next = &words[end];
        let closes = words.get(end + 1).is_none_or(|after| after.raw.starts_with(['(', '[']));
        if closes
            && next.raw.chars().all(char::is_alphabetic)
            && next.raw.len() > 2
            && !ends_group(words[end - 1].raw)
            && !next.known.is(Sort::Post)
        {
            return Some((titles, end + 1));
        }
    }
    let is_lone_initial = count == 1 && words[end - 1].word.chars().count() == 1;
    let has_bracket = words.get(end).is_some_and(|word| is_bracketed_initials(word.raw));
    (count >= 2 || (count == 1 && !is_lone_initial && (titles > 0 || has_bracket))).then_some((titles, end))
}

/// `JF` of `JF Bastow (JFB)`: two capitals that the initials in brackets begin with.
fn is_short_first_name(words: &[Token]) -> bool {
    let [first, surname, letters, ..] = words else { return false };
    first.raw.len() == 2
        && first.raw.bytes().all(|letter| letter.is_ascii_uppercase())
        && is_name(surname.word, surname.known)
        && is_bracketed_initials(letters.raw)
        && letters.word.starts_with(first.raw)
}

fn ends_group(word: &str) -> bool {
    word.ends_with([',', ';', ':', ')', ']'])
}

fn is_bracketed_initials(word: &str) -> bool {
    let inner = word.trim_end_matches([',', ';', '.']);
    (inner.starts_with('(') && inner.ends_with(')') || inner.starts_with('[') && inner.ends_with(']'))
        && is_initials(&latin(inner))
}

/// The people named in the text of an attendance list, in order.
pub(super) fn people(list: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let list = without_crowd(list);
    lines(&list).for_each(|(text, from)| line_people(text, from, &mut entries));
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
    let mut next = 0;
    list.split_inclusive(['\n', ';', '•', '|']).map(move |line| {
        let from = next;
        next += line.len();
        (line.trim_end_matches(['\n', ';', '•', '|']), from)
    })
}

/// Whether all words are letters of people: `AB CD, EF`.
fn are_initials(all: &[Token]) -> bool {
    all.iter().all(|word| is_initials(&latin(word.raw.trim_end_matches([',', '.']))))
}

fn line_people(text: &str, from: usize, entries: &mut Vec<Entry>) {
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
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(all.len());
        if let Some(entry) = entry(&all[start..end]) {
            entries.push(entry);
        }
    }
}

/// The words at which the entries of a line start.
fn starts(all: &[Token]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    let mut depth = 0;
    while at < all.len() {
        let is_inside = depth > 0;
        depth = (depth + opened(all[at].raw)).max(0);
        if is_inside {
            at += 1;
            continue;
        }
        let lead = usize::from(is_lead(all[at].raw) || at == 0 && is_plain_lead(all));
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
        if opens && let Some((titles, length)) = name_at(&all[at + lead..]) {
            let end = at + lead + length;
            let is_new = starts.is_empty() || is_new_entry(all, at, end, titles);
            if is_new {
                starts.push(at);
                let words = &all[at + lead + titles..end];
                if words.len() == 4
                    && words.iter().all(|word| is_name(word.word, word.known))
                    && lead == 0
                    && !words[1].raw.ends_with(',')
                {
                    starts.push(at + lead + titles + 2);
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

/// Round brackets that a word opens and does not close.
fn opened(word: &str) -> i32 {
    word.chars().map(|c| i32::from(c == '(') - i32::from(c == ')')).sum()
}

/// `[HP]` or `HP -` before a name.
fn is_lead(word: &str) -> bool {
    word.starts_with('[') && is_bracketed_initials(word)
}

/// `PEL Howard Pelling`: letters in a column before the name.
fn is_plain_lead(all: &[Token]) -> bool {
    let Some(first) = all.first() else { return false };
    let letters = latin(first.raw.trim_end_matches([':', '-', '–', '=']));
    (2..=4).contains(&letters.chars().count())
        && is_initials(&letters)
        && first.known.title().is_none()
        && name_at(&all[1..]).is_some_and(|(titles, length)| length - titles >= 2)
}

fn is_titled(all: &[Token]) -> bool {
    all.first().is_some_and(|word| {
        matches!(word.word, "Cllr" | "Mr" | "Mrs" | "Ms" | "Miss" | "Dr" | "Councillor" | "PCSO" | "Cllrs")
    })
}

/// An organisation or acronym after which the next person of a run-together list may start.
fn is_boundary(token: &Token) -> bool {
    let letters = token.word.chars();
    token.known.is(Sort::Organisation) || token.word.chars().nth(1).is_some() && letters.clone().all(char::is_uppercase)
}

/// Whether the name at `at..end` opens an entry of its own and is not part of a post or organisation.
fn is_new_entry(all: &[Token], at: usize, end: usize, titles: usize) -> bool {
    let previous = all[at - 1].raw;
    if titles > 0 || previous.ends_with([';', ')']) || is_bracketed_initials(previous) {
        return true;
    }
    // after a comma, or run together behind an organisation: the name must fill its group
    let closes = all[end - 1].raw.ends_with(',')
        || end == all.len()
        || all[end].raw.starts_with('(')
        || all[end].raw == "and"
        || all[end].raw == "-"
        || all[end].raw == "–";
    closes && !matches!(previous, "of" | "for" | "the")
}

/// Reads one entry: name first, the rest told apart into initials, role and organisation.
fn entry(all: &[Token]) -> Option<Entry> {
    let (mut lead, mut initials) = (0, None);
    if is_lead(all.first()?.raw) || is_plain_lead(all) {
        initials = Some(latin(all[0].word).into_owned());
        lead = 1;
    }
    let (titles, length) = name_at(&all[lead..])?;
    let name_words: Vec<&str> = all[lead + titles..lead + length].iter().map(|word| word.raw).collect();
    let rank: Vec<&str> = all[lead..lead + titles]
        .iter()
        .filter(|word| word.known.title() == Some(Title::Rank))
        .map(|word| word.raw)
        .collect();
    let name =
        name_words.join(" ").trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim_end_matches('.').to_owned();
    let rest_start = all.get(lead + length).map(|word| word.start);
    let range = all[0].start..all.last()?.end();
    let mut entry = Entry { name, initials: initials.take(), range, ..Entry::default() };
    let rest = rest_start
        .map_or(String::new(), |_| all[lead + length..].iter().map(|word| word.raw).collect::<Vec<_>>().join(" "));
    describe(&mut entry, &rest);
    if !rank.is_empty() {
        let rank = rank.join(" ");
        entry.role = match entry.role.take() {
            Some(role) if is_courtesy_rank(&rank) => Some(role),
            Some(role) => Some(format!("{rank} {role}")),
            None => Some(rank),
        };
    }
    Some(entry)
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
