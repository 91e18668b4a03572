//! Minutes of projects, senates, co-operatives and clubs as they lay them out; each told in few words.

use super::layouts::meeting;
use crate::meeting::{Attendance, Meeting};

/// Title, body and day.
fn head(text: &str) -> String {
    let Meeting { title, body, date, .. } = meeting("minutes.txt", text);
    let day = date.map(|date| date.to_string()).unwrap_or_default();
    format!("{}|{}|{day}", title.unwrap_or_default(), body.unwrap_or_default())
}

#[test]
fn a_line_that_gives_the_day_is_no_title() {
    assert_eq!(
        head("Monday 21 June 2010\n\nReading Group Meeting Minutes\n\nPresent: Anna Berg, Tom Moss.\n"),
        "Reading Group Meeting Minutes|Reading Group|2010-06-21"
    );
    assert_eq!(
        head(
            "August 4, 2014 Minutes\n\nLARK NET COOPERATIVE, INC.\n\nMEETING MINUTES\n\nPresent: Anna Berg, Tom Moss\n"
        ),
        "LARK NET COOPERATIVE, INC.|LARK NET COOPERATIVE, INC|2014-08-04"
    );
    assert_eq!(head("2012-03-07 Minutes\n\nPresent: Anna Berg, Tom Moss\n"), "2012-03-07 Minutes||2012-03-07");
    assert_eq!(
        head("Notes of the June 22, 2015 rigging team meeting\n\nPresent: Anna Berg, Tom Moss\n"),
        "Notes of the rigging team meeting|rigging team|2015-06-22"
    );
}

#[test]
fn below_an_institution_stands_which_of_its_bodies_met() {
    assert_eq!(
        head(
            "LARKSPUR COLLEGE OF TIDES\nFACULTY SENATE MINUTES\nMarch 8, 2012 - 3:30pm\n\nPRESENT: Berg, Moss and Hale\n"
        ),
        "LARKSPUR COLLEGE OF TIDES FACULTY SENATE MINUTES|LARKSPUR COLLEGE OF TIDES FACULTY SENATE|2012-03-08"
    );
    assert_eq!(
        head(
            "TARNLEY PARISH COUNCIL\nMinutes of the Parish Council Meeting\n3 May 2011\n\nPRESENT: Anna Berg, Tom Moss\n"
        ),
        "TARNLEY PARISH COUNCIL|TARNLEY PARISH COUNCIL|2011-05-03"
    );
}

#[test]
fn the_opening_sentence_tells_the_day() {
    let text = "Board Meeting Minutes\n\n# Time and Place\n\nThe meeting was called to order on March 3, 2009 at 7:30 PM by the chair.\n\n\
        The minutes of the meeting held on February 3, 2009 were read.\n";
    assert_eq!(meeting("minutes.md", text).date.map(|date| date.to_string()).as_deref(), Some("2009-03-03"));
}

#[test]
fn the_month_stands_first_where_the_document_writes_it_so() {
    let with = |more: &str| head(&format!("Senate Meeting 02/11/08\n\nPresent: Anna Berg, Tom Moss\n\n{more}\n"));
    assert_eq!(with("The minutes of 01/28/08 were read."), "Senate Meeting 02/11/08|Senate|2008-02-11");
    assert_eq!(with("The minutes of 28/01/08 were read."), "Senate Meeting 02/11/08|Senate|2008-11-02");
    assert_eq!(
        head(
            "Board Meeting\nMinutes of 4/3/16\n\nA meeting of the Board was held at 7:15 pm on April 3, 2016.\n\nPresent: Anna Berg, Tom Moss\n"
        ),
        "Board Meeting|Board|2016-04-03"
    );
}

/// `Name|initials|role|organisation` of everybody who has this attendance.
fn listed(text: &str, attendance: Attendance) -> Vec<String> {
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    let all = meeting("minutes.md", text).people;
    let of = all.iter().filter(|person| person.attendance == attendance);
    of.map(|person| {
        format!("{}|{}|{}|{}", person.name, part(&person.initials), part(&person.role), part(&person.organisation))
    })
    .collect()
}

#[test]
fn boxes_before_names_say_who_came() {
    let text = "# Panel Meeting 3 May 2022\n\n## Voting member attendance\n\n[x] Anna Berg - Chairperson, Pike Ltd\n[x] Tom Moss, Quaysoft\n\
        [ ] Ed Hale, Blue Harbour, Inc.\n\n## Apologies\n\nEd Hale, Blue Harbour, Inc.\n\n## Agenda\n\n* Tide tables\n    * Tom: they are late.\n";
    assert_eq!(listed(text, Attendance::Present), ["Anna Berg||Chairperson|Pike Ltd", "Tom Moss|||Quaysoft"]);
    assert_eq!(listed(text, Attendance::Other), ["Ed Hale|||Blue Harbour, Inc."]);
}

