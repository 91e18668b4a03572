//! Decisions: resolutions, motions with mover, seconder and votes, agreements.

mod formal;
mod tables;

use super::clause::{subject_at, written};
use super::flow::Kind;
use super::hold::opens;
use super::known::{Known, Sort};
use super::outline::Outline;
use super::roster::Roster;
use super::tokens::Token;
use super::words::Column;
use crate::meeting::{Decision, DecisionKind, PassageKind, Votes};
use regex::Regex;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A sentence about the motion before it stands within so many pieces of it.
const REACH: usize = 12;

/// The decisions of a meeting; `passage` of each is its piece's position.
pub(super) fn read(outline: &Outline, roster: &Roster) -> Vec<Decision> {
    let motions = tables::read(outline);
    let mut is_motion = vec![false; outline.pieces.len()];
    motions.iter().for_each(|motion| is_motion[motion.pieces.clone()].fill(true));
    let mut decisions: Vec<Decision> = Vec::new();
    // the piece that spoke of a decision last
    let mut near = 0;
    for (index, piece) in outline.pieces.iter().enumerate() {
        let is_cell = matches!(piece.layout, Kind::Cell(Column::Motion | Column::Mover | Column::Seconder));
        if !matches!(piece.kind, PassageKind::Text | PassageKind::Turn) || is_motion[index] || is_cell {
            continue;
        }
        let string = &piece.text.string;
        if !piece.words.have(Sort::Decides) && !announces_resolution(string) {
            continue;
        }
        for sentence in piece.words.sentences(string) {
            let place = piece.words.place(&sentence);
            let text = &string[place.clone()];
            let count = sentence.len();
            let person = |marks: Marks| {
                let tokens: Vec<Token> = piece.words.tokens_of(string, sentence.clone()).collect();
                person(&tokens, marks, roster)
            };
            let item = outline.number(piece);
            let last = decisions.last_mut().filter(|last| index <= near + REACH && last.item.as_deref() == item);
            let told = Told { text, known: piece.words.known_of(&sentence) };
            let kind = kind(told);
            if let Some(last) = last
                && adds(last, (told, count), (kind, index), person)
            {
                near = index;
                continue;
            }
            let mover = Some(text).filter(|text| kind.is_some() || formal::moves(text)).and_then(|_| person(MOVER));
            let is_listed = || mover.as_deref().is_some_and(|mover| roster.find(mover).is_some());
            let kind = kind.or_else(|| {
                let is_named = formal::moves(text) && (text.contains(':') || is_listed());
                is_named.then_some(DecisionKind::Motion)
            });
            let is_told = |kind: &DecisionKind| {
                let is_sure = formal::is_told(text) && !is_label(told) || formal::moves(text) && is_listed();
                *kind != DecisionKind::Motion || is_sure
            };
            let Some(kind) = kind.filter(is_told) else { continue };
            near = index;
            decisions.push(Decision {
                kind,
                text: text.trim().to_owned(),
                mover,
                seconder: person(SECONDER),
                votes: votes(told),
                item: item.map(str::to_owned),
                passage: Some(index.to_string()),
                place: piece.text.place(place),
            });
        }
    }
    if !motions.is_empty() {
        add_motions(motions, &mut decisions);
    }
    decisions.sort_by_key(|decision| decision.place.byte_start);
    decisions
}

/// Adds the motions of tables; what the text says of the same one is kept.
fn add_motions(motions: Vec<tables::Motion>, decisions: &mut Vec<Decision>) {
    let known: FxHashMap<String, usize> = decisions
        .iter()
        .enumerate()
        .filter(|(_, decision)| decision.kind == DecisionKind::Motion)
        .filter_map(|(at, decision)| Some((decision.passage.clone()?, at)))
        .collect();
    for tables::Motion { lead, decision, .. } in motions {
        match known.get(&lead.to_string()) {
            Some(&at) => {
                let known = &mut decisions[at];
                known.mover = decision.mover.or(known.mover.take());
                known.seconder = decision.seconder.or(known.seconder.take());
                known.votes = decision.votes.or(known.votes.take());
            }
            None => decisions.push(decision),
        }
    }
}

