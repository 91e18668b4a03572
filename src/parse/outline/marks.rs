//! Shapes of lines: separators, standing headings, values and marks that are no headings.

use crate::parse::flow::{Kind, Para};
use crate::parse::hold::{opens, trimmed, unindented};
use crate::parse::tokens::{self, Token, sentence_end};
use crate::parse::{actions, dates, names, numbers, run_in, words};
use crate::read::Text;

/// The head of a margin in which the owners of actions stand, at the end of a heading's line.
pub(in crate::parse) const MARGIN: &str = " ACTION";

pub(super) fn clean_number(text: &str) -> String {
    text.trim().trim_matches(['(', ')', '.', ':', ' ']).to_owned()
}

/// A heading without a number of figures may have a letter: `B. Bid award` of three words at least, as `B. Moss` is somebody.
pub(super) fn lettered(number: Option<String>, heading: String) -> (Option<String>, String) {
    match heading.as_bytes() {
        [letter @ b'A'..=b'Z', b'.' | b')', b' ', ..] if number.is_none() && heading.split(' ').nth(2).is_some() => {
            (Some(char::from(*letter).to_string()), heading[3..].trim_start().to_owned())
        }
        _ => (number, heading),
    }
}

/// A colon or spaced dash that ends the heading: end of the heading, start of the text.
pub(super) fn separator(text: &str) -> Option<(usize, usize)> {
    const DASHES: [&str; 3] = [" – ", " - ", " — "];
    // the en and the em dash begin with one byte
    let marks = memchr::memchr3_iter(b':', b'-', 0xe2, text.as_bytes());
    let place = |at: usize| match text.as_bytes()[at] {
        // `at 2:05`, `see http://...`
        b':' if is_inner(text.as_bytes(), at) => None,
        b':' => Some((at, at + 1)),
        _ => {
            let at = at.checked_sub(1)?;
            DASHES
                .iter()
                .find(|dash| text.as_bytes()[at..].starts_with(dash.as_bytes()))
                .map(|dash| (at, at + dash.len()))
        }
    };
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (at, end) in marks.filter_map(place) {
        // of two dashes in a row, the first
        if places.last().is_none_or(|last| last.1 <= at) {
            places.push((at, end));
        }
    }
    let is_break = |position: usize| {
        let (end, rest) = places[position];
        let until = places.get(position + 1).map_or(text.len(), |next| next.0);
        let part = text[rest..until].trim();
        // `Annual Report` is no sentence
        let tells =
            |(at, word): (usize, &str)| words::is_verb(word) && (at == 0 || word.starts_with(char::is_lowercase));
        let is_sentence = part.split_whitespace().enumerate().any(tells) || part.ends_with('.');
        let is_time =
            text[..end].ends_with(|c: char| c.is_ascii_digit()) && part.starts_with(|c: char| c.is_ascii_digit());
        end > 0 && (text[end..].starts_with(':') && !is_time || is_sentence || is_date(part))
    };
    (0..places.len()).find(|&position| is_break(position)).map(|position| places[position])
}

/// Whether a colon stands inside a time of day or an address.
fn is_inner(text: &[u8], at: usize) -> bool {
    let is_figure = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    text[at..].starts_with(b"://") || at > 0 && is_figure(text.get(at - 1)) && is_figure(text.get(at + 1))
}

/// `Apologies Anna Berg, ...`: an attendance label run into its list.
pub(super) fn label_end(text: &str) -> Option<usize> {
    if !words::opens_attendance(text) {
        return None;
    }
    let mut end = None;
    let mut at = 0;
    for word in text.split_inclusive(' ').take(5) {
        at += word.len();
        if words::attendance(text[..at].trim_end()).is_some() {
            end = Some(text[..at].trim_end().len());
        }
    }
    end.filter(|&end| end < text.len() && !names::named(&text[end..]).is_empty())
}

