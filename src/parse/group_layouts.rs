//! Minutes of groups, panels and committees as they lay them out; each told in few words.

use super::layouts::{actions, items, meeting, people, statements};
use crate::meeting::{Attendance, Status};

/// A table of Markdown.
fn table(rows: &[&str]) -> String {
    let line = |row: &str| format!("| {} |\n", row.replace('|', " | "));
    let mut lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
    lines.insert(1, format!("|{}\n", "---|".repeat(rows[0].matches('|').count() + 1)));
    lines.concat()
}

#[test]
fn a_log_of_actions_has_codes_owners_and_states() {
    let earlier = table(&[
        "No.|Detail|Resp.|Status",
        "2.1|Order the buoys for the quay|AB|Done",
        "2.2|Write a note on the moorings|TM|Not done",
        "2.3|Ask the county for the map|AB|The county has a new officer. TM to ask her",
    ]);
    let new =
        table(&["No.|Detail|Resp.", "2.2|Write a note on the moorings|TM", "2.3|Ask the county for the map|TM & AB"]);
    let text = format!(
        "# Quay Group, 9 May 2022\n\nPresent: Anna Berg (AB), Tom Moss (TM)\n\n1\\. Actions of the previous meeting\n\n{earlier}\n\
        2\\. Any other business\n\nNone.\n\nNew Actions\n\n{new}"
    );
    let meeting = meeting("minutes.md", &text);
    let told: Vec<_> = meeting.action_updates.iter().map(|update| (update.code.as_deref(), update.status)).collect();
    let expected = [("2.1", Status::Complete), ("2.2", Status::Open), ("2.3", Status::Open)];
    assert_eq!(told, expected.map(|(code, status)| (Some(code), status)));
    let set = actions(&meeting);
    assert_eq!(set[set.len() - 2..], ["TM: Write a note on the moorings", "TM/AB: Ask the county for the map"]);
}

#[test]
fn letters_stand_before_the_names_or_right_behind_them() {
    let list = "## Participants\n\n- AB - Anna Berg, Bureau of Tides, Norfield [BOT], Chair\n- TM - Tom Moss, Quay Trust, Westland\n";
    let meeting = meeting(
        "minutes.md",
        &format!("# Tide Group, 9 May 2022\n\n1. Gates\n    1. AB - Is it open?\n    2. TM - Yes.\n\n{list}"),
    );
    assert_eq!(people(&meeting, Attendance::Present), ["Anna Berg|AB|Chair", "Tom Moss|TM|"]);
    assert_eq!(meeting.people[0].organisation.as_deref(), Some("Bureau of Tides, Norfield [BOT]"));
    assert_eq!(statements(&meeting), ["Anna Berg said", "Tom Moss said"]);

    let meeting = super::layouts::meeting(
        "minutes.txt",
        "Tide Group, 9 May 2022\n\nPresent: Anna Berg(AB), Tom Moss(TM), Ida Hale\n\nAB asked why.\n",
    );
    assert_eq!(people(&meeting, Attendance::Present), ["Anna Berg|AB|", "Tom Moss|TM|", "Ida Hale||"]);
}

#[test]
fn a_name_its_letters_and_where_it_belongs_are_one_person() {
    let list = "- Anna Berg (AB), NHT, Harbour Computing\n- Tom Moss (TM), DOCK\n- Ida Hale, NHT, Harbour Computing\n- Mo MacHale (MMacH)\n";
    let meeting = meeting("minutes.md", &format!("# Tide Group, 9 May 2022\n\nAttendance\n\n{list}\nAB asked why.\n"));
    assert_eq!(
        people(&meeting, Attendance::Present),
        ["Anna Berg|AB|", "Tom Moss|TM|", "Ida Hale||", "Mo MacHale|MMacH|"]
    );
    assert_eq!(meeting.people[0].organisation.as_deref(), Some("NHT, Harbour Computing"));
}

#[test]
fn tasks_have_their_owners_behind_a_dash() {
    let text = "Oarsmen Monthly Meeting, 8 December 2014\n\nPresent: Anna Berg, Tom Moss\n\n1. Boats\n AB asked for oars.\n Action:\n\
        Put the boats onto the slip – TM\nOrder new oars – AB\n\n2. Gate\n TM said that it is shut.\n";
    assert_eq!(actions(&meeting("minutes.txt", text)), ["TM: Put the boats onto the slip", "AB: Order new oars"]);
    let list = "# Action items\n\n1. ALL: read the plan\n1. AB: draft a note on the slip\n\n# Minutes\n\nPresent: Anna Berg, Tom Moss\n\n## Slip\n\n\
        Question TM: should it be closed?\n\nAB: it should.\n";
    let meeting = meeting("minutes.md", list);
    assert_eq!(actions(&meeting), ["ALL: read the plan", "AB: draft a note on the slip"]);
    assert_eq!(statements(&meeting), ["Tom Moss said", "Anna Berg said"]);
    assert!(meeting.statements[0].raises);
}

