//! Minutes of councils, senates, working groups and clubs as they lay them out; each told in few words.

use super::layouts::{actions, items, meeting, people, statements};
use crate::meeting::{Attendance, Status};

#[test]
fn sentences_tell_who_came() {
    let text = "CITY OF BEECH FALLS\nCITY COUNCIL MINUTES\nMarch 4, 2014\n\n\
        Mayor Berg called the meeting to order at 7:00 pm. Present were Council Members Moss, Hale and Pike; City Manager Dana Lowe; \
        Joel Store, City Attorney. Absent: Council Member Tran.\n\n\
        Water Rates\nCouncil Member Moss asked whether seniors would be exempt. City Manager Lowe said that a study was under way.\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(
        people(&meeting, Attendance::Present),
        [
            "Berg||Mayor",
            "Moss||Council Member",
            "Hale||Council Member",
            "Pike||Council Member",
            "Dana Lowe||City Manager",
            "Joel Store||City Attorney"
        ]
    );
    assert_eq!(people(&meeting, Attendance::Other), ["Tran||Council Member"]);
    assert_eq!(statements(&meeting), ["Moss asked", "Dana Lowe said"]);

    let text = "CITY OF BEECH FALLS\nMarch 4, 2014\n\nMayor Berg called the meeting to order at 7:00 pm in the chambers of the old town hall, and the pledge was led by the scouts of the town.\n\n\
        Council members present: Ann Moss, Tim Hale\n\nStaff present: City Administrator Jo Pike; Public Works Director Sam Lowe; City Clerk Ed Store\n\nWater Rates\nMs. Pike said little.\n";
    let second = super::layouts::meeting("minutes.txt", text);
    assert_eq!(
        people(&second, Attendance::Present),
        [
            "Berg||Mayor",
            "Ann Moss||",
            "Tim Hale||",
            "Jo Pike||City Administrator",
            "Sam Lowe||Public Works Director",
            "Ed Store||City Clerk"
        ]
    );
}

#[test]
fn marks_of_typed_lists_hide_nobody() {
    let text = "Parish Meeting\n\n14 May 2013\n\n\
        PRESENT: Cllr Gordon Berg (in the chair), Sue and Alan Moss, Chris Hale, JP and 14 electors. Clerk: Mrs D Lowe\n\n\
        1. ROADS\nSue Moss asked about the lane.\n";
    let first = meeting("minutes.txt", text);
    assert_eq!(people(&first, Attendance::Present)[..3], ["Gordon Berg||in the chair", "Sue Moss||", "Alan Moss||"]);
    assert_eq!(people(&first, Attendance::Present).last().map(String::as_str), Some("D Lowe||Clerk"));

    let text = "Panel\n\n5 February 2018\n\nWho was there: Beryl Berg (Chair). Guy de Mont. Lou Hale (Beech Homes).\n\
        Apologies: Guy Pike. Mo Lowe\n\n1  Welcome                              ACTION\nBeryl welcomed everyone.\n\n\
        2  Repairs\nLou said that the target was missed. To be chased.                    LH\n";
    let second = meeting("minutes.txt", text);
    assert_eq!(people(&second, Attendance::Present), ["Beryl Berg||Chair", "Guy de Mont||", "Lou Hale||"]);
    assert_eq!(people(&second, Attendance::Apologies), ["Guy Pike||", "Mo Lowe||"]);
    assert_eq!(items(&second), ["1 Welcome", "2 Repairs"]);
    assert_eq!(actions(&second), ["LH: To be chased."]);
}

#[test]
fn nicknames_take_part_as_they_are() {
    let text = "<h1>Units Group Teleconference</h1><h2>14 June 2017</h2><dl><dt>Present</dt><dd>dana, tobym, Ivo_Hark</dd>\
        <dt>Regrets</dt><dd>paolo, Anneke</dd></dl><h3>Units</h3><p>tobym: the note is vague</p><p>&lt;dana&gt; who keeps it?</p>\
        <p>ACTION: tobym to draft text on units</p>";
    let first = meeting("minutes.html", text);
    assert_eq!(people(&first, Attendance::Present), ["dana||", "tobym||", "Ivo_Hark||"]);
    assert_eq!(people(&first, Attendance::Apologies), ["paolo||", "Anneke||"]);
    assert_eq!(statements(&first), ["tobym said", "dana said"]);
    assert_eq!(actions(&first), ["tobym: tobym to draft text on units"]);

    let text = "# Committee 2021-09-14\n\n**Attendees:** @mk-l (Mara Kuip), @tbx, @pelle\n\n## Release\n\n- @tbx suggested waiting.\n- @pelle: do we want it?\n";
    let second = meeting("minutes.md", text);
    assert_eq!(people(&second, Attendance::Present), ["Mara Kuip||", "tbx||", "pelle||"]);
    assert_eq!(statements(&second), ["tbx suggested", "pelle said"]);
}

#[test]
fn members_speak_by_their_initials() {
    let text = "BEECH LOCAL BOARD\n\n16 August 2017\n\nPresent: Chairperson Lydia Berg, Faafili Moss, Steven Hale\n\n\
        1 Roads\n\nMember S Hale asked why. Deputy Chairperson F Moss noted the concern.\n";
    assert_eq!(statements(&meeting("minutes.txt", text)), ["Steven Hale asked", "Faafili Moss noted"]);
}

