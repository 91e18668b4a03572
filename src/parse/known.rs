//! What the tables say of one word, found by all its letters as one number.

use super::tokens::ABBREVIATIONS;
use super::words::{ATTENDANCE, Title, VerbClass, lines, pairs};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What the tables say of one word: a bit for each sort, and the class of a verb and of a title.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Known(u32);

/// What a word may be.
#[derive(Debug, Clone, Copy)]
#[repr(u32)]
pub(super) enum Sort {
    /// Belongs to the name of a post.
    Post = 1,
    /// A post that speaks as one person.
    PersonalPost = 1 << 1,
    /// Belongs to the name of an organisation.
    Organisation = 1 << 2,
    /// Belongs to the name of a place where people meet.
    Place = 1 << 3,
    /// Opens a sentence and never a heading.
    NotOpener = 1 << 4,
    /// Opens an attendance label.
    OpensAttendance = 1 << 5,
    /// Is or holds `resolved`.
    Resolved = 1 << 6,
    /// Is or holds a word that announces people: a sentence tells that they came or did not.
    AnnouncesNames = 1 << 7,
    /// In lower case, makes a sentence of what holds it.
    FiniteVerb = 1 << 8,
    /// With a capital, a given name that anybody knows as one.
    GivenName = 1 << 9,
    /// Is or holds a word without which a sentence tells no decision.
    Decides = 1 << 10,
    /// Is or holds the longest word of a status phrase.
    Status = 1 << 11,
    /// Stands between a subject and its reporting verb.
    Adverb = 1 << 12,
    /// Before a name, makes it part of somebody else's clause.
    Blocks = 1 << 13,
    /// A title that holds for every name of its list: `Cllrs`.
    Many = 1 << 14,
    /// Without such a word nobody says or does anything: a reporting verb, `set` a motion, `given` by, `reference` to.
    Reports = 1 << 15,
    /// May be letters that stand for somebody: the looks of a word tell, not the tables.
    Letters = 1 << 21,
    /// Ends so that a sentence may end there: the looks of a word tell.
    Closes = 1 << 24,
    /// Is or holds `action` or `actions`.
    Action = 1 << 22,
    /// Is or holds `next`, `future` or `DONM`.
    Next = 1 << 23,
    /// Is or holds a word of a resolution.
    Resolves = 1 << 26,
    /// Is or holds a word of a motion.
    Moves = 1 << 29,
    /// Is or holds a word of an agreement.
    Agrees = 1 << 30,
    /// Is or holds a word of how a vote went, or one that counts votes.
    Votes = 1 << 31,
    /// Is or holds a word of what one who speaks in a turn asks or is worried about.
    Asks = 1 << 27,
    /// Is or holds a word of a need, a gap or a difficulty.
    Concerns = 1 << 28,
    /// In some case, a word cut short: a full stop behind it may end no sentence.
    Abbreviation = 1 << 25,
}

/// Sorts that a word is of as well where a part of it is: `guests/members`.
const OF_PARTS: u32 = Sort::Resolved as u32
    | Sort::AnnouncesNames as u32
    | Sort::Decides as u32
    | Sort::Status as u32
    | Sort::Action as u32
    | Sort::Next as u32
    | Sort::Resolves as u32
    | Sort::Moves as u32
    | Sort::Agrees as u32
    | Sort::Votes as u32
    | Sort::Asks as u32
    | Sort::Concerns as u32;

/// Where the class of a verb stands, and that of a title: 0 is none.
const VERB: u32 = 16;
const TITLE: u32 = 19;
const VERBS: [VerbClass; 5] =
    [VerbClass::Ask, VerbClass::Propose, VerbClass::Raise, VerbClass::Formal, VerbClass::Tell];
const TITLES: [Title; 2] = [Title::Courtesy, Title::Rank];

impl Known {
    /// Whether the word is of a sort.
    pub(super) fn is(self, sort: Sort) -> bool {
        self.0 & sort as u32 != 0
    }

    /// The class of a reporting verb, in any case.
    pub(super) fn verb(self) -> Option<VerbClass> {
        Some(VERBS[(self.0 >> VERB & 7).checked_sub(1)? as usize])
    }