#[test]
fn where_some_belong_to_organisations_so_do_others() {
    let text = "# Panel Meeting 3 May 2022\n\n### Attendees\n\n* Anna Berg - Quaysoft\n* Tom Moss - NHO\n* Ed Hale J&B\n\
        * Jo Pike - Harbour Consortium\n* Bo Lowe - Farol\n\n## Tide\n\nAnna Berg noted that it is late.\n";
    assert_eq!(
        listed(text, Attendance::Present),
        ["Anna Berg|||Quaysoft", "Tom Moss|||NHO", "Ed Hale|||J&B", "Jo Pike|||Harbour Consortium", "Bo Lowe|||Farol"]
    );
    let text = "# Panel Meeting 3 May 2022\n\n## Attendees\nAnna Berg - (Quaysoft), Tom Moss - (Pike (Farol)), Ed van Hale - (BERG.com)\n\n## Tide\n\nText.\n";
    assert_eq!(
        listed(text, Attendance::Present),
        ["Anna Berg|||Quaysoft", "Tom Moss|||Pike (Farol)", "Ed van Hale|||BERG.com"]
    );
    let text = "# Panel Meeting 3 May 2022\n\n### Present\n\n* Anna Berg (TSC)\n* Ed Hale (TSC)\n* Tom Moss (TSC)\n\n## Tide\n\nText.\n";
    assert_eq!(listed(text, Attendance::Present), ["Anna Berg||TSC|", "Ed Hale||TSC|", "Tom Moss||TSC|"]);
}

#[test]
fn lines_below_a_label_name_one_person_and_a_word_more() {
    let text = "# Co-op Board Meeting 3 May 2022\n\nPresent: (Name, Position)\nAnna Berg, Board Member\nTom Moss, Owner\nEd Hale, Member-At-Large\n\nAbsent: Jo Pike\n\n1. Tide\nIt is late.\n";
    assert_eq!(
        listed(text, Attendance::Present),
        ["Anna Berg||Board Member|", "Tom Moss||Owner|", "Ed Hale||Member-At-Large|"]
    );
    let text = "# Senate 3 May 2022\n\nAPOLOGIES: Berg and Moss\nGUESTS: Anna Hale – Registrar\nTom Pike and Jo Lowe – Harbour Representatives\n\nThe senate met.\n";
    assert_eq!(listed(text, Attendance::Apologies), ["Berg|||", "Moss|||"]);
    assert_eq!(
        listed(text, Attendance::Present),
        ["Anna Hale||Registrar|", "Tom Pike|||", "Jo Lowe||Harbour Representatives|"]
    );
}

#[test]
fn typed_lists_hide_nobody_who_came() {
    let with = |list: &str| format!("# Club Meeting 3 May 2022\n\n{list}\n\n## Tide\n\nIt is late.\n");
    assert_eq!(
        listed(&with("Members Present: Ann, Ben, Member 7, Tim, Zoe"), Attendance::Present),
        ["Ann|||", "Ben|||", "Tim|||", "Zoe|||"]
    );
    assert_eq!(
        listed(&with("PRESENT: B. BERGMANN, K. MOSS, J. HALE (CLERK-IN-TRAINING)"), Attendance::Present),
        ["B. BERGMANN|||", "K. MOSS|||", "J. HALE||CLERK-IN-TRAINING|"]
    );
    assert_eq!(
        listed(
            &with(
                "Roll Call\nBoard Members\n- Anna Berg (AB)\n- Tom Moss (via phone)\n- Ed Hale (EHa)\n- Ed Hill (EHi)"
            ),
            Attendance::Present
        ),
        ["Anna Berg|AB||", "Tom Moss|||", "Ed Hale|EHa||", "Ed Hill|EHi||"]
    );
    assert_eq!(
        listed(
            "# Library Committee 3 May 2022\n\nPresent: Jo Pike, Bo Lowe\n\n1. Apologies\nThe Committee received apologies from Anna Berg, Tom Moss (Secretary), the Rev. Ed Hale and Bo Sand.\n",
            Attendance::Apologies
        ),
        ["Anna Berg|||", "Tom Moss||Secretary|", "Ed Hale|||", "Bo Sand|||"]
    );
}
