//! What stands behind a name on a list: initials, post and organisation told apart.

use super::initials::latin;
use super::known::{Known, Sort, known};
use super::names::Entry;
use super::short_names::is_honour;
use super::table::is_initials;
use super::words;

/// Bytes that initials take at the most, of any script, with the bracket that a note behind them opens.
const LONGEST_INITIALS: usize = 32;

/// A councillor's title gives way to the post.
pub(super) fn is_courtesy_rank(rank: &str) -> bool {
    matches!(rank.to_lowercase().trim_end_matches('.'), "cllr" | "councillor" | "cllrs")
}

/// Tells brackets, post and organisation behind a name apart.
pub(super) fn describe(entry: &mut Entry, rest: &str) {
    if rest.is_empty() {
        return;
    }
    let mut outside = String::new();
    let mut at = 0;
    while let Some(open) = memchr::memchr2(b'(', b'[', &rest.as_bytes()[at..]).map(|open| at + open) {
        let Some(close) = closing(&rest[open..]).map(|close| open + close) else { break };
        let inner = rest[open + 1..close].trim();
        let inner_latin = latin(inner);
        let (inner, inner_latin) = match letters_and_post(inner, &entry.name) {
            Some((letters, post)) if entry.initials.is_none() => {
                entry.initials = Some(letters);
                (post, latin(post))
            }
            _ => (inner, inner_latin),
        };
        let before = outside.len() + rest[at..open].trim_matches([' ', '-', '–']).len();
        let belongs_to_name = before == 0;
        let is_duty = inner.starts_with(char::is_lowercase) && inner.split_whitespace().all(words::is_post);
        if belongs_to_name
            && is_initials(&inner_latin)
            && entry.initials.is_none()
            && (shares_letter(&inner_latin, &entry.name) || ends_alike(&inner_latin, &entry.name))
        {
            outside.push_str(&rest[at..open]);
            entry.initials = Some(inner_latin.into_owned());
        } else if belongs_to_name && entry.initials.is_none() && is_told_apart(inner, &entry.name) {
            outside.push_str(&rest[at..open]);
            entry.initials = Some(inner.to_owned());
        } else if belongs_to_name && (words::is_bracket_note(inner) || inner.starts_with('@')) {
            outside.push_str(&rest[at..open]);
        } else if belongs_to_name {
            outside.push_str(&rest[at..open]);
            let (role, organisation) =
                if inner.contains(", ") { role_and_organisation(inner) } else { (Some(inner.to_owned()), None) };
            let names_post = |role: &&String| role.split_whitespace().any(is_post);
            if let (Some(role), Some(organisation)) = (role.as_ref().filter(names_post), &organisation) {
                append(&mut entry.role, role);
                append(&mut entry.organisation, organisation);
            } else if inner.split_whitespace().any(is_post) || is_initials(&inner_latin) {
                append(&mut entry.role, inner);
            } else {
                append(&mut entry.organisation, inner);
            }
        } else if entry.initials.is_none()
            && rest[close + 1..].trim_matches([' ', ',', '.', ';', '*']).is_empty()
            && (is_initials(&inner_latin) && shares_letter(&inner_latin, &entry.name)
                || is_told_apart(inner, &entry.name))
        {
            outside.push_str(rest[at..open].trim_end());
            entry.initials = Some(inner_latin.into_owned());
            at = rest.len();
            continue;
        } else if is_duty {
            outside.push_str(rest[at..open].trim_end());
            append(&mut entry.role, inner);
        } else if words::is_bracket_note(inner) {
            outside.push_str(rest[at..open].trim_end());
        } else {
            outside.push_str(&rest[at..=close]);
        }
        at = close + 1;
    }
    outside.push_str(&rest[at..]);
    // a full stop ends the entry, and a sentence behind it is no part of it
    let outside = if outside.trim_start().starts_with(". ") { "" } else { outside.as_str() };
    // `Ida Berg (Chairman), who presided`
    let outside = &outside[..outside.find(", who ").unwrap_or(outside.len())];
    let outside = outside
        .trim()
        .trim_start_matches([',', '-', '–', '—', ':', ' '])
        .trim_end_matches([',', '.', ';', ' ', '-', '–', '&'])
        .trim_end_matches(" and");
    // `Anna Berg sent apologies`: what somebody did is no post
    let does = |word: &str| {
        let is_done = || matches!(word, "opened" | "closed" | "led" | "recited" | "joins" | "arrives" | "leaves");
        word.starts_with(|c: char| c.is_ascii_lowercase()) && (words::is_verb(word) || is_done())
    };
    let is_clause = outside.split(' ').next().is_some_and(does);
    let outside = if outside == "and" || outside.starts_with("and ") || is_clause { "" } else { outside };
    let is_honoured = outside.split([' ', ',']).all(|word| word.is_empty() || is_honour(word));
    if is_honoured || words::is_bracket_note(outside) {
        return;
    }
    let opening = latin(&outside[..outside.floor_char_boundary(LONGEST_INITIALS)]);
    if entry.initials.is_none() && is_initials(&opening) && shares_letter(&opening, &entry.name) {
        entry.initials = Some(latin(outside.split(" (").next().unwrap_or_default()).into_owned());
        return;
    }
    let (role, organisation) = role_and_organisation(outside);
    if let Some(role) = role {
        append(&mut entry.role, &role);
    }
    if let Some(organisation) = organisation {
        append(&mut entry.organisation, &organisation);
    }
}