    /// What it is before a name; `T/Inspector` counts as its parts.
    pub(super) fn title(self) -> Option<Title> {
        Some(TITLES[(self.0 >> TITLE & 3).checked_sub(1)? as usize])
    }

    /// What is known of either of two words.
    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The same of a word that is of one sort more.
    pub(super) fn with(self, sort: Sort) -> Self {
        Self(self.0 | sort as u32)
    }

    fn add(&mut self, sort: Sort) {
        self.0 |= sort as u32;
    }

    fn remove(&mut self, sort: Sort) {
        self.0 &= !(sort as u32);
    }

    fn set_verb(&mut self, class: VerbClass) {
        let number = VERBS.iter().position(|other| *other == class).map_or(0, |at| at as u32 + 1);
        self.0 = self.0 & !(7 << VERB) | number << VERB;
    }

    fn set_title(&mut self, title: Option<Title>) {
        let number = TITLES.iter().position(|other| Some(*other) == title).map_or(0, |at| at as u32 + 1);
        self.0 = self.0 & !(3 << TITLE) | number << TITLE;
    }
}

/// Longest word that the tables may have, in bytes.
pub(super) const LONGEST: usize = 16;

/// A word filled up with zeros: compared as one number.
type Key = u128;

/// The key of a word of at most `LONGEST` bytes.
fn key(word: &[u8]) -> Key {
    // two overlapping reads of half a key, of a quarter: no copy of unknown length
    match (word.first_chunk(), word.last_chunk(), word.first_chunk(), word.last_chunk()) {
        (Some(head), Some(tail), ..) => {
            let behind = u64::from_le_bytes(*tail).checked_shr(8 * (LONGEST - word.len()) as u32).unwrap_or(0);
            Key::from(u64::from_le_bytes(*head)) | Key::from(behind) << 64
        }
        (.., Some(head), Some(tail)) => {
            let behind = u32::from_le_bytes(*tail).checked_shr(8 * (8 - word.len()) as u32).unwrap_or(0);
            Key::from(u32::from_le_bytes(*head)) | Key::from(behind) << 32
        }
        _ => match *word {
            [one] => Key::from(one),
            [one, two] => Key::from(u16::from_le_bytes([one, two])),
            [one, two, three] => Key::from(u32::from_le_bytes([one, two, three, 0])),
            _ => 0,
        },
    }
}

/// A letter is made small by one bit, and nothing else becomes a letter by it.
fn in_lower(key: Key) -> Key {
    key | (key & CAPITALS) >> 1
}

/// The first bytes of a text as one number, filled up with zeros.
fn window(text: &[u8]) -> Key {
    text.first_chunk().map_or_else(|| key(text), |head| Key::from_le_bytes(*head))
}

/// The bits of so many first bytes: a shift by a number that is not known takes many steps.
const OPENINGS: [Key; LONGEST] = {
    let mut openings = [0; LONGEST];
    let mut length = 1;
    while length < LONGEST {
        openings[length] = Key::MAX >> (8 * (LONGEST - length));
        length += 1;
    }
    openings
};

/// With how many letters and figures of ASCII eight bytes open.
///
/// All are compared at once: the upper bit of a byte of a sum tells whether the byte was at least as great as another.
fn letters(bytes: u64) -> usize {
    let at_least = |bytes: u64, least: u8| bytes + u64::from_le_bytes([0x80 - least; 8]);
    let plain = bytes & u64::from_le_bytes([0x7f; 8]);
    let small = plain | u64::from_le_bytes([0x20; 8]);
    let is_letter = at_least(small, b'a') & !at_least(small, b'z' + 1);
    let is_figure = at_least(plain, b'0') & !at_least(plain, b'9' + 1);
    let is_none = !(is_letter | is_figure) | bytes;
    (is_none & u64::from_le_bytes([0x80; 8])).trailing_zeros() as usize / 8
}

/// In each byte the bit that letters have, of which the next tells small ones.
const CAPITALS: Key = Key::from_le_bytes([0x40; LONGEST]);

