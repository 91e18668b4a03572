//! Reporting verbs: which words tell that somebody said something, and what has to stand behind them.

use super::known::Sort;
use super::tokens::Token;
use super::words;

/// A reporting verb stands behind at most so many adverbs.
pub(super) const ADVERBS_BEFORE: usize = 4;

/// `verb_at` looks at no more tokens behind its start: adverbs, the verb, and the noun it raises or gives.
pub(super) const VERB_REACH: usize = 14;

/// Whether a word can be a reporting verb.
pub(super) fn is_verb(token: &Token) -> bool {
    token.known.is(Sort::Reports) && (token.known.verb().is_some() || matches!(token.word, "set" | "sets"))
}

/// The reporting verb at token `at`, adverbs and auxiliaries skipped.
pub(super) fn verb_at(tokens: &[Token], at: usize, is_plural: bool) -> Option<usize> {
    let mut next = at;
    while tokens.get(next).is_some_and(|token| token.is_bare(Sort::Adverb) && token.is_lower()) {
        next += 1;
        if next > at + ADVERBS_BEFORE {
            return None;
        }
    }
    let token = tokens.get(next)?;
    if !is_verb(token) {
        return None;
    }
    let word = words::in_lower(token.word);
    let after = tokens.get(next + 1).map(|token| token.word);
    // "Seconded - Cllr Moss": a label of what follows, not a verb of what stands before
    let labels = tokens.get(next + 1).is_some_and(|after| matches!(after.raw, "-" | "–" | ":"));
    if word.starts_with("second") && after == Some("by") {
        return None;
    }
    let is_seconding = word.starts_with("second") && !labels;
    if token.raw.starts_with(['(', '“', '"']) || token.starts_upper() && !is_seconding {
        return None;
    }
    if matches!(&*word, "set" | "sets") {
        let motion = matches!(after, Some("motion"))
            || matches!((after, tokens.get(next + 2).map(|token| token.word)), (Some("a" | "the"), Some("motion")));
        return motion.then_some(next);
    }
    let is_third_or_past =
        word.ends_with("ed") || word.ends_with('s') || is_irregular(&word) || matches!(&*word, "second" | "propose");
    let object = after.unwrap_or_default();
    let speaks = match &*word {
        "gave" | "gives" => speech_noun(tokens, next) && object != "apologies",
        "provided" | "provides" => speech_noun(tokens, next),
        "raised" | "raises" => raised_noun(tokens, next) || raises_matter(tokens, next),
        "sought" | "seeks" => {
            let nouns = [
                "clarification",
                "assurance",
                "assurances",
                "advice",
                "views",
                "confirmation",
                "update",
                "reassurance",
                "guidance",
            ];
            follows(&tokens[next + 1..], 4, &nouns)
        }
        "called" | "calls" => matches!(object, "for" | "on" | "upon"),
        "considered" | "considers" => object == "that",
        "addressed" => matches!(object, "the" | "members" | "councillors"),
        "declared" | "declares" => matches!(object, "an" | "a" | "interest" | "that" | "interests" | "personal"),
        "pointed" | "points" => object == "out",
        "referred" | "refers" => object == "to",
        "wanted" | "wants" => {
            object == "to"
                && tokens
                    .get(next + 2)
                    .is_some_and(|token| matches!(token.word, "know" | "ask" | "raise" | "understand" | "hear" | "see"))
        }
        "updated" | "updates" => {
            let hears = || tokens.get(next + 2).is_some_and(is_audience);
            matches!(object, "members" | "on" | "that" | "everyone" | "us" | "all") || object == "the" && hears()
        }
        "shared" | "shares" => object == "that" || speech_noun(tokens, next),
        "moved" | "moves" => {
            let target = tokens.get(next + 2).map_or("", |token| token.word);
            let is_place = matches!(target, "a" | "an" | "the" | "other" | "another" | "new" | "his" | "her" | "their");
            let seconds = || tokens[next..].iter().take(6).any(|token| token.word == "seconded");
            matches!(object, "that" | "the" | "a")
                || object == "and" && seconds()
                || object == "to" && !is_place
                || after.is_none()
        }
        "thanked" | "thanks" | "welcomed" | "welcomes" | "encouraged" | "assured" | "offered" => after.is_some(),
        "spoke" | "speaks" => matches!(object, "about" | "on" | "to" | "of" | "in" | "against" | "for"),
        "thought" | "thinks" | "felt" | "feels" | "believed" | "believes" => after.is_some(),
        _ => after.is_some() || token.raw.ends_with(['.', ':', '?']),
    };
    ((is_third_or_past || is_plural) && speaks).then_some(next)
}

