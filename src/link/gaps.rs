//! What is missing or doubtful: meetings, codes, lists, texts, and what is there twice.

use super::action::{EventKind, LedgerAction};
use super::duplicates::{Again, Repeat};
use super::facts::MeetingFacts;
use super::roll::RollEntry;
use super::series::Series;
use crate::diagnostic::Severity;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A meeting held so many days from the day announced is the one announced.
const MOVED: i32 = 10;
/// Meetings a body must have held for its rhythm to be known.
const REGULAR: usize = 5;
/// Codes of a year that a body must have set for its numbering to be known.
const NUMBERED: usize = 2;

/// Something missing or doubtful.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Gap {
    /// What kind it is.
    pub kind: GapKind,
    /// The series of meetings.
    pub body: Option<String>,
    /// The day of the meeting that is missing or doubtful.
    pub date: Option<Date>,
    /// Codes that are missing.
    pub codes: Vec<String>,
    /// What is found, in a sentence.
    pub detail: String,
    /// Path of the file that shows it.
    pub path: Option<String>,
    /// Line that shows it.
    pub line: Option<u32>,
}

/// A kind of gap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GapKind {
    /// Announced as the next meeting, and not in the archive.
    #[default]
    AnnouncedMeetingMissing,
    /// Its minutes are agreed or its actions taken up, and they are not in the archive.
    MinutesReferredToMissing,
    /// No meeting where the rhythm of the series has one or more.
    SeriesBreak,
    /// An action is reported on that no meeting of the archive sets.
    UpdateWithoutAction,
    /// Numbers left out in the row of codes.
    CodeSkipped,
    /// Set, and no later meeting speaks of it.
    NeverMentionedAgain,
    /// A list of actions is announced, and none follows.
    EmptyList,
    /// A reader or the parser has its doubts.
    DoubtfulText,
    /// No day can be told.
    NoDate,
    /// The same content under two paths.
    Duplicate,
    /// A draft whose final version is there.
    DraftBesideFinal,
    /// The same minutes in two versions or formats.
    TwoVersions,
    /// A file that could not be read.
    UnreadableFile,
    /// Something that a list of the user's keeps out.
    Withheld,
}

impl GapKind {
    /// All of them, in the order in which they are reported.
    pub const ALL: [GapKind; 14] = [
        GapKind::AnnouncedMeetingMissing,
        GapKind::MinutesReferredToMissing,
        GapKind::SeriesBreak,
        GapKind::UpdateWithoutAction,
        GapKind::CodeSkipped,
        GapKind::NeverMentionedAgain,
        GapKind::EmptyList,
        GapKind::DoubtfulText,
        GapKind::NoDate,
        GapKind::Duplicate,
        GapKind::DraftBesideFinal,
        GapKind::TwoVersions,
        GapKind::UnreadableFile,
        GapKind::Withheld,
    ];

    /// The word for it in JSON, text and filters.
    pub fn name(self) -> &'static str {
        match self {
            GapKind::AnnouncedMeetingMissing => "announced_meeting_missing",
            GapKind::MinutesReferredToMissing => "minutes_referred_to_missing",
            GapKind::SeriesBreak => "series_break",
            GapKind::UpdateWithoutAction => "update_without_action",
            GapKind::CodeSkipped => "code_skipped",
            GapKind::NeverMentionedAgain => "never_mentioned_again",
            GapKind::EmptyList => "empty_list",
            GapKind::DoubtfulText => "doubtful_text",
            GapKind::NoDate => "no_date",
            GapKind::Duplicate => "duplicate",
            GapKind::DraftBesideFinal => "draft_beside_final",
            GapKind::TwoVersions => "two_versions",
            GapKind::UnreadableFile => "unreadable_file",
            GapKind::Withheld => "withheld",
        }
    }
}

/// What single meetings tell of gaps.
#[derive(Default)]
pub(super) struct Noticed {
    doubts: Vec<Gap>,
    /// Other meetings that they speak of.
    spoken: Vec<Spoken>,
}

/// A meeting that another one announces or refers to.
struct Spoken {
    kind: GapKind,
    date: Date,
    /// The meeting that speaks of it, and the line.
    by: usize,
    line: u32,
    /// A meeting held within so many days is the one meant.
    days: i32,
}

impl Noticed {
    /// Takes up what the meeting `entry` at this place of the family tells.
    pub(super) fn take(&mut self, at: usize, entry: &RollEntry, meeting: &MeetingFacts) {
        self.doubts.extend(doubts(entry, meeting));
        let next = meeting.next_meeting.as_ref().and_then(|next| Some((next.date?, next.place.line_start)));
        // The announcing meeting itself is no answer to its announcement.
        let next = next.filter(|(date, _)| meeting.date.is_some_and(|own| (*date - own).get_days() > MOVED));
        let announced = next.map(|(date, line)| (GapKind::AnnouncedMeetingMissing, date, line, MOVED));
        let referred =
            meeting.referred.iter().map(|place| (GapKind::MinutesReferredToMissing, place.date, place.line, 3));
        let spoken = announced.into_iter().chain(referred);
        self.spoken.extend(spoken.map(|(kind, date, line, days)| Spoken { kind, date, by: at, line, days }));
    }
}