/// `ABe` of `Anna Berg (ABe)`, `AnB`, `AMacB`, `EO’N`: initials with letters more, which tell people apart.
fn is_told_apart(letters: &str, name: &str) -> bool {
    let is_mark = |c: &char| matches!(c, '’' | '\'');
    let (all, capitals) =
        (letters.chars().filter(|c| !is_mark(c)), letters.chars().filter(|c| c.is_uppercase()).count());
    let is_brief = matches!(letters.chars().count(), 3..=5) && all.clone().all(|c| c.is_ascii_alphabetic());
    let Some((first, surname)) = name.split_once(' ').filter(|_| is_brief) else { return false };
    let last = surname.rsplit(' ').next().unwrap_or_default();
    if letters[1..].contains(|c: char| c.is_ascii_lowercase())
        && (1..letters.len())
            .filter(|&at| letters.is_char_boundary(at))
            .any(|at| first.starts_with(&letters[..at]) && last.starts_with(&letters[at..]))
    {
        return true;
    }
    // `AHd` of Andy Hodson: the letters of the surname in their order
    let mut rest = surname.chars();
    let mut own = all.skip(1);
    let opens = letters.chars().next().is_some_and(|letter| first.starts_with(letter));
    let is_more = letters.len() > capitals;
    opens
        && is_more
        && capitals > 1
        && own.next().is_some_and(|letter| letter.is_uppercase() && rest.next() == Some(letter))
        && own.all(|letter| rest.any(|other| other == letter))
}

/// `AB, Chair`: initials of a name and what stands behind them in their bracket.
fn letters_and_post<'a>(inner: &'a str, name: &str) -> Option<(String, &'a str)> {
    let at = inner.find([',', ';', '/', '–']).or_else(|| inner.find(" - "))?;
    let letters = latin(inner[..at].trim().trim_matches(['[', ']'])).into_owned();
    let post = inner[at..].trim_start_matches([',', ';', '/', '–', '-', ' ']);
    let fits = letters.chars().count() > 1 && is_initials(&letters) && shares_letter(&letters, name);
    (fits && !post.is_empty()).then_some((letters, post))
}