#[test]
fn numbers_have_parts_letters_and_sub_heads() {
    let text = "SENATE\n\n18 November 2020\n\nPresent: Professor L Berg, Dr P Moss\n\n20/41.1 Minutes\nThe minutes were approved.\n\n\
        20/42.1 Report (Paper A)\n(a) Recruitment\nProfessor Berg reported that applications had risen by four per cent.\n\
        (b) Estates\nDr Moss asked when the new library would open to all students.\n\n20/43.1 Calendar\nDr Moss questioned the term.\n";
    let first = meeting("minutes.txt", text);
    assert_eq!(items(&first), ["20/41.1 Minutes", "20/42.1 Report (Paper A)", "20/43.1 Calendar"]);
    let topics: Vec<_> = first.items[1].topics.iter().map(|topic| topic.heading.as_str()).collect();
    assert_eq!(topics, ["Recruitment", "Estates"]);

    let text = "<h1>Care Board</h1><p>25 May 2023</p><p>Present: Ava Berg (AB), Carl Moss (CM)</p><p><b>CB/23/05/01 Welcome</b></p><p>AB welcomed all.</p>\
        <p><b>CB/23/05/02 Action log</b></p><table><tr><th>Ref</th><th>Action</th><th>Lead</th><th>Due</th><th>Update</th><th>Status</th></tr>\
        <tr><td>23/03/09</td><td>Review of handovers</td><td>CM</td><td>31/05/2023</td><td>Draft being written.</td><td>Open</td></tr></table>\
        <p><b>CB/23/05/03 Finance</b></p><p>AB asked why.</p><p><b>Action 23/05/01: CM to bring the figures.</b></p>";
    let second = meeting("minutes.html", text);
    assert_eq!(items(&second), ["CB/23/05/01 Welcome", "CB/23/05/02 Action log", "CB/23/05/03 Finance"]);
    assert_eq!(actions(&second), ["CM: Review of handovers", "CM: CM to bring the figures."]);
    assert_eq!(second.actions[1].code.as_deref(), Some("23/05/01"));
    let told: Vec<_> = second.action_updates.iter().map(|update| (update.code.as_deref(), update.status)).collect();
    assert_eq!(told, [(Some("23/03/09"), Status::Open)]);
}

#[test]
fn a_column_may_hold_decisions_and_actions() {
    let text = "<h1>Consortium</h1><p>21 October 2021</p><p>Participants: Sofia Berg (NTK), Pieter Moss (DLT)</p><table>\
        <tr><th>No</th><th>Topic</th><th>Discussion</th><th>Decision / Action</th><th>Responsible</th><th>Deadline</th></tr>\
        <tr><td>1</td><td>Sensors</td><td>Sofia Berg presented the prototype.</td><td>Send the test report to all</td><td>NTK</td><td>15 Nov 2021</td></tr>\
        <tr><td>2</td><td>Platform</td><td>Pieter Moss stressed that it was late.</td><td>Decision: the deadline is moved.</td><td></td><td></td></tr></table>";
    let meeting = meeting("minutes.html", text);
    assert_eq!(items(&meeting), ["1 Sensors", "2 Platform"]);
    assert_eq!(actions(&meeting), ["NTK: Send the test report to all"]);
}

#[test]
fn posts_speak_by_their_letters() {
    let text = "Public Meeting\n\n11 July 2017\n\nPresent:\nMr Adrian Berg - Police and Crime Commissioner (PCC)\nChief Constable Moira Hale (CC)\n\
        Mrs Wendy Moss - Chief Executive (CEX)\n\n1.  PERFORMANCE\n\n1.1 The CC presented the report.\n\n\
        1.2 The PCC was concerned about waiting times and requested a further report.\n\n1.3 The CEX queried the figure.\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(people(&meeting, Attendance::Present)[1], "Moira Hale|CC|Chief Constable");
    assert_eq!(statements(&meeting), ["Moira Hale presented", "Adrian Berg requested", "Wendy Moss queried"]);
}

#[test]
fn a_column_tells_who_sent_apologies() {
    let text = "<h1>Governing Body</h1><p>6 December 2022</p><table><tr><th>Name</th><th>Governor type</th><th>Present</th></tr>\
        <tr><td>Olive Berg (OB)</td><td>Co-opted</td><td>Yes</td></tr><tr><td>Neil Moss (NM)</td><td>Parent</td><td>Apologies</td></tr></table>\
        <table><tr><th>Item</th><th>Minutes</th><th>Action</th></tr><tr><td>1. Welcome</td><td>OB welcomed all.</td><td></td></tr>\
        <tr><td>2. Report</td><td>The roll was read.<br>Q: OB asked what was done.</td><td></td></tr></table>";
    let meeting = meeting("minutes.html", text);
    assert_eq!(people(&meeting, Attendance::Present), ["Olive Berg|OB|Co-opted"]);
    assert_eq!(people(&meeting, Attendance::Apologies), ["Neil Moss|NM|Parent"]);
    assert!(meeting.items.iter().all(|item| item.topics.is_empty()));
}

#[test]
fn codes_have_days_and_owners_have_letters() {
    let text = "# Council 2022-03-08\n\nPresent: Marta, Mike P, Mike S\n\nNot attending: Walt Moss\n\n## Seats\n\nMarta proposed two seats.\n\n\
        * ACTION 2022-03-A2: Marta to write the proposal.\n* Action: Mike P to book the tools.\n";
    let meeting = meeting("minutes.md", text);
    assert_eq!(people(&meeting, Attendance::Other), ["Walt Moss||"]);
    assert_eq!(actions(&meeting), ["Marta: Marta to write the proposal.", "Mike P: Mike P to book the tools."]);
    assert_eq!(meeting.actions[0].code.as_deref(), Some("2022-03-A2"));
}