/// The gaps that the meetings of a family and their actions show.
pub(super) fn gaps(
    meetings: &[&RollEntry],
    (series, repeats): (&Series, &[Option<Repeat>]),
    noticed: Noticed,
    actions: &[LedgerAction],
) -> Vec<Gap> {
    let mut gaps = missing_meetings(meetings, series, &noticed.spoken);
    gaps.extend(series_breaks(meetings, series));
    gaps.extend(actions_without_end(meetings, series, actions));
    gaps.extend(skipped_codes(meetings, series, actions));
    gaps.extend(noticed.doubts);
    for (at, meeting) in meetings.iter().enumerate() {
        if let Some(repeat) = &repeats[at] {
            let (kind, what) = match repeat.again {
                Again::Copy => (GapKind::Duplicate, "same content as"),
                Again::Draft => (GapKind::DraftBesideFinal, "a draft of"),
                Again::Version => (GapKind::TwoVersions, "same minutes as"),
            };
            gaps.push(Gap { kind, detail: format!("{what} {}", repeat.of), ..of(meeting, None) });
        }
    }
    gaps.sort();
    gaps.dedup();
    gaps
}

/// A gap that this meeting shows.
fn of(meeting: &RollEntry, line: Option<u32>) -> Gap {
    Gap { body: meeting.body.clone(), date: meeting.date, path: Some(meeting.path.clone()), line, ..Gap::default() }
}

fn day(date: Option<Date>) -> String {
    date.map_or_else(|| "a meeting without a date".to_owned(), |date| format!("the meeting of {date}"))
}

/// Meetings that others announce or refer to.
fn missing_meetings(meetings: &[&RollEntry], series: &Series, spoken: &[Spoken]) -> Vec<Gap> {
    let mut held: BTreeSet<(usize, Date)> = BTreeSet::new();
    for (meeting, family) in meetings.iter().zip(&series.family) {
        held.extend(meeting.date.map(|date| (*family, date)));
    }
    let is_held = |family: usize, date: Date, days: i32| {
        let (Ok(from), Ok(to)) = (date.checked_sub(days.days()), date.checked_add(days.days())) else { return true };
        held.range((family, from)..=(family, to)).next().is_some()
    };
    let mut gaps: BTreeMap<(GapKind, usize, Date), Gap> = BTreeMap::new();
    for Spoken { kind, date, by, line, days } in spoken {
        let (meeting, family) = (meetings[*by], series.family[*by]);
        if is_held(family, *date, *days) {
            continue;
        }
        let verb = if *kind == GapKind::AnnouncedMeetingMissing { "announced" } else { "referred to" };
        let detail = format!("{date} is {verb} by {}", day(meeting.date));
        let gap = Gap { kind: *kind, date: Some(*date), detail, ..of(meeting, Some(*line)) };
        gaps.entry((*kind, family, *date)).or_insert(gap);
    }
    gaps.into_values().collect()
}

/// Where a regular series pauses for more than twice its rhythm.
fn series_breaks(meetings: &[&RollEntry], series: &Series) -> Vec<Gap> {
    let mut bodies: BTreeMap<usize, BTreeMap<Date, &RollEntry>> = BTreeMap::new();
    for (meeting, body) in meetings.iter().zip(&series.body) {
        if let Some(date) = meeting.date {
            bodies.entry(*body).or_default().insert(date, meeting);
        }
    }
    let mut gaps = Vec::new();
    for held in bodies.into_values().filter(|held| held.len() >= REGULAR) {
        let days: Vec<Date> = held.keys().copied().collect();
        let mut steps: Vec<i32> = days.windows(2).map(|pair| (pair[1] - pair[0]).get_days()).collect();
        let all = steps.clone();
        steps.sort_unstable();
        let rhythm = steps[steps.len() / 2].max(1);
        for (pair, step) in days.windows(2).zip(all) {
            if step * 4 <= rhythm * 9 || rhythm < 4 {
                continue;
            }
            let missing = (f64::from(step) / f64::from(rhythm)).round() as i32 - 1;
            let detail = format!(
                "no meeting between {} and {}: about {missing} missing at one in {rhythm} days",
                pair[0], pair[1]
            );
            gaps.push(Gap { kind: GapKind::SeriesBreak, detail, date: Some(pair[0]), ..of(held[&pair[1]], None) });
        }
    }
    gaps
}