/// Whether a word means those who listen: `the meeting`, `the Board`, and not `the form`.
fn is_audience(token: &Token) -> bool {
    token.known.is(Sort::Organisation)
        || token.known.is(Sort::Post)
        || matches!(
            &*words::in_lower(token.word),
            "meeting" | "panel" | "assembly" | "team" | "parish" | "floor" | "room" | "public"
        )
}

/// Whether a reporting verb has a past tense of its own: `said`, `sought`.
pub(super) fn is_irregular(word: &str) -> bool {
    matches!(word, "said" | "spoke" | "gave" | "told" | "felt" | "thought" | "sought" | "undertook")
}

/// Whether what is raised is a matter of its own, and no money, price or hand: `raised the damage to the hut`.
fn raises_matter(tokens: &[Token], verb: usize) -> bool {
    const THINGS: [&str; 24] = [
        "money",
        "fund",
        "funds",
        "sum",
        "amount",
        "profile",
        "standard",
        "standards",
        "hand",
        "hands",
        "awareness",
        "level",
        "levels",
        "price",
        "prices",
        "rent",
        "rents",
        "precept",
        "limit",
        "threshold",
        "invoice",
        "total",
        "figure",
        "figures",
    ];
    let opens = |token: &Token| matches!(token.raw, "the" | "his" | "her" | "this" | "their");
    let phrase = &tokens[verb + 1..tokens.len().min(verb + 6)];
    phrase.first().is_some_and(opens) && !follows(phrase, phrase.len(), &THINGS)
}

/// Whether what is raised is put on the table: a question, an issue, a concern.
fn raised_noun(tokens: &[Token], verb: usize) -> bool {
    const NOUNS: [&str; 22] = [
        "question",
        "questions",
        "issue",
        "issues",
        "concern",
        "concerns",
        "matter",
        "matters",
        "point",
        "points",
        "query",
        "queries",
        "objection",
        "objections",
        "problem",
        "problems",
        "need",
        "possibility",
        "subject",
        "topic",
        "that",
        "whether",
    ];
    follows(&tokens[verb + 1..], 6, &NOUNS)
}

/// Whether what is given or provided is speech: an update, details, figures.
fn speech_noun(tokens: &[Token], verb: usize) -> bool {
    const NOUNS: [&str; 26] = [
        "update",
        "updates",
        "report",
        "overview",
        "presentation",
        "briefing",
        "summary",
        "details",
        "detail",
        "data",
        "information",
        "explanation",
        "background",
        "example",
        "examples",
        "feedback",
        "account",
        "clarification",
        "figures",
        "assurance",
        "context",
        "outline",
        "note",
        "introduction",
        "review",
        "advice",
    ];
    follows(&tokens[verb + 1..], 5, &NOUNS)
}

/// Whether one of the nouns stands among the first `reach` tokens, in any case.
fn follows(tokens: &[Token], reach: usize, nouns: &[&str]) -> bool {
    let is_noun = |token: &Token| nouns.iter().any(|noun| token.word.eq_ignore_ascii_case(noun));
    tokens.iter().take(reach).any(is_noun)
}
