//! Minutes of town councils, boards and parents in their own layouts; each told in few words.

use super::layouts::{items, meeting, people, statements};
use crate::meeting::Attendance;

#[test]
fn minutes_are_counted_through_the_years() {
    let text = "Wednesday, May 28, 2014\n\nQuay Town Council minutes May 2014\n\nMinutes of the meeting of Quay Town Council held in the Church Hall on Monday, 12th May 2014 at 7.30pm\n\n\
        PRESENT: Councillor D. Berg (chairman), who presided, Councillors Mrs G. Moss, J. Hale, and S. Pike. \
        There were apologies from Councillors P. Clark (vice chairman), R. Lowe and Mrs J. Sand. There were 5 members of the public present.\n\n\
        20417 CHAIRMAN’S ANNOUNCEMENTS\nThe chairman, Councillor D. Berg reported that it rained.\n\n20418 POLICE MATTERS\nThe clerk reported that it was quiet.\n";
    let first = meeting("minutes.txt", text);
    assert_eq!(first.title.as_deref(), Some("Quay Town Council minutes May 2014"));
    let expected = ["D. Berg||chairman", "G. Moss||Councillor", "J. Hale||Councillor", "S. Pike||Councillor"];
    assert_eq!(people(&first, Attendance::Present), expected);
    let away = ["P. Clark||vice chairman", "R. Lowe||Councillor", "J. Sand||Councillor"];
    assert_eq!(people(&first, Attendance::Apologies), away);
    assert_eq!(items(&first), ["20417 CHAIRMAN’S ANNOUNCEMENTS", "20418 POLICE MATTERS"]);
    assert_eq!(statements(&first), ["D. Berg reported", " reported"]);

    let text = "QUAY TOWN COUNCIL\n\nMinutes of a Meeting held on Thursday 6th December 2012\n\n\
        PRESENT: Councillors: M Berg (Chairman), R Moss, Mrs. H Hale\n\nAPOLOGIES: Councillors: Mrs S Pike MBE, C Lowe – Vice Chairman,\n\n\
        HEALTH AND SAFETY ANNOUNCEMENTS\n\nThe Chairman welcomed all.\n\n268/12/13 INTERESTS\n\nNone.\n\n269/12/13 POLICE REPORT\n\nCouncillor Moss asked about speeding.\n";
    let second = meeting("minutes.txt", text);
    let expected = ["M Berg||Chairman", "R Moss||Councillor", "H Hale||Councillor"];
    assert_eq!(people(&second, Attendance::Present), expected);
    assert_eq!(people(&second, Attendance::Apologies), ["S Pike||Councillor", "C Lowe||Vice Chairman"]);
    assert_eq!(items(&second), [" ", "268/12/13 INTERESTS", "269/12/13 POLICE REPORT"]);
    assert_eq!(statements(&second), ["M Berg welcomed", "R Moss asked"]);
}

#[test]
fn a_post_stands_on_the_line_above_its_holder() {
    let text = "Quay Local Board\n\nMinutes of a meeting of the Quay Local Board held on Tuesday, 16 April 2019 at 3:07pm.\n\npresent\n\n\
        Chairperson\n\nPippa Berg\n\nDeputy Chairperson\n\nShale Moss\n\nMembers\n\nDee Hale\n\nRob Pike\n\nABSENT\n\nMember\n\nRick Lowe, ONZM\n\n\
        1          Welcome\n\nChair Pippa Berg welcomed all.\n\n2          Roads\n\nMOVED by Chairperson P Berg, seconded by Member R Pike:\n\nThat the road be mended.\n\nCARRIED\n";
    let meeting = meeting("minutes.txt", text);
    let expected = ["Pippa Berg||Chairperson", "Shale Moss||Deputy Chairperson", "Dee Hale||", "Rob Pike||"];
    assert_eq!(people(&meeting, Attendance::Present), expected);
    assert_eq!(people(&meeting, Attendance::Other), ["Rick Lowe||Member"]);
    let motion = &meeting.decisions[0];
    assert_eq!(
        (motion.mover.as_deref(), motion.seconder.as_deref()),
        (Some("Chairperson P Berg"), Some("Member R Pike"))
    );
}

