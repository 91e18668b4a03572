//! Minutes as offices lay them out: tables of people, forms, agenda items in columns; each told in few words.

use super::layouts::{actions, items, meeting, people, statements};
use crate::meeting::{Attendance, Status};

/// Rows of HTML from rows of text: `|` parts the cells.
fn table(rows: &[&str]) -> String {
    let row =
        |row: &&str| format!("<tr>{}</tr>", row.split('|').map(|cell| format!("<td>{cell}</td>")).collect::<String>());
    format!("<table>{}</table>", rows.iter().map(row).collect::<String>())
}

/// The same from text with a head of its own.
fn headed(head: &str, rows: &[&str]) -> String {
    table(&[&[head], rows].concat())
}

#[test]
fn lists_of_people_may_stand_side_by_side() {
    let lists = headed(
        "Present|In attendance|Apologies",
        &["Olga Berg (OB) – Chair<br>Ian Moss (IM)|Ros Hale – Clerk|Fay Pike (FP)<br>Cllr T Lowe"],
    );
    let meeting = meeting(
        "minutes.html",
        &format!("<h1>Safety Committee</h1><p>11 October 2017</p>{lists}<p>1. Gates</p><p>OB said that it rained.</p>"),
    );
    assert_eq!(people(&meeting, Attendance::Present), ["Olga Berg|OB|Chair", "Ian Moss|IM|", "Ros Hale||Clerk"]);
    assert_eq!(people(&meeting, Attendance::Apologies), ["Fay Pike|FP|", "T Lowe||Cllr"]);
}

#[test]
fn rows_of_people_need_no_head() {
    let rows = [
        "Present:|Ruth Berg|Chair|RB",
        "|Kofi Moss|Vice Chair|KM",
        "In attendance:|Jane Hale|Chief Executive|JH",
        "Apologies:|Dev Pike|Independent Board Member|",
    ];
    let meeting = meeting(
        "minutes.html",
        &format!("<h1>Board</h1><p>28 September 2021</p>{}<p>1. Rents</p><p>RB asked why.</p>", table(&rows)),
    );
    assert_eq!(
        people(&meeting, Attendance::Present),
        ["Ruth Berg|RB|Chair", "Kofi Moss|KM|Vice Chair", "Jane Hale|JH|Chief Executive"]
    );
    assert_eq!(people(&meeting, Attendance::Apologies), ["Dev Pike||Independent Board Member"]);
    assert_eq!(statements(&meeting), ["Ruth Berg asked"]);
}

#[test]
fn a_form_opens_the_table_of_minutes() {
    let rows = [
        "Project Board – Library",
        "Date|11 March 2020|Time|10.00 – 11.30",
        "Venue|Room 4, Civic Centre",
        "Present|Vera Berg (VB) Chair; Owen Moss (OM) Project Manager",
        "Apologies|Joan Pike (JP) Library Manager",
        "No|Item|Action|Date",
        "1|Notes<br>Agreed.||",
        "2|Progress<br>OM reported that the roof was on.|OM to issue a plan|18 March",
    ];
    let meeting = meeting("minutes.html", &table(&rows));
    assert_eq!(
        (meeting.start_time.as_deref(), meeting.venue.as_deref()),
        (Some("10:00"), Some("Room 4, Civic Centre"))
    );
    assert_eq!(people(&meeting, Attendance::Present), ["Vera Berg|VB|Chair", "Owen Moss|OM|Project Manager"]);
    assert_eq!(people(&meeting, Attendance::Apologies), ["Joan Pike|JP|Library Manager"]);
    assert_eq!(items(&meeting), ["1 Notes", "2 Progress"]);
    assert_eq!(actions(&meeting), ["OM: OM to issue a plan"]);
}