/// Whether a sentence only says who seconded the decision before it, or how the vote on it went; it is added there.
fn adds(
    last: &mut Decision,
    (told, words): (Told, usize),
    (kind, index): (Option<DecisionKind>, usize),
    person: impl Fn(Marks) -> Option<String>,
) -> bool {
    static PASSED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^[^A-Za-z0-9]*(?:no (?:discussion|objections?)[^A-Za-z0-9]+)*(?:the )?(?:motion|proposal|amendment)s? (?:as amended )?(?:is |was |were )?(?:passe[sd]|carrie[sd]|approved|accepted|failed|lost|defeated|withdrawn)").expect("the pattern is valid")
    });
    let is_short = words <= 12;
    let opening = told.text.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let is_seconded = || opens(opening, "seconded") && !is_word_byte(opening.as_bytes().get("seconded".len()));
    if is_short && last.seconder.is_none() && is_seconded() {
        last.seconder = person(SECONDER);
        last.votes = last.votes.take().or_else(|| votes(told));
        return last.seconder.is_some();
    }
    let is_same = last.passage.as_deref() == Some(index.to_string().as_str());
    if last.kind == DecisionKind::Motion && last.mover.is_none() && is_same && formal::moves(told.text) {
        last.mover = person(MOVER);
        last.seconder = last.seconder.take().or_else(|| person(SECONDER));
        last.votes = last.votes.take().or_else(|| votes(told));
        return last.mover.is_some();
    }
    if last.kind == DecisionKind::Motion && last.seconder.is_none() && formal::only_seconds(told.text, words) {
        last.seconder = person(SECONDER);
        return last.seconder.is_some();
    }
    if last.kind == DecisionKind::Motion && last.votes.is_none() && formal::is_tally(told.text) {
        last.votes = votes(told);
        return last.votes.is_some();
    }
    let may_pass =
        is_short && ["motion", "proposal", "amendment", "the ", "no "].iter().any(|word| opens(opening, word));
    let is_outcome =
        may_pass && last.kind == DecisionKind::Motion && last.votes.is_none() && PASSED.is_match(told.text);
    if is_outcome || kind.is_none() && is_same {
        if let Some(votes) = votes(told) {
            last.votes.get_or_insert(votes);
        }
        return is_outcome;
    }
    false
}

/// Whether a byte goes on with the word before it.
fn is_word_byte(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}

/// `Motion:`, `Seconded by`: a label whose words stand elsewhere.
fn is_label(told: Told) -> bool {
    let words = told.text.split_whitespace().count();
    words <= 5 && told.text.trim_end().ends_with(':') || words <= 2 && votes(told).is_none()
}

/// `Resolution: the keys stay in the hut`.
fn announces_resolution(text: &str) -> bool {
    opens(text.trim_start_matches(|c: char| !c.is_alphanumeric()), "resolution")
}

/// A sentence, and what is known of any of its words: a pattern is asked only where a word stands that it cannot fit without.
#[derive(Clone, Copy)]
struct Told<'a> {
    text: &'a str,
    known: Known,
}

impl Told<'_> {
    fn fits(self, pattern: &Regex, sort: Sort) -> bool {
        self.known.is(sort) && pattern.is_match(self.text)
    }
}

fn kind(told: Told) -> Option<DecisionKind> {
    static RESOLUTION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^[^A-Za-z0-9]*(?:it was |was |unanimously )?resolved(?-u:\b)|(?-u:\b)RESOLVED(?-u:\b)|^[^A-Za-z0-9]*(?:resolution|conclusion)s?\s*:|(?-u:\b)it was resolved(?-u:\b)").expect("the pattern is valid")
    });
    static MOTION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:proposed (?:by|that|acceptance|approval|and seconded)|proposed\.?(?: [-–])? (?:cllr|mr|mrs)|moved (?:by|that|to|the)|seconded by|sets? (?:a |the )?motion|motion (?:by|to|for|was|carried|passed|that)|MOTION:)").expect("the pattern is valid")
    });
    static AGREEMENT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)it was (?:[A-Za-z]+ly )?(?:also |further )?agreed(?-u:\b)|^[^A-Za-z0-9]*agreed(?-u:\b)|(?-u:\b)(?:committee|council|board|members|panel|meeting|councillors|group|parish council|trustees) (?:[A-Za-z]+ly )?(?:also )?agreed(?-u:\b)|(?-u:\b)(?:were|was) (?:[A-Za-z]+ )?(?:agreed|approved|accepted|adopted)(?-u:\b)").expect("the pattern is valid")
    });
    if told.fits(&RESOLUTION, Sort::Resolves) {
        Some(DecisionKind::Resolution)
    } else if told.fits(&MOTION, Sort::Moves) {
        Some(DecisionKind::Motion)
    } else {
        told.fits(&AGREEMENT, Sort::Agrees).then_some(DecisionKind::Agreement)
    }
}