/// `Any other business None.`, `Finance Month 5 ...`: a standing heading run into its text.
pub(super) fn standing_end(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut end = None;
    for word in text.split_inclusive(' ').take(6) {
        at += word.len();
        let phrase = text[..at].trim_end();
        if phrase.len() < text.len()
            && phrase.starts_with(char::is_uppercase)
            && is_standing(phrase)
            && !opens(phrase, "apolog")
            && !opens(phrase, "minutes of")
        {
            end = Some(phrase.trim_end_matches(':').len());
        }
    }
    end.filter(|&end| {
        text[end..]
            .trim_start_matches([' ', ':', '-', '–'])
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '[')
    })
}

/// Length of the capitals a text opens with, where it goes on in mixed case or ends: `BANK HOLIDAY The office was closed.`
pub(super) fn capitals(text: &str) -> Option<usize> {
    let mut opening = text.split_ascii_whitespace();
    let first = opening.next()?;
    let is_mixed =
        |word: &str| word.bytes().any(|letter| letter.is_ascii_lowercase()) || word.contains(char::is_lowercase);
    if is_mixed(first) || first.len() < 5 && is_mixed(opening.next()?) {
        return None;
    }
    let tokens: Vec<Token> = tokens::each(&text[..text.floor_char_boundary(200)]).collect();
    let is_capital = |token: &Token| {
        !token.word.contains(|c: char| c.is_lowercase() || c.is_ascii_digit()) && !token.raw.ends_with(['.', ';'])
            || token.raw == "-"
    };
    // `ROADS and LIGHTS`
    let joins = |at: usize| {
        at > 0
            && matches!(tokens[at].raw, "and" | "of" | "for" | "the" | "to" | "in" | "on")
            && tokens.get(at + 1).is_some_and(|next| is_capital(next) && next.word.chars().count() > 3)
    };
    let end = (0..tokens.len()).find(|&at| !is_capital(&tokens[at]) && !joins(at)).unwrap_or(tokens.len());
    let mut run = &tokens[..end];
    // "PLANNING A letter was read": a lone letter opens the sentence
    if end < tokens.len() {
        while let [rest @ .., last] = run
            && last.word.chars().count() < 2
        {
            run = rest;
        }
    }
    let letters = run.iter().map(|token| token.word.chars().filter(|c| c.is_alphabetic()).count()).sum::<usize>();
    let longest = run.iter().map(|token| token.word.chars().count()).max()?;
    // `FINANCE` is a word of posts as well, and nobody speaks by it alone
    let is_titled = |token: &Token| words::title(token.raw).is_some() || words::is_personal_post(token.word);
    let is_person = run.iter().all(|token| is_titled(token) || words::is_post(token.word)) && run.iter().any(is_titled)
        || words::title(run.first()?.raw).is_some();
    let is_sentence = run.iter().map(|token| token.word.to_lowercase()).any(|word| {
        words::is_finite_verb(&word) || words::verb(&word).is_some() && word.ends_with("ed") || word == "ended"
    });
    // an acronym on its own is no heading: it has hardly a vowel
    let vowels = run.first()?.word.chars().filter(|c| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U' | 'Y')).count();
    let is_word = run.len() > 1 || vowels * 4 >= letters && !run[0].word.contains('&');
    let is_read = letters >= 6 && longest >= 5 && run.len() <= 12 && is_word && !is_person && !is_sentence;
    run.last().map(|last| last.end()).filter(|_| is_read)
}

/// Whether a number is one that minutes are cited by: `138/19`.
pub(super) fn is_minute(number: Option<&str>) -> bool {
    number.is_some_and(|number| number.contains('/'))
}

/// The heading behind a minute's number, which always has one: its first sentence, or the words up to its verb.
///
/// Gives the end of the heading and the start of the text behind it; 0 where the heading is part of its sentence.
pub(super) fn minute_head(text: &str) -> Option<(usize, usize)> {
    const LONGEST: usize = 30;
    let tokens = tokens::tokens(text);
    let sentence = if tokens.is_empty() { return None } else { sentence_end(&tokens, 0) };
    let is_verb = |at: usize| tokens[at].is_lower() && words::is_finite_verb(tokens[at].word);
    let verb = (1..sentence).find(|&at| is_verb(at) && tokens[at - 1].raw != "to");
    let opens = |at: &usize| matches!(tokens[*at].raw, "The" | "It" | "There" | "This" | "All" | "None" | "No");
    let behind = verb.and_then(|verb| (2..verb).rev().find(opens));
    let end = behind.or(verb).unwrap_or(sentence);
    let last = tokens[..end.min(LONGEST)].last().filter(|_| end <= LONGEST)?;
    let rest = match (behind, verb) {
        (Some(at), _) => tokens[at].start,
        (None, Some(_)) => 0,
        (None, None) => last.end(),
    };
    Some((last.end(), rest))
}

pub(super) fn first_line(text: &str) -> Option<usize> {
    let end = text.find('\n')?;
    run_in::is_heading_line(&text[..end]).then_some(end)
}

pub(super) fn is_bold_head(para: &Para) -> bool {
    bold_lead(&para.text).is_some_and(|end| run_in::is_heading_line(&para.string()[..end]))
}

/// Whether most bullets of a text, three at least, are headings with paragraphs below them.
pub(super) fn has_headed_bullets(paras: &[Para]) -> bool {
    const FEWEST: usize = 3;
    let is_bullet = |para: &Para| matches!(para.kind, Kind::Item { depth: 0 }) && para.marker.is_none();
    let (mut all, mut headed, mut standing) = (0, 0, 0);
    for (at, para) in paras.iter().enumerate().filter(|(_, para)| is_bullet(para)) {
        all += 1;
        standing += usize::from(is_standing(para.string()));
        headed += usize::from(
            paras.get(at + 1).is_some_and(|next| next.kind == Kind::Plain) && run_in::is_heading_line(para.string()),
        );
    }
    headed >= FEWEST && headed * 5 >= all * 4 || standing > 1
}

/// End of the bold words a bullet opens with, where little follows them.
pub(super) fn bold_lead(text: &Text) -> Option<usize> {
    let first = text.bold.first().filter(|run| run.start == 0)?;
    let end = text.bold.iter().fold(first.end, |end, run| if run.start <= end + 1 { end.max(run.end) } else { end });
    let rest = text.string[end..].trim();
    (rest.split_whitespace().count() <= 5 && !rest.starts_with(':') || rest == ":").then_some(end)
}

/// End of the bold words that stand at byte `start` of a text, where others follow.
pub(super) fn bold_opening(text: &Text, start: usize) -> Option<usize> {
    let run = text.bold.iter().find(|run| run.start <= start && start + 2 < run.end)?;
    (run.end < text.string.trim_end().len()).then_some(run.end)
}

/// `Website. Miss Brand reported ...`: end of the few words that a full stop parts from the sentence behind a number.
pub(super) fn closed_head(text: &str) -> Option<usize> {
    const MOST: usize = 5;
    let end = text.find(". ")?;
    let is_brief = text[..end].split_whitespace().nth(MOST).is_none() && !text[..end].contains([',', ':', '.']);
    let is_title = |word: &str| words::title(word).is_some();
    let is_abbreviated = text[..end].split(' ').next_back().is_some_and(|word| word.chars().count() < 3)
        || text[..end].split(' ').any(is_title);
    (is_brief && !is_abbreviated && text[end + 1..].trim_start().starts_with(char::is_uppercase)).then_some(end)
}

pub(super) fn is_bold_lead(text: &Text) -> bool {
    text.bold.first().is_some_and(|run| run.start == 0 && run.end < text.string.len() && run.end > 2)
}

/// `ACTION`, `RESOLVED` and other marks that open no heading.
pub(super) fn is_marked(text: &str) -> bool {
    let text = unindented(text).as_bytes();
    let Some(first) = text.first().map(u8::to_ascii_lowercase).filter(|first| b"amrnhsd".contains(first)) else {
        return false;
    };
    [
        "action ",
        "action:",
        "actions:",
        "motion:",
        "resolved",
        "agreed",
        "none",
        "note:",
        "notes:",
        "next steps:",
        "ap:",
        "ai:",
        "http",
        "signed",
        "dated",
        "draft",
    ]
    .iter()
    .map(|mark| mark.as_bytes())
    .any(|mark| mark[0] == first && text.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)))
}