#[test]
fn posts_speak_without_an_article_and_behind_a_phrase() {
    let text = "Plot Society, 6 August 2012\n\nPresent: Anna Berg, Tom Moss\n\n1 Matters arising\n\n· Chairman said that the pipe was old.\n\
        · Vice Chair reported a leak.\n\n2 Fees\n\nBy way of example the Treasurer noted that fees had risen. Turning to the gate she advised that it was shut.\n";
    let meeting = meeting("minutes.txt", text);
    let told: Vec<_> = meeting.statements.iter().map(|said| format!("{} {}", said.speaker, said.verb)).collect();
    assert_eq!(told, ["Chairman said", "Vice Chair reported", "the Treasurer noted", "she advised"]);
}

#[test]
fn items_say_what_they_are_there_for() {
    let text = "TARNLEY PARISH COUNCIL\nMinutes of the meeting held on 3 May 2011\n\nPresent: Cllrs Berg and Moss\n\n\
        1. To receive apologies for absence\nNone.\n2. To hear from people who seek the empty seat and appoint a new member if any\n\
        Nobody came.\n3. Actions arising from the last meeting\nThey were done.\n4. Review of fees - Report of the panel\nBerg reported that fees rose.\n5. Date of next meeting - Monday 9 May 2011\n";
    assert_eq!(
        items(&meeting("minutes.txt", text)),
        [
            "1 To receive apologies for absence",
            "2 To hear from people who seek the empty seat and appoint a new member if any",
            "3 Actions arising from the last meeting",
            "4 Review of fees - Report of the panel",
            "5 Date of next meeting"
        ]
    );
}

#[test]
fn numbers_run_into_their_headings_or_do_not_count_on() {
    let text = "Minutes of the Slip Group\n10 May 2020\n\nPresent: Anna Berg, Tom Moss\n\nSG/27/20Matters arising\nA note came.\n\
        SG/28/20Review of the plan\nIt was read.\nSG/29/20Next meeting\nTo be set.\n";
    assert_eq!(
        items(&meeting("minutes.txt", text)),
        ["SG/27/20 Matters arising", "SG/28/20 Review of the plan", "SG/29/20 Next meeting"]
    );
    let text = "Oar Forum\n\n16 May 2020\n\nPresent - Anna Berg, Tom Moss\n\n  1. Minutes of the last meeting (17 April 2020)\n\nThey were agreed.\n\n\
        \x20 1. Matters arising\n\nAB asked why the slip was shut.\n\n  1. Boat projects\n\nTM said that it rains.\n";
    assert_eq!(
        items(&meeting("minutes.txt", text)),
        ["1 Minutes of the last meeting (17 April 2020)", "1 Matters arising", "1 Boat projects"]
    );
}

#[test]
fn bullets_open_with_labels_in_capitals() {
    let text = "Friends of the Mere\n26 May 2007\n\nPresent: Anna Berg, Tom Moss\n\n1. MATTERS ARISING:\n\n• FUNDS: Anna Berg said that they are low.\n\
        • BYLAWS: Tom Moss asked for a copy.\n";
    let meeting = meeting("minutes.txt", text);
    let under: Vec<_> = meeting.statements.iter().filter_map(|said| said.heading.as_deref()).collect();
    assert_eq!(under, ["FUNDS", "BYLAWS"]);
}

#[test]
fn bullets_may_head_what_stands_below_them() {
    let text = "Minutes of the Quay Committee meeting\nWednesday 17th October, 2018 at 9.40am\nat 7/2 Lower Quay Row\nPresent: Anna Berg, Tom Moss\n\
        In attendance (from 10.45am) The harbour team: Ida Hale, Jo Pike\n- Welcome\nAB greeted all who had come.\n- Matters arising\nThe gate was shut.\nTM suggested a new lock.\n\
        - Roll of members\nAB noted that it is long.\n";
    let meeting = meeting("minutes.txt", text);
    let under: Vec<_> = meeting.statements.iter().filter_map(|said| said.heading.as_deref()).collect();
    assert_eq!(under, ["Matters arising", "Roll of members"]);
    let guests: Vec<_> = meeting.people.iter().filter_map(|person| person.organisation.as_deref()).collect();
    assert_eq!(guests, ["harbour team", "harbour team"]);
}

#[test]
fn a_list_goes_on_with_names_letters_and_posts() {
    let text = "MINUTES OF THE GOVERNING BODY\n\nGovernors Present: Olga Berg (OB) Chair\n\nIan Moss (IM) Acting Head Teacher\n\nRos Hale (RH)\n\n\
        Also in attendance: Fay Pike (FP) Clerk to the Governors\n\nAndy Hodson (AHd) School Business Manager\n\nIM outlined the plan for the year. It was read by all.\n";
    let meeting = meeting("minutes.txt", text);
    let expected = [
        "Olga Berg|OB|Chair",
        "Ian Moss|IM|Acting Head Teacher",
        "Ros Hale|RH|",
        "Fay Pike|FP|Clerk to the Governors",
        "Andy Hodson|AHd|School Business Manager",
    ];
    assert_eq!(people(&meeting, Attendance::Present), expected);
    assert_eq!(statements(&meeting), ["Ian Moss outlined"]);
    let text = "Path Forum\n3 May 2018\n\nThe Chairman, Ian Moss welcomed all members to the meeting.\n\nApologies were received from Ros Hale.\n\nThe Chairman noted the tide.\n";
    let meeting = super::layouts::meeting("minutes.txt", text);
    assert_eq!(people(&meeting, Attendance::Present), ["Ian Moss||Chairman"]);
}