/// A word of posts, alone or the first of a compound: `clerk`, `Librarian-in-charge`.
fn is_post(word: &str) -> bool {
    let is_of = |first: &str, rest: &str| {
        words::is_personal_post(&first.to_lowercase())
            || words::is_post(first) && rest.to_lowercase().starts_with("in-")
    };
    words::is_post(word) || word.split_once('-').is_some_and(|(first, rest)| is_of(first, rest))
}

/// Where the bracket that a text opens with closes, brackets inside it passed over.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().find_map(|(at, c)| {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        (depth == 0).then_some(at)
    })
}

fn append(field: &mut Option<String>, more: &str) {
    *field = Some(match field.take() {
        Some(before) => format!("{before}, {more}"),
        None => more.to_owned(),
    });
}

fn shares_letter(initials: &str, name: &str) -> bool {
    name.chars().next().is_some_and(|c| initials.starts_with(c.to_ascii_uppercase()))
}

/// Whether two letters in a bracket end as the surname before it does: `Bob Ross (RR)`.
fn ends_alike(initials: &str, name: &str) -> bool {
    let surname = name.rsplit_once(' ').and_then(|(_, surname)| surname.chars().next());
    initials.chars().count() == 2 && surname.is_some_and(|c| initials.ends_with(c.to_ascii_uppercase()))
}

/// `Chief Executive, Town Council` is post and organisation; a trailing acronym is an organisation too.
pub(super) fn role_and_organisation(text: &str) -> (Option<String>, Option<String>) {
    let is_organisation = |part: &str| {
        let words: Vec<Known> = part.split_whitespace().map(|word| known(words::bare(word))).collect();
        let names_post = words.iter().any(|word| word.is(Sort::PersonalPost))
            || part.split([' ', '/']).any(|word| words::is_personal_post(word) || words::is_personal_posts(word));
        if words.len() > 1 && names_post && !part.starts_with("Office") {
            return false;
        }
        let is_one = |word: &Known| word.is(Sort::Organisation);
        // `National Park Authority`: words of posts that only tell what kind it is
        let heads =
            ["head", "lead", "member", "members", "representative", "trustee", "delegate", "observer", "deputy"];
        let names_head = || part.split_whitespace().any(|word| heads.contains(&&*words::in_lower(words::bare(word))));
        if words.len() > 1 && words.last().is_some_and(is_one) && !names_post && !names_head() {
            return true;
        }
        let last_post = words.iter().rposition(|word| word.is(Sort::Post) && !is_one(word));
        let acronym = words.len() == 1
            && part.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
            && part.chars().count() >= 2;
        acronym
            || (words.iter().any(is_one)
                && last_post.is_none_or(|at| {
                    words[at..].len() > 1 && words[..at + 1].iter().any(is_one) && words.first().is_some_and(is_one)
                }))
    };
    let clean = |part: &str| part.trim().trim_matches([',', '-', '–']).trim().to_owned();
    if let Some((role, organisation)) = text.rsplit_once(", ")
        && is_organisation(organisation.trim())
    {
        return (Some(clean(role)), Some(clean(organisation)));
    }
    if is_organisation(text) {
        return (None, Some(clean(text)));
    }
    // `Dock Trust, Norfield [DT], Chair`: the post stands last
    if let Some((organisation, role)) = text.rsplit_once(", ")
        && role.split([' ', '-']).all(words::is_post)
        && organisation.split([' ', ',']).any(|word| words::is_organisation(words::bare(word)))
        && !organisation.split([' ', ',']).any(|word| words::is_personal_post(words::bare(word)))
    {
        return (Some(clean(role)), Some(clean(organisation)));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if let Some((last, before)) = words.split_last() {
        let is_acronym = last.chars().count() >= 2 && last.chars().all(char::is_uppercase) && !words::is_post(last);
        if is_acronym && before.last().is_some_and(|word| words::is_post(word)) {
            return (Some(clean(&before.join(" "))), Some((*last).to_owned()));
        }
    }
    (Some(clean(text)), None)
}