#[test]
fn agenda_items_have_a_column_of_their_own() {
    let rows = [
        "1. Welcome|AB welcomed all.|",
        "2. Telephones|CM explained that calls come back. AB asked when.|CM to print a leaflet by January",
        "3. Next meeting|12 February 2020 at 6.30 pm|",
    ];
    let list = "<p>Present: Ava Berg (AB) Chair, Carl Moss (CM)</p>";
    let minutes = headed("Agenda item|Discussion|Action", &rows);
    let first = meeting("minutes.html", &format!("<h1>Patients</h1><p>13 November 2019</p>{list}{minutes}"));
    assert_eq!(items(&first), ["1 Welcome", "2 Telephones", "3 Next meeting"]);
    assert_eq!(actions(&first), ["CM: CM to print a leaflet by January"]);

    let rows = ["23/7/1|<b>Welcome</b><br>AB welcomed all.|", "23/7/2|<b>Beds</b><br>CM outlined the plan.|CM"];
    let minutes = headed("Ref|Item|Action", &rows);
    let second = meeting("minutes.html", &format!("<h1>Board</h1><p>6 July 2023</p>{list}{minutes}"));
    assert_eq!(items(&second), ["23/7/1 Welcome", "23/7/2 Beds"]);
}

#[test]
fn a_numbered_sentence_is_no_heading() {
    let rows = [
        "|Minute|Action",
        "1.|<b>Apologies</b>|",
        "1.1|Apologies were received from Dev Pike.|",
        "2.|<b>Rents</b>|",
        "2.1|Q. Why have costs doubled?|",
        "2.2|AB reported that rents were late.|",
        "3.|<b>Next meeting</b>|",
        "3.1|Tuesday 23 November 2021, 4.30pm, Harbour House|",
    ];
    let meeting = meeting(
        "minutes.html",
        &format!("<h1>Board</h1><p>28 September 2021</p><p>Present: Ava Berg (AB)</p>{}", table(&rows)),
    );
    assert_eq!(items(&meeting), ["1 Apologies", "2 Rents", "3 Next meeting"]);
}

#[test]
fn labels_of_lists_are_told_by_their_words() {
    let text = "Forum of Three Towns\n\nWednesday 3 October 2018\n\nPanel members present:\nFlat 3 - Mr Berg\nFlat 7 - Ms Moss (Treasurer)\n\n\
        Elders: Nora Hale (Chair), Bob Pike\nSTAFF SIDE / UNIONS:\nBro. T Lowe (Unite)\n\nApols: The Revd Canon Jo Store (on leave)\n\n1. Lift\nMr Berg said that it was shut.\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(
        people(&meeting, Attendance::Present),
        ["Berg||", "Moss||Treasurer", "Nora Hale||Chair", "Bob Pike||", "T Lowe||"]
    );
    assert_eq!(people(&meeting, Attendance::Apologies), ["Jo Store||"]);
}

#[test]
fn what_stands_beside_a_name_is_told_apart() {
    let text = "# Skills Group\n\n15 June 2022\n\nPresent: Fay Berg (FB, Chair); Luke Moss (LM, Skills Board), Ed Hale (EH), National Park Authority\n\n\
        **Union representatives**\n\n- Bill Pike, Unite\n\nApologies: Ann Lowe (AL) – accepted\n\n## 1. Welcome\n\nApologies were accepted from AL. FB welcomed all.\n";
    let meeting = meeting("minutes.md", text);
    let told: Vec<_> =
        meeting.people.iter().map(|person| (person.name.as_str(), person.organisation.as_deref())).collect();
    let expected = [
        ("Fay Berg", None),
        ("Luke Moss", Some("Skills Board")),
        ("Ed Hale", Some("National Park Authority")),
        ("Bill Pike", Some("Unite")),
        ("Ann Lowe", None),
    ];
    assert_eq!(told, expected);
    assert_eq!(people(&meeting, Attendance::Present)[0], "Fay Berg|FB|Chair");
}

/// `code: text` and state of every update.
fn updates(meeting: &crate::meeting::Meeting) -> Vec<(String, Status)> {
    let told = |update: &crate::meeting::Update| {
        let code = update.code.as_deref().map(|code| format!("{code}: ")).unwrap_or_default();
        (format!("{code}{}", update.text.as_deref().unwrap_or_default()), update.status)
    };
    meeting.action_updates.iter().map(told).collect()
}