/// The words of the tables in lower case, each found from the place that its key gives.
struct Table {
    entries: Vec<(Key, Known)>,
    /// One more than the position of an entry, or 0: the entry of a word stands at its place or right behind.
    places: [u16; PLACES],
}

/// Several times as many as there are words: few words of a text find anything at their place.
const PLACES: usize = 1 << PLACE_BITS;
const PLACE_BITS: u32 = 13;

impl Table {
    fn of(known: FxHashMap<Key, Known>) -> Self {
        let entries: Vec<(Key, Known)> = known.into_iter().collect();
        let mut places = [0; PLACES];
        for (at, (key, _)) in entries.iter().enumerate() {
            let mut place = place(*key);
            while places[place] != 0 {
                place = (place + 1) % PLACES;
            }
            places[place] = at as u16 + 1;
        }
        Self { entries, places }
    }

    fn get(&self, key: Key) -> Option<Known> {
        let mut place = place(key);
        loop {
            let (other, known) = self.entries.get(usize::from(self.places[place]).checked_sub(1)?)?;
            if *other == key {
                return Some(*known);
            }
            place = (place + 1) % PLACES;
        }
    }
}

/// The place of a key: both halves, mixed by a product whose upper bits depend on all of them.
fn place(key: Key) -> usize {
    let halves = key as u64 ^ (key >> 64) as u64;
    (halves.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - PLACE_BITS)) as usize
}

/// The key of a word of the tables.
fn listed(word: &str) -> Key {
    assert!(word.len() <= LONGEST, "{word}: words of the tables have up to {LONGEST} bytes");
    in_lower(key(word.as_bytes()))
}

static KNOWN: LazyLock<Table> = LazyLock::new(|| {
    let mut known: FxHashMap<Key, Known> = FxHashMap::default();
    for (forms, class) in pairs(include_str!("words/reporting_verbs.txt")) {
        let class = match class {
            "ask" => VerbClass::Ask,
            "propose" => VerbClass::Propose,
            "raise" => VerbClass::Raise,
            "formal" => VerbClass::Formal,
            _ => VerbClass::Tell,
        };
        for form in forms.split_whitespace() {
            let known = known.entry(listed(form)).or_default();
            known.set_verb(class);
            known.add(Sort::Reports);
        }
    }
    for (word, kind) in lines(include_str!("words/titles.txt")).filter_map(|line| line.split_once(' ')) {
        let mut kinds = kind.split_whitespace();
        let title = if kinds.next() == Some("courtesy") { Title::Courtesy } else { Title::Rank };
        let known = known.entry(listed(word)).or_default();
        known.set_title(Some(title));
        if kinds.next() == Some("many") {
            known.add(Sort::Many);
        }
    }
    let mut add = |word: &str, sort: Sort| known.entry(listed(word)).or_default().add(sort);
    let mut mark = |table: &'static str, sort: Sort| lines(table).for_each(|word| add(word, sort));
    mark(include_str!("words/posts.txt"), Sort::Post);
    mark(include_str!("words/personal_posts.txt"), Sort::PersonalPost);
    mark(include_str!("words/organisations.txt"), Sort::Organisation);
    mark(include_str!("words/places.txt"), Sort::Place);
    mark(include_str!("words/not_openers.txt"), Sort::NotOpener);
    mark(include_str!("words/finite_verbs.txt"), Sort::FiniteVerb);
    mark(include_str!("words/announcers.txt"), Sort::AnnouncesNames);
    mark(include_str!("words/decisions.txt"), Sort::Decides);
    mark(include_str!("words/votes.txt"), Sort::Votes);
    mark(include_str!("words/asking.txt"), Sort::Asks);
    mark(include_str!("words/concerns.txt"), Sort::Concerns);
    mark(include_str!("words/adverbs.txt"), Sort::Adverb);
    mark(include_str!("words/blockers.txt"), Sort::Blocks);
    for (phrase, _) in pairs(include_str!("words/status.txt")) {
        let longest = phrase.split(|c: char| !c.is_alphanumeric()).max_by_key(|word| word.len());
        longest.into_iter().for_each(|word| add(word, Sort::Status));
    }
    for (words, sort) in [
        ("set sets given reference", Sort::Reports),
        ("resolved", Sort::Resolved),
        ("action actions", Sort::Action),
        ("next future donm", Sort::Next),
        ("resolved resolution resolutions conclusion conclusions", Sort::Resolves),
        ("proposed moved seconded motion motions", Sort::Moves),
        ("agreed approved accepted adopted", Sort::Agrees),
    ] {
        words.split(' ').for_each(|word| add(word, sort));
    }
    ABBREVIATIONS.iter().for_each(|word| add(word.trim_end_matches('.'), Sort::Abbreviation));
    ATTENDANCE.keys().filter_map(|label| label.split(' ').next()).for_each(|word| add(word, Sort::OpensAttendance));
    let given_names = lines(include_str!("words/given_names.txt")).flat_map(str::split_whitespace);
    given_names.for_each(|word| add(word, Sort::GivenName));
    Table::of(known)
});