#[test]
fn lists_of_town_councils_run_on() {
    let text = "Minutes of a Meeting of Full Council held on 20th September 2017\n\nPRESENT:\nCllr A Berg (Mayor)\nCllr Mrs S Moss\n\nAPOLOGIES:\nCllr J Hale\n\n\
        The Town Clerk and Deputy Town Clerk were in attendance.\n\nMr D Pike, Link Officer, was in attendance.\n\n\
        County Cllrs D Lowe, T Sand and T Ward were in attendance.\n\n1358 INTERESTS OF MEMBERS\nNone came.\n\n1359 MINUTES OF THE LAST MEETING\nThey were read.\n";
    let first = meeting("minutes.txt", text);
    let present = people(&first, Attendance::Present);
    for person in ["A Berg||Mayor", "S Moss||Cllr", "D Lowe||County Cllr", "T Sand||County Cllr", "T Ward||County Cllr"]
    {
        assert!(present.iter().any(|other| other == person), "{person} {present:?}");
    }
    assert_eq!(items(&first), ["1358 INTERESTS OF MEMBERS", "1359 MINUTES OF THE LAST MEETING"]);

    let text = "# Council 3 May 2022\n\nPresent: Chairman: Cllr Mrs Berg Councillors: Mrs Moss, Hale, Mrs Pike-Lowe\nClerk: Mrs Sand Members of public: 3\n\n## Roads\n\nThe Clerk confirmed it.\n";
    let second = meeting("minutes.md", text);
    let expected = ["Berg||Cllr", "Moss||Councillor", "Hale||Councillor", "Pike-Lowe||Councillor", "Sand||Clerk"];
    assert_eq!(people(&second, Attendance::Present), expected);
    assert_eq!(statements(&second), ["Sand confirmed"]);

    let text = "# Parents 3 May 2022\n\nPresent: Ann Berg (AB), Bob Moss (RM), Barbara, Jo Hale\n\n\
        1. Apologies for Absence\n\nApologies for absence had been received from:\n\nMel Pike - Nursery Representative\n\n2. Toys\n\nRM noted the cost.\n";
    let third = meeting("minutes.md", text);
    assert_eq!(people(&third, Attendance::Present), ["Ann Berg|AB|", "Bob Moss|RM|", "Barbara||", "Jo Hale||"]);
    assert!(third.people.iter().all(|person| person.organisation.is_none()));
    assert_eq!(statements(&third), ["Bob Moss noted"]);
}

#[test]
fn posts_have_their_holders_in_brackets_in_a_form() {
    let text = "<h1>Ordinary Meeting of Council</h1><table><tr><td>Meeting Date:</td><td>Thursday 19 November 2020</td></tr><tr><td>Venue</td><td>Slipway Hall</td></tr>\
        <tr><td>Present</td><td>Mayor Berg, Deputy Mayor Moss, Councillors Hale and Pike</td></tr>\
        <tr><td>In Attendance</td><td>Director Corporate Services (Dell Lowe), Director Community Services (Toni Sand)<br>Manager Roads and Parks (Jon Ward)</td></tr></table>\
        <h2>Apologies</h2><p>That the apology from Councillors Nash and Crane be accepted.</p><h2>Forum</h2><p>The Principal, Joan Bell introduced the pupils.</p>";
    let meeting = meeting("minutes.html", text);
    let present = people(&meeting, Attendance::Present);
    let expected = [
        "Dell Lowe||Director Corporate Services",
        "Toni Sand||Director Community Services",
        "Jon Ward||Manager Roads and Parks",
    ];
    assert_eq!(present[4..], expected);
    assert_eq!(people(&meeting, Attendance::Apologies), ["Nash||Councillor", "Crane||Councillor"]);
    assert_eq!(statements(&meeting), ["Joan Bell introduced"]);
}

#[test]
fn bullets_may_stand_before_headings() {
    let text = "Minutes of meeting on Wednesday 14 October 2009\nAttendees: Ann Berg, Glyn Moss\n■ Welcome\nGlyn thanked all who had come.\n\
        ■ Minutes of 7 October\nNo amendments were made and the minutes were approved.\n■ Fundraising Update\nAnn suggested that a night for parents be held in spring.\n";
    let meeting = meeting("minutes.txt", text);
    let said: Vec<_> = meeting.statements.iter().map(|said| said.heading.as_deref()).collect();
    assert_eq!(said, [Some("Welcome"), Some("Fundraising Update")]);
}