/// Actions that are reported on and set nowhere, or set and never spoken of again.
fn actions_without_end(meetings: &[&RollEntry], series: &Series, actions: &[LedgerAction]) -> Vec<Gap> {
    let at: BTreeMap<&str, usize> = meetings.iter().map(|meeting| meeting.id.as_str()).zip(0..).collect();
    let mut last: BTreeMap<usize, Option<Date>> = BTreeMap::new();
    for (meeting, body) in meetings.iter().zip(&series.body) {
        let last = last.entry(*body).or_default();
        *last = (*last).max(meeting.date);
    }
    let mut gaps = Vec::new();
    for action in actions {
        let (Some(code), Some(at)) = (&action.code, at.get(action.meeting.id.as_str())) else { continue };
        let (first, meeting) = (&action.history[0], meetings[*at]);
        let gap = Gap { codes: vec![code.clone()], ..of(meeting, Some(first.line_start)) };
        if first.kind != EventKind::Set {
            let detail = format!("{code} is first spoken of at {} and set at none", day(meeting.date));
            gaps.push(Gap { kind: GapKind::UpdateWithoutAction, detail, ..gap });
        } else if action.history.len() == 1
            && last[&series.body[*at]] > meeting.date
            && first.status != crate::meeting::Status::Complete
        {
            let detail = format!("{code} is set at {} and spoken of at no later one", day(meeting.date));
            gaps.push(Gap { kind: GapKind::NeverMentionedAgain, detail, ..gap });
        }
    }
    gaps
}

/// Numbers that a family of bodies leaves out in its codes of a year.
fn skipped_codes(meetings: &[&RollEntry], series: &Series, actions: &[LedgerAction]) -> Vec<Gap> {
    let at: BTreeMap<&str, usize> = meetings.iter().map(|meeting| meeting.id.as_str()).zip(0..).collect();
    /// Numbers of one year: those set with their meetings, and those only spoken of.
    #[derive(Default)]
    struct Row {
        set: BTreeMap<u32, usize>,
        spoken: BTreeSet<u32>,
        width: usize,
    }
    let mut rows: BTreeMap<(usize, String), Row> = BTreeMap::new();
    for action in actions {
        let Some((number, year)) = action.code.as_deref().and_then(|code| code.split_once('/')) else { continue };
        let (Ok(value), true) = (number.parse::<u32>(), year.len() == 2 || year.len() == 4) else { continue };
        let Some(at) = at.get(action.meeting.id.as_str()).filter(|_| year.parse::<u32>().is_ok()) else { continue };
        let row = rows.entry((series.family[*at], year.to_owned())).or_default();
        row.width = row.width.max(number.len());
        if action.history[0].kind == EventKind::Set {
            row.set.insert(value, *at);
        } else {
            row.spoken.insert(value);
        }
    }
    let mut gaps = Vec::new();
    for ((_, year), row) in rows.into_iter().filter(|(_, row)| row.set.len() >= NUMBERED) {
        let mut from = 1;
        for (number, at) in &row.set {
            let skipped: Vec<u32> = (from..*number).collect();
            from = number + 1;
            let (Some(first), Some(last)) = (skipped.first(), skipped.last()) else { continue };
            let width = row.width;
            let is_unseen = skipped.iter().all(|number| !row.spoken.contains(number));
            let what = if is_unseen { "never seen" } else { "set at no meeting of the archive" };
            let range = match skipped.len() {
                1 => format!("{first:0width$}/{year} is"),
                2 => format!("{first:0width$}/{year} and {last:0width$}/{year} are"),
                _ => format!("{first:0width$}-{last:0width$}/{year} are"),
            };
            let codes = skipped.iter().map(|number| format!("{number:0width$}/{year}")).collect();
            gaps.push(Gap {
                kind: GapKind::CodeSkipped,
                codes,
                detail: format!("{range} {what}"),
                ..of(meetings[*at], None)
            });
        }
    }
    gaps
}

/// What the reader, the parser and the text itself leave open.
fn doubts(entry: &RollEntry, meeting: &MeetingFacts) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for doubt in meeting.diagnostics.iter().filter(|doubt| doubt.severity >= Severity::Warning) {
        gaps.push(Gap { kind: GapKind::DoubtfulText, detail: doubt.message.clone(), ..of(entry, doubt.line) });
    }
    for line in &meeting.empty_lists {
        let detail = format!("a list of actions is announced and none follows at {}", day(meeting.date));
        gaps.push(Gap { kind: GapKind::EmptyList, detail, ..of(entry, Some(*line)) });
    }
    if meeting.date.is_none() {
        gaps.push(Gap { kind: GapKind::NoDate, detail: "no date can be told".to_owned(), ..of(entry, None) });
    }
    gaps
}
