//! Minutes in the layouts of other bodies, each told in few words: who was there, headings, what was said and is to be done.

use super::parse;
use crate::meeting::{Attendance, Meeting, Status};
use crate::read::{Options, read};

pub(super) fn meeting(name: &str, text: &str) -> Meeting {
    let parts = read(text.as_bytes(), name, &Options::default()).unwrap();
    parse(&parts[0].document, name).remove(0)
}

/// `Name|initials|role` of everybody who has this attendance.
pub(super) fn people(meeting: &Meeting, attendance: Attendance) -> Vec<String> {
    let of = meeting.people.iter().filter(|person| person.attendance == attendance);
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    of.map(|person| format!("{}|{}|{}", person.name, part(&person.initials), part(&person.role))).collect()
}

/// `number heading` of every item.
pub(super) fn items(meeting: &Meeting) -> Vec<String> {
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    meeting.items.iter().map(|item| format!("{} {}", part(&item.number), part(&item.heading))).collect()
}

/// `person verb` of every statement.
pub(super) fn statements(meeting: &Meeting) -> Vec<String> {
    let person = |name: &Option<String>| name.clone().unwrap_or_default();
    meeting.statements.iter().map(|said| format!("{} {}", person(&said.person), said.verb)).collect()
}

/// `owners: text` of every action.
pub(super) fn actions(meeting: &Meeting) -> Vec<String> {
    meeting.actions.iter().map(|action| format!("{}: {}", action.owners.join("/"), action.text)).collect()
}

#[test]
fn minutes_numbered_by_year_and_count() {
    let text = "Granby Parish Council\n\nMinutes of the meeting held on Monday 13th March 2017 at 7.30 pm in the Village Hall\n\n\
        Present: Councillors P. Berg (Chairman), Mrs. J. Moss (Vice-Chairman) and D. O'Hara\n\n\
        2016/134 APOLOGIES FOR ABSENCE\nApologies were received and accepted from Cllr T. Bream (work) and PCSO Nadia Hale.\n\n\
        2016/135 PUBLIC PARTICIPATION\nThe Chairman said that the lane was narrow. Cllr O'Hara agreed to ask the County.\nACTION: Cllr O'Hara\n\n\
        2016/136 FINANCE\nIt was resolved that the accounts be paid. Proposed Cllr Moss, seconded Cllr O'Hara.\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(
        items(&meeting),
        ["2016/134 APOLOGIES FOR ABSENCE", "2016/135 PUBLIC PARTICIPATION", "2016/136 FINANCE"]
    );
    assert_eq!(
        people(&meeting, Attendance::Present),
        ["P. Berg||Chairman", "J. Moss||Vice-Chairman", "D. O'Hara||Councillor"]
    );
    assert_eq!(people(&meeting, Attendance::Apologies), ["T. Bream||Cllr", "Nadia Hale||PCSO"]);
    assert_eq!(actions(&meeting), ["Cllr O'Hara: Cllr O'Hara agreed to ask the County."]);
    let motion = meeting.decisions.last().unwrap();
    assert_eq!((motion.mover.as_deref(), motion.seconder.as_deref()), (Some("Cllr Moss"), Some("Cllr O'Hara")));
}

#[test]
fn a_city_council_with_its_staff() {
    let text = "CITY OF LARKSPUR FALLS\nREGULAR MEETING\nTUESDAY, OCTOBER 6, 2020\n6:30 P.M.\n\n\
        1. ROLL CALL\nPresent: Mayor Ellen Berg, Councilmembers Tom Ruiz, Kay Moss, and Dwight Hale\n\
        Absent: Councilmember Lori Sand\nStaff present: City Manager Joel Pike, City Attorney Priya Lowe, City Clerk Ann Ward\n\n\
        2. STREETS\nCity Manager Pike stated that the drain is to be mended. Ms. Lowe responded that no permit is needed.\n\
        MOTION: Councilmember Ruiz moved to accept the plan. Seconded by Councilmember Moss. Motion carried 3-1.\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(
        people(&meeting, Attendance::Present),
        [
            "Ellen Berg||Mayor",
            "Tom Ruiz||Councilmember",
            "Kay Moss||Councilmember",
            "Dwight Hale||Councilmember",
            "Joel Pike||City Manager",
            "Priya Lowe||City Attorney",
            "Ann Ward||City Clerk"
        ]
    );
    assert_eq!(people(&meeting, Attendance::Other), ["Lori Sand||Councilmember"]);
    let said = statements(&meeting);
    assert_eq!(said[..3], ["Joel Pike stated", "Priya Lowe responded", "Tom Ruiz moved"]);
    let votes = meeting.decisions[0].votes.clone().unwrap();
    assert_eq!((votes.yes, votes.no), (Some(3), Some(1)));
}