#[test]
fn entries_of_a_list_of_tasks_are_no_headings() {
    let text = "Tenant Panel\n\n3 September 2019\n\nAttendees: Doreen Berg (Chair), Winston Moss, Aisha Hale\n\n1. Welcome\nDoreen welcomed everyone.\n\n\
        2. Actions from last meeting\n2.1 Winston to print the plan – completed\n2.2 Aisha to invite the police – in progress\n\
        2.3 Action 6: Doreen to ask the county. Ongoing - to be finished in May.\n\n3. Estate\nWinston felt that the bins were full.\nActions:\n\
        3.1 Aisha to order new lids\n3.2 Winston and Doreen to walk round by 20 September\n\n4. AOB\nNone.\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(items(&meeting), ["1 Welcome", "2 Actions from last meeting", "3 Estate", "4 AOB"]);
    assert_eq!(
        actions(&meeting),
        ["Aisha: Aisha to order new lids", "Winston/Doreen: Winston and Doreen to walk round by 20 September"]
    );
    let expected = [
        ("Winston to print the plan".to_owned(), Status::Complete),
        ("Aisha to invite the police".to_owned(), Status::Open),
        ("6: Doreen to ask the county.".to_owned(), Status::Open),
    ];
    assert_eq!(updates(&meeting), expected);
}

#[test]
fn boxes_and_letters_mark_tasks_anywhere() {
    let text = "# Infra sync\n\n4 October 2022\n\nWho: Mara Berg (MB), Jon Moss (JM)\n\n## Outage\n\nJM wondered why.\n\n\
        - [ ] MB: update the list (by Fri 7 Oct)\n- [ ] JM + MB: write the report\n- AI: Tove to open an issue\n\n\
        ## Open items from last time\n\n- [x] JM: renew certificates\n";
    let meeting = meeting("minutes.md", text);
    assert_eq!(people(&meeting, Attendance::Present), ["Mara Berg|MB|", "Jon Moss|JM|"]);
    assert_eq!(
        actions(&meeting),
        ["MB: update the list (by Fri 7 Oct)", "JM/MB: write the report", "Tove: Tove to open an issue"]
    );
    assert_eq!(updates(&meeting), [("renew certificates".to_owned(), Status::Complete)]);
}

#[test]
fn who_is_all_that_a_mark_names_owns_the_sentence_before() {
    let text = "Pay Forum\n\n6 March 2018\n\nPresent: Tom Berg (Branch Secretary), Kay Moss (KM), Ed Hale\n\n1. Pay\n\
        Members were angry. It was agreed that the Secretary write to the company.\nAction – Branch Secretary\n\n\
        2. Moves\nThe plan was tabled. It was agreed to set up a group. (Action: Tom Berg / Ed Hale by end of November)\n\
        It was agreed to write.                                            Action: KM\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(
        actions(&meeting),
        [
            "Branch Secretary: It was agreed that the Secretary write to the company.",
            "Tom Berg/Ed Hale: It was agreed to set up a group.",
            "KM: It was agreed to write."
        ]
    );
    assert_eq!(meeting.actions[1].due_text.as_deref(), Some("by end of November"));
}

#[test]
fn what_somebody_does_or_feels_may_go_on_with_what_they_say() {
    let text = "Access Forum\n\n4-5 December 2017\n\nPresent: Clive Berg (CB) – Chairman, Simon Moss (SM), Mr D Hale, Director of Works, Ms Jo Mac Pike, \
        Mr K Lowe (Principal, in the chair)\n\n1. Map\nCB was appalled and urged the forum to write. SM had read the plan and asked whether it was final. \
        CB was thanked and asked to go on. Mr Hale in reply said that it was not. In answer to Ms Mac Pike, the Principal stated that all had seen it. \
        Mr Moss, the safety officer, reminded members of the day.\n\n\
        2. Boats\nLeonard Fisk complained of the noise. Mr. Fisk sought clarification on the hours and called on the forum to act.\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(meeting.date.map(|day| day.to_string()).as_deref(), Some("2017-12-04"));
    let expected = [
        "Clive Berg urged",
        "Simon Moss asked",
        "D Hale said",
        "K Lowe stated",
        "Simon Moss reminded",
        "Leonard Fisk complained",
        "Leonard Fisk sought",
        "Leonard Fisk called",
    ];
    assert_eq!(statements(&meeting), expected);
}