/// What the tables say of a word without punctuation at its ends.
pub(super) fn known(word: &str) -> Known {
    let bytes = word.as_bytes();
    // most words are letters and nothing else
    if let Some((length, known)) = opening(bytes)
        && length == bytes.len()
    {
        return known;
    }
    let mut known = if is_short(bytes) { as_written(key(bytes)) } else { Known::default() };
    if bytes.iter().all(u8::is_ascii_alphanumeric) {
        return known;
    }
    if memchr::memchr3(b'/', b'.', b',', bytes).is_some() {
        known.set_title(title_of_parts(bytes));
        if matches!(bytes, [_, b'/', right @ ..] if entry(right).is_some_and(|known| known.is(Sort::Post))) {
            known.add(Sort::Post);
        }
    }
    for part in bytes.split(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_').filter_map(entry) {
        known.0 |= part.0 & OF_PARTS;
    }
    known
}

/// The letters and figures of ASCII that a text opens with, fewer than `LONGEST`: how many, and what the tables say of them.
#[inline(always)]
pub(super) fn opening(text: &[u8]) -> Option<(usize, Known)> {
    let window = window(text);
    let (head, length) = (window as u64, letters(window as u64));
    // nearly all words are shorter than half a key
    if length < 8 {
        return (length > 0).then(|| (length, as_written(Key::from(head & OPENINGS[length] as u64))));
    }
    let length = length + letters((window >> 64) as u64);
    (length < LONGEST).then(|| (length, as_written(window & OPENINGS[length])))
}

/// What the tables say of a word as it is written.
fn as_written(word: Key) -> Known {
    let lower = in_lower(word);
    let Some(mut known) = KNOWN.get(lower) else { return Known::default() };
    if word != lower {
        known.remove(Sort::FiniteVerb);
    }
    if !(word as u8).is_ascii_uppercase() {
        known.remove(Sort::GivenName);
    }
    if word <= u8::MAX.into() {
        // `t` is a title in `t/inspector` only
        known.set_title(None);
    }
    known
}

/// The entry of a word as it stands in the tables, in any case.
pub(super) fn entry(word: &[u8]) -> Option<Known> {
    if is_short(word) { KNOWN.get(in_lower(key(word))) } else { None }
}

/// Whether a word has a key: a zero at its end would be lost.
fn is_short(word: &[u8]) -> bool {
    word.len() <= LONGEST && word.last() != Some(&0)
}

/// `Det,Ch.Insp` and `T/Inspector`: every part is a title; the last one tells which.
fn title_of_parts(word: &[u8]) -> Option<Title> {
    let mut found = None;
    for part in word.split(|byte| matches!(byte, b'/' | b'.' | b',')).filter(|part| !part.is_empty()) {
        found = Some(entry(part)?.title()?);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_only_whole() {
        assert_eq!(known("Noted").verb(), known("noted").verb());
        assert!(known("noted").verb().is_some() && known("notedly").verb().is_none());
        assert!(known("The").is(Sort::NotOpener) && known("was").is(Sort::FiniteVerb));
        assert!(!known("Was").is(Sort::FiniteVerb));
        assert!(known("guests/members").is(Sort::AnnouncesNames) && !known("guesthouse").is(Sort::AnnouncesNames));
        assert_eq!(known("é"), Known::default());
    }
}