/// Whether a heading or a label alone on its line announces tasks: `Actions:`, `2. Actions from the last meeting`.
pub(super) fn announces_tasks(text: &str) -> bool {
    let text = text[numbers::item_prefix(text)..].trim();
    let is_line = text.len() < 60 && memchr::memmem::find(text.as_bytes(), b"ction").is_some();
    is_line && (actions::is_list_head(text) || actions::is_about_earlier(Some(text)))
}

/// `Q. Why have costs doubled?`, `A: They have not.`
pub(super) fn is_asked(text: &str) -> bool {
    let text = unindented(text);
    let is_mark = matches!(text.as_bytes(), [b'Q', b'.' | b':' | b')', b' ', ..] | [b'A', b':', b' ', ..]);
    is_mark && (text.starts_with(['A']) || text.trim_end().ends_with('?'))
}

/// `Q: ...`, `A: ...`: a question and its answer, whoever they name.
pub(super) fn opens_dialogue(text: &str) -> bool {
    matches!(text.as_bytes(), [b'Q' | b'A', b':', b' ', ..])
}

/// What stands behind a number and heads nothing: a task, a question, a day.
pub(super) fn is_no_heading(text: &str) -> bool {
    let is_task = ["action", "ap:", "ai:"].iter().any(|mark| opens(text, mark))
        && is_marked(text)
        && text.find(':').is_some_and(|at| at < 14);
    is_task || is_asked(text) || opens_with_day(text)
}