#[test]
fn a_form_of_lines_and_a_table_by_topics() {
    let form = table(&[
        "Date|2 March 2021",
        "Time|08:45 - 09:30",
        "Location|Ward 4 seminar room",
        "Chair|Sister Maeve Berg (MB)",
        "Attendees|Kit Moss (KM), Staff Nurse<br>Pam Hale (PH), Pharmacy",
        "Apologies|Jo Pike (JP)",
    ]);
    let minutes = headed("Topic|Discussion|Actions|Lead", &["Falls|KM wasn’t happy and suggested a mat.|Try a mat|KM"]);
    let meeting = meeting(
        "minutes.html",
        &format!("<h1>Ward 4 – Monthly Review</h1>{form}{minutes}<p>DONM: 6 April 2021 at 08:45</p>"),
    );
    assert_eq!(
        people(&meeting, Attendance::Present),
        ["Maeve Berg|MB|Chair", "Kit Moss|KM|Staff Nurse", "Pam Hale|PH|Pharmacy"]
    );
    assert_eq!(statements(&meeting), ["Kit Moss suggested"]);
    assert_eq!(actions(&meeting), ["KM: Try a mat"]);
    assert_eq!(meeting.next_meeting.and_then(|next| next.start_time).as_deref(), Some("08:45"));
}

#[test]
fn a_state_behind_a_name_is_no_speech() {
    let text = "Field Committee\n\n12/09/2022\n\nPresent: Sue Berg (SB) Chair, Pete Moss (PM)\n\n1. Minutes of last meeting\nAgreed.\n\n\
        2. Update on actions\n\nPM – grass contract signed. DONE\n\n3. Money\n\nPM – nothing to pay.\n\nAP: SB/PM to read the meter\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(statements(&meeting), ["Pete Moss said"]);
    assert_eq!(updates(&meeting), [("PM – grass contract signed".to_owned(), Status::Complete)]);
    assert_eq!(actions(&meeting), ["SB/PM: SB/PM to read the meter"]);
}

#[test]
fn lists_run_on_over_lines_and_labels() {
    let text = "MAPLE WATER DISTRICT\n\nMinutes of a meeting held at the Museum on 3rd November\n\n2016 at 6.00 p.m.\n\n\
        Present: Mr. Gerald Berg (Chairman)\n\nMrs. Isobel Moss\n\nMiss Una Hale (Hon. Secretary)\n\n\
        Directors present: Raul Pike, Gary Lowe Directors absent: Dean Store Staff present: General Manager Kim Ward, Engineer Ted Sand\n\n\
        1. Boats\nMr. Ward said that it rained.\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(meeting.date.map(|day| day.to_string()).as_deref(), Some("2016-11-03"));
    let expected = [
        "Gerald Berg||Chairman",
        "Isobel Moss||",
        "Una Hale||Hon. Secretary",
        "Raul Pike||",
        "Gary Lowe||",
        "Kim Ward||General Manager",
        "Ted Sand||Engineer",
    ];
    assert_eq!(people(&meeting, Attendance::Present), expected);
    assert_eq!(people(&meeting, Attendance::Other), ["Dean Store||"]);
}

#[test]
fn headings_in_capitals_or_alone_on_their_lines() {
    let text = "St Anne Council\n\n23 January 2020\n\nPresent: Ann Berg (AB), Tom Moss (TM)\n\n\
        1. MINUTES of the last meeting were approved and signed.\n\n2. ROADS and LIGHTS Tom Moss said that the lamp was out.\n\n3. FINANCE\nAB said little.\n";
    assert_eq!(items(&meeting("minutes.txt", text)), ["1 MINUTES", "2 ROADS and LIGHTS", "3 FINANCE"]);

    let text = "Wharf Association\nMonday 18 February 2019\n\nPresent\nMr Berg\nMs Moss\n\nManaging agent\nMr Berg reported that the agent had not replied to any letter.\n\n\
        Lift\nThe lift has failed four times since the end of the year.\n\nActions:\n1. Sue to ring the lift company\n2. Alan to take advice\n3. Ms Moss to chase the fees\n";
    let second = meeting("minutes.txt", text);
    let topics: Vec<_> =
        second.items.iter().flat_map(|item| &item.topics).map(|topic| topic.heading.as_str()).collect();
    assert_eq!(topics, ["Managing agent", "Lift"]);
    assert_eq!(
        actions(&second),
        ["Sue: Sue to ring the lift company", "Alan: Alan to take advice", "Ms Moss: Ms Moss to chase the fees"]
    );
}
