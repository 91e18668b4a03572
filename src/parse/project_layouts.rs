//! Minutes of projects, senates, co-operatives and clubs as they lay them out; each told in few words.

use super::layouts::meeting;
use crate::meeting::Meeting;

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
            "August 4, 2014 Minutes\n\nLARK FOOD COOPERATIVE, INC.\n\nMEETING MINUTES\n\nPresent: Anna Berg, Tom Moss\n"
        ),
        "LARK FOOD COOPERATIVE, INC.|LARK FOOD COOPERATIVE, INC|2014-08-04"
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
            "LARKSPUR SCHOOL OF MINES\nFACULTY SENATE MINUTES\nFebruary 22, 2011 - 2:00pm\n\nPRESENT: Berg, Moss and Hale\n"
        ),
        "LARKSPUR SCHOOL OF MINES FACULTY SENATE MINUTES|LARKSPUR SCHOOL OF MINES FACULTY SENATE|2011-02-22"
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
            "Board Meeting\nMinutes of 2/1/17\n\nA meeting of the Board was held at 6:30 pm on February 1, 2017.\n\nPresent: Anna Berg, Tom Moss\n"
        ),
        "Board Meeting|Board|2017-02-01"
    );
}