/// Whether a text is a day with what is said of it: `Tuesday 3 May 2022, 4.30pm, Harbour House`.
fn opens_with_day(text: &str) -> bool {
    text.len() < 90 && dates::dates(text).first().is_some_and(|date| date.range.start == 0 && date.range.len() > 8)
}

pub(super) fn is_date(text: &str) -> bool {
    dates::dates(text).iter().any(|date| date.range.len() * 2 >= text.trim().len())
}

pub(super) fn starts_with_number(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    first.starts_with(['£', '$', '€'])
        || first.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '/' | ':'))
}

/// `Start: 19:37`, `Balance: 0`: a label with its value.
pub(super) fn is_value(text: &str) -> bool {
    let is_mark = |at: &usize| text.as_bytes().get(at + 1) == Some(&b' ');
    memchr::memchr_iter(b':', text.as_bytes()).find(is_mark).is_some_and(|at| {
        let value = &text[at + 2..];
        value.bytes().any(|byte| byte.is_ascii_digit()) && value.split_whitespace().nth(6).is_none()
    })
}

/// Headings that nearly every agenda has.
pub(in crate::parse) fn is_standing(text: &str) -> bool {
    if text.len() > 100 {
        return false;
    }
    let text = trimmed(text).trim_end_matches([':', '.']);
    let opens = |start: &str| opens(text, start);
    [
        "matters arising",
        "minutes and matters arising",
        "minutes & matters arising",
        "welcome",
        "welcome and apologies",
        "welcome & apologies",
        "welcome and introductions",
        "any other business",
        "aob",
        "a.o.b",
        "apologies",
        "apologies for absence",
        "date of next meeting",
        "next meeting",
        "donm",
        "declarations of interest",
        "declaration of interest",
        "public participation",
        "actions",
        "action items",
        "actions from last meeting",
        "actions from previous meeting",
        "correspondence",
        "planning applications",
        "finance",
    ]
    .iter()
    .any(|standing| text.eq_ignore_ascii_case(standing))
        || (opens("minutes of ") && text.split_whitespace().count() <= 14)
        || opens("date and time of next")
        || opens("date of the next")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colon_or_dash_parts_a_heading_from_its_text() {
        let parts = |text: &'static str| separator(text).map(|(end, rest)| (&text[..end], &text[rest..]));
        assert_eq!(parts("Budget: it was read."), Some(("Budget", " it was read.")));
        assert_eq!(parts("Road works – the report was read"), Some(("Road works", "the report was read")));
        assert_eq!(parts("Budget - – the report was read"), Some(("Budget", "– the report was read")));
        assert_eq!(parts("Sub-committee at 19:30"), None);
    }
}