/// Words beside the mover of a motion, then those that do it before the word motion only, then labels.
type Marks = [&'static [&'static str]; 3];

const MOVER: Marks = [
    &["proposed", "proposes", "moved", "moves", "prop", "mover"],
    &["set", "sets", "made", "makes"],
    &["motion", "proposer", "proposal"],
];

const SECONDER: Marks = [&["seconded", "seconds", "seconder", "sec", "2nd"], &["second"], &["second"]];

/// Who stands behind `proposed by`, `On the proposal of`, `Seconded - Cllr` or `Motion:`, or before `proposed that` or `sets the motion`.
fn person(tokens: &[Token], [verbs, with_motion, labels]: Marks, roster: &Roster) -> Option<String> {
    // `Motion to close the meeting by Anna Berg; second by Piet Hale`
    if verbs == MOVER[0]
        && tokens[0].word.eq_ignore_ascii_case("motion")
        && let Some(by) = formal::by(tokens)
        && let Some(subject) = subject_at(tokens, by + 1, roster)
    {
        return Some(written(tokens, &subject).into_owned());
    }
    for (at, token) in tokens.iter().enumerate() {
        let is_in = |marks: &[&str]| marks.iter().any(|mark| token.word.eq_ignore_ascii_case(mark));
        let moves = is_in(with_motion)
            && tokens.iter().skip(at + 1).take(3).any(|next| next.word.eq_ignore_ascii_case("motion"));
        let leads = |token: &Token| ["by", "of"].iter().any(|word| token.word.eq_ignore_ascii_case(word));
        let is_followed = || tokens.get(at + 1).is_some_and(leads);
        if !(is_in(verbs) || moves || is_in(labels) && (token.raw.ends_with(':') || is_followed())) {
            continue;
        }
        let joint = |token: &&Token| token.word.is_empty() || leads(token);
        let behind = at + 1 + tokens[at + 1..].iter().take(2).take_while(joint).count();
        if let Some(subject) = subject_at(tokens, behind, roster) {
            return Some(formal::without_outcome(&written(tokens, &subject)).to_owned());
        }
        let before = (at.saturating_sub(4)..at)
            .find_map(|from| subject_at(tokens, from, roster).filter(|subject| subject.end == at));
        if let Some(subject) = before {
            return Some(written(tokens, &subject).into_owned());
        }
    }
    None
}

fn votes(told: Told) -> Option<Votes> {
    static COUNT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?P<n>[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:votes?\s+)?(?:were |was |in )?(?P<side>for|favour|against|abstain(?:ed|ing)?|abstentions?)(?-u:\b)").expect("the pattern is valid")
    });
    static OUTCOME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:carried(?: unanimously)?|unanimously (?:agreed|approved|carried|passed)|all (?:were )?(?:agreed|in favour)|nem\.? con\.?|motion (?:is |was )?(?:passe[sd]|carries|approved|accepted)|(?:proposal|amendment) (?:is |was )?(?:passe[sd]|carried|approved|accepted)|passed unanimously|unanimous(?:ly)?|lost|defeated)(?-u:\b)").expect("the pattern is valid")
    });
    let Told { text, known } = told;
    let mut votes = Votes::default();
    let has_figures = text.bytes().any(|byte| byte.is_ascii_digit());
    let is_tally = has_figures && formal::is_tally(text);
    let may_count = !is_tally && (has_figures || known.is(Sort::Votes));
    // `#597 for` is no count
    let is_count = |found: &regex::Captures| found.get(0).is_some_and(|count| !text[..count.start()].ends_with('#'));
    let counts = Some(text).filter(|_| may_count).into_iter().flat_map(|text| COUNT.captures_iter(text));
    for found in counts.filter(is_count) {
        let count = number(&found["n"]);
        match found["side"].to_lowercase().as_str() {
            "for" | "favour" => votes.yes = votes.yes.or(count),
            "against" => votes.no = votes.no.or(count),
            _ => votes.abstain = votes.abstain.or(count),
        }
    }
    static TALLY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:carried|passed|passes|approved|adopted|failed|defeated|vote)(?-u:\b)[^0-9.;]{0,24}(?P<yes>[0-9]{1,2})\s?[-–]\s?(?P<no>[0-9]{1,2})(?:\s?[-–]\s?(?P<abstain>[0-9]{1,2}))?(?:[^-–0-9/]|$)").expect("the pattern is valid")
    });
    let may_tally = votes.yes.is_none() && votes.no.is_none() && has_figures;
    if let Some(tally) = Some(text).filter(|_| may_tally).and_then(|text| TALLY.captures(text)) {
        let count = |side: &str| tally.name(side).and_then(|count| number(count.as_str()));
        (votes.yes, votes.no, votes.abstain) = (count("yes"), count("no"), votes.abstain.or(count("abstain")));
    }
    if is_tally {
        formal::tally(text, |side, count| match side {
            "yes" | "yea" | "yeas" | "aye" | "ayes" | "for" => votes.yes = votes.yes.or(count),
            "no" | "nay" | "nays" | "noes" | "against" => votes.no = votes.no.or(count),
            _ => votes.abstain = votes.abstain.or(count),
        });
    }
    let outcome = Some(text).filter(|_| known.is(Sort::Votes)).and_then(|text| OUTCOME.find(text));
    votes.as_written = outcome.map(|found| found.as_str().to_owned());
    (votes != Votes::default()).then_some(votes)
}

fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 11] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    word.parse().ok().or_else(|| WORDS.iter().position(|other| *other == word.to_lowercase()).map(|at| at as u32))
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use crate::read::read;

    fn decisions(body: &str) -> Vec<String> {
        let text = format!("# Harbour Panel 3 May 2022\n\nPresent: Anna Berg (AB), Piet Hale (PH)\n\n{body}\n");
        let parts = read(text.as_bytes(), "minutes.md", &Default::default()).unwrap();
        let meeting = parse(&parts[0].document, "minutes.md").remove(0);
        let shown = |name: Option<String>| name.unwrap_or_else(|| "-".into());
        let vote = |votes: Option<crate::meeting::Votes>| shown(votes.and_then(|votes| votes.as_written));
        let line = |found: crate::meeting::Decision| {
            format!("{} | {} | {} | {}", found.text, shown(found.mover), shown(found.seconder), vote(found.votes))
        };
        meeting.decisions.into_iter().map(line).collect()
    }

    #[test]
    fn motions_are_read_from_tables() {
        let rows = "## Reports\n\n| Motion Text | Moved by | Seconded by | Status |\n|---|---|---|---|\n| Accept the report | Anna | Piet | Accepted |\n";
        assert_eq!(decisions(rows), ["Accept the report | Anna | Piet | Accepted"]);
        let labels = "## Minutes of the last meeting\n\n| Status | Accepted |\n|---|---|\n| Moved By | AB |\n| Seconded By | PH |\n";
        assert_eq!(decisions(labels), ["Minutes of the last meeting | AB | PH | Accepted"]);
        let after = format!("## Keys\n\nMOTION: That the keys be kept in the hut\n\n{}", &labels[34..]);
        assert_eq!(decisions(&after), ["MOTION: That the keys be kept in the hut | AB | PH | Accepted"]);
    }

    #[test]
    fn a_line_that_opens_with_resolution_is_one() {
        let lines = "Resolution: The keys stay in the hut.\n\nRESOLUTION: Order the buoys\n\nThe resolution of the camera is poor.";
        assert_eq!(
            decisions(lines),
            ["Resolution: The keys stay in the hut. | - | - | -", "RESOLUTION: Order the buoys | - | - | -"]
        );
    }

    #[test]
    fn a_motion_and_what_became_of_it_are_one_decision() {
        let text = "## Website\n\n* Anna sets the motion to accept the new website.\n* Piet seconds.\n* No discussion, no objections, motion passed.\n";
        assert_eq!(decisions(text), ["Anna sets the motion to accept the new website. | Anna | Piet | motion passed"]);
        let text = "## Payments\n\nProposed - Cllr Berg Seconded - Cllr Hale that the bills be paid. All in favour.";
        assert_eq!(
            decisions(text),
            [
                "Proposed - Cllr Berg Seconded - Cllr Hale that the bills be paid. | Cllr Berg | Cllr Hale | All in favour"
            ]
        );
    }
}