#[test]
fn a_board_in_columns_of_blanks() {
    let text = "WESTMARSH TRUST\n\nMINUTES OF THE BOARD HELD ON WEDNESDAY 25 MAY 2022, 10.00AM\n\nPresent:\n\
        Name                   Role                     Initials\n\
        Dame Helen Berg        Chair                    (HB)\n\
        Simon Moss             Non-Executive Director   (SM)\n\
        Lola Hale              Chief Executive          (LH)\n\nIn Attendance:\nTom Pike     Company Secretary     (TP)\n\n\
        22/041     Action log\n           Action 21/118 – Staff plan: LH confirmed that this was now complete. Closed.\n\
        \x20          Action 22/012 – Estates: deferred to July.\n\n\
        22/042     Patient story\n           SM asked how learning would be shared.\n\
        \x20          Action: LH to tell the committee by 30 June 2022.    LH\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(
        people(&meeting, Attendance::Present),
        [
            "Helen Berg|HB|Chair",
            "Simon Moss|SM|Non-Executive Director",
            "Lola Hale|LH|Chief Executive",
            "Tom Pike|TP|Company Secretary"
        ]
    );
    assert_eq!(items(&meeting), ["22/041 Action log", "22/042 Patient story"]);
    assert_eq!(actions(&meeting), ["LH: LH to tell the committee by 30 June 2022."]);
    let told: Vec<_> = meeting.action_updates.iter().map(|update| (update.code.as_deref(), update.status)).collect();
    assert_eq!(told, [(Some("21/118"), Status::Complete), (Some("22/012"), Status::CarriedForward)]);
}

#[test]
fn a_group_that_writes_markdown() {
    let text = "# Steering Group – 2022-11-15\n\nChairs: Ana Berg, Colin Moss\nNote takers: Lee Hale\n\n\
        ## Review of action items\n\n- [x] @leeh: publish the notes — done\n- [ ] Colin: measure the parser — in progress\n\n\
        ## Release\n\nColin Moss: Is the text complete?\n\nMartin Pike: Not yet.\n\nEric Lowe: There is an issue.\n\n\
        Ana flagged a risk. Colin raised the damage to the runner.\n\nAI(Ana): merge the charter\n\n\
        **Next steps** The notes are sent. → **Colin** to thank them → nobody knows\n\n## II. Any other business\n\nQ: Who asks?\n\nA: Nobody.\n";
    let meeting = meeting("minutes.md", text);
    assert_eq!(people(&meeting, Attendance::Present), ["Ana Berg||", "Colin Moss||", "Lee Hale||"]);
    assert_eq!(
        statements(&meeting),
        ["Colin Moss said", "Martin Pike said", "Eric Lowe said", "Ana Berg flagged", "Colin Moss raised the damage"]
    );
    assert_eq!(actions(&meeting), ["Ana: merge the charter", "Colin: Colin to thank them"]);
    assert_eq!(
        meeting.action_updates.iter().map(|update| update.status).collect::<Vec<_>>(),
        [Status::Complete, Status::Open]
    );
    assert_eq!(items(&meeting).last().unwrap(), "II Any other business");
}

#[test]
fn trustees_with_closed_headings() {
    let text = "RIVERMEAD TRUST\n\nMINUTES OF THE MEETING OF THE TRUSTEES\nheld on 12th April 2016 at 2.15 p.m.\n\nPRESENT: Mrs S Berg, Mr P Moss\n\n\
        1.   MINUTES\n\nThe minutes were approved.\n\n2.   MATTERS ARISING\n\n\
        2.1   Website.  Mr Moss reported that the website had gone live.\n\n2.2   Roof.  It was noted that the roof was mended.\n\n\
        3.   AOB\n\nMr Tom Hale, the tenant, said that the gate was shut.\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(items(&meeting), ["1 MINUTES", "2 MATTERS ARISING", "2.1 Website", "2.2 Roof", "3 AOB"]);
    assert_eq!(statements(&meeting), ["P Moss reported", "Tom Hale said"]);
}

#[test]
fn a_school_board_with_roman_numbers() {
    let text = "LAKEVIEW SCHOOL DISTRICT\nBoard of Education\nMarch 14, 2018\n\nI. CALL TO ORDER\nThe meeting was called to order.\n\n\
        Board Members Present: Maria Berg, President; Will Moss, Member\nBoard Members Absent: Dana Hale\n\n\
        II. ACTION ITEMS\n\nA. Approval of the Calendar\nMotion by Moss, second by Berg, to approve the calendar. Motion carried.\n\n\
        III. ADJOURNMENT\nThe meeting ended.\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(items(&meeting), ["I CALL TO ORDER", "II ACTION ITEMS", "III ADJOURNMENT"]);
    let topic = &meeting.items[1].topics[0];
    assert_eq!((topic.number.as_deref(), topic.heading.as_str()), (Some("A"), "Approval of the Calendar"));
    let motion = &meeting.decisions[0];
    assert_eq!((motion.mover.as_deref(), motion.seconder.as_deref()), (Some("Moss"), Some("Berg")));
}

#[test]
fn a_club_by_first_names() {
    let text = "Seal Bay Swimming Club - Committee Meeting\nDate: 9th Jan 2019   Time: 19:45   Venue: Clubhouse\n\
        Present: Rob, Jess, Callum, Mo (minutes)\nApologies: none\n\n1. Review of open actions\n\n\
        - A-17 (Jess): draft the letter. Done.\n\n2. Heater\n\n- Mo raised that the heater cut out.\n- AP: Rob to order a part\n\
        - A-18 (Callum): advertise the posts\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!((meeting.start_time.as_deref(), meeting.venue.as_deref()), (Some("19:45"), Some("Clubhouse")));
    assert_eq!(people(&meeting, Attendance::Present), ["Rob||", "Jess||", "Callum||", "Mo||minutes"]);
    assert_eq!(statements(&meeting), ["Mo raised that"]);
    assert_eq!(actions(&meeting), ["Rob: Rob to order a part", "Callum: advertise the posts"]);
    assert_eq!(meeting.actions[1].code.as_deref(), Some("A-18"));
    let told: Vec<_> = meeting.action_updates.iter().map(|update| (update.code.as_deref(), update.status)).collect();
    assert_eq!(told, [(Some("A-17"), Status::Complete)]);
}

#[test]
fn a_table_of_actions_with_numbers() {
    let text = "<h1>Performance Board</h1><p>Date: Thursday 12 March 2020 &#8211; 10:00 hrs, Room 3, HQ</p>\
        <table><tr><th>Attendees</th><th>Role</th></tr><tr><td>Beth Berg (BB)</td><td>Head of Performance</td></tr>\
        <tr><td>Supt Carl Moss (CM)</td><td>Custody</td></tr></table>\
        <table><tr><th>No</th><th>Action</th><th>Owner</th><th>Status</th></tr>\
        <tr><td>4</td><td>Action 01/20 Send the figures</td><td>BB</td><td></td></tr>\
        <tr><td>5</td><td>Book the room</td><td>CM</td><td>Complete</td></tr></table>";
    let meeting = meeting("minutes.html", text);
    assert_eq!(meeting.start_time.as_deref(), Some("10:00"));
    assert_eq!(people(&meeting, Attendance::Present), ["Beth Berg|BB|Head of Performance", "Carl Moss|CM|Custody"]);
    let told: Vec<_> = meeting.actions.iter().map(|action| (action.code.as_deref(), action.text.as_str())).collect();
    assert_eq!(told, [(Some("01/20"), "Send the figures"), (Some("5"), "Book the room")]);
}

#[test]
fn two_sides_and_a_proposal() {
    let text = "Minutes of the Joint Committee\nWednesday 3 October 2012\n2.00 pm - 3.35 pm\nCommittee Room 1, Shire House\n\n\
        Management Side: Gillian Berg (GB) (Chair), Tony Moss (TM)\nStaff Side: Harry Hale (HH) - Unison, Denise Pike (DP) - GMB\n\n\
        1. Minutes\nOn the proposal of Cllr. Coyne, seconded by Cllr. Hale, the minutes were adopted.\n\n\
        2. Roads\nHH called for a survey of the junction. Nobody knew the width. TM to measure it (Action: TM/HH). It rained.\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(
        (meeting.start_time.as_deref(), meeting.venue.as_deref()),
        (Some("14:00"), Some("Committee Room 1, Shire House"))
    );
    let present = people(&meeting, Attendance::Present);
    assert_eq!(present[..2], ["Gillian Berg|GB|Chair", "Tony Moss|TM|"]);
    assert_eq!(present.len(), 4);
    let motion = &meeting.decisions[0];
    assert_eq!((motion.mover.as_deref(), motion.seconder.as_deref()), (Some("Cllr. Coyne"), Some("Cllr. Hale")));
    assert!(meeting.statements.iter().any(|said| said.verb == "called" && said.raises));
    assert_eq!(actions(&meeting), ["TM/HH: TM to measure it"]);
}
