//! Minutes of councils, panels, clubs and societies in their own layouts; each told in few words.

use super::layouts::{actions, items, meeting, people, statements};
use crate::meeting::Attendance;

#[test]
fn a_label_names_nobodys_organisation() {
    let text =
        "Harbour Board\n\n3 May 2022\n\nApologies for absence: Ida Berg, Tom Moss.\n\nThe Clerk noted the rain.\n";
    let first = meeting("minutes.txt", text);
    assert_eq!(people(&first, Attendance::Apologies), ["Ida Berg||", "Tom Moss||"]);
    assert!(first.people.iter().all(|person| person.organisation.is_none()));

    let text = "Harbour Panel\n\n3 May 2022\n\nPRESENT: Ida B (Chair), Tom M\n\nAPOLOGIES; Jo H, Al P\n\nIda B noted the rain.\n";
    let second = meeting("minutes.txt", text);
    assert_eq!(people(&second, Attendance::Apologies), ["Jo H||", "Al P||"]);

    let text = "# Care Board 3 May 2022\n\nPresent: Ida Berg\n\nApologies for Absence and Chairman's Welcome\n\nIda Berg welcomed all.\n";
    assert!(people(&meeting("minutes.md", text), Attendance::Apologies).is_empty());
}

#[test]
fn first_names_have_notes_with_commas_in_them() {
    let text = "Quay Gardens AGM 2019\n\nIn attendance: Ida (Chair), Mo (Vice Chair), Tom, Jean, Bo (Housing Officer, Quay Council)\n\
        Apologies: Meg, Una\n1. Report\n- Ida thanked all who came\n2. Money\n- Tom reported that little was left\n";
    let meeting = meeting("minutes.txt", text);
    let present = people(&meeting, Attendance::Present);
    assert_eq!(present, ["Ida||Chair", "Mo||Vice Chair", "Tom||", "Jean||", "Bo||Housing Officer"]);
    assert_eq!(statements(&meeting), ["Ida thanked", "Tom reported"]);
}

#[test]
fn posts_have_their_holders_in_brackets() {
    let text = "Minutes of Quay Club Annual General Meeting held on 17th April 2019\nIn attendance\n\
        President (Ida Berg), Secretary (Tom Moss), Treasurer (Ann Hale) and 40 members.\n\
        Apologies were received from M. Pike, H. Lowe and D. Sand.\nThe President welcomed everyone.\n";
    let meeting = meeting("minutes.txt", text);
    let present = people(&meeting, Attendance::Present);
    assert_eq!(present, ["Ida Berg||President", "Tom Moss||Secretary", "Ann Hale||Treasurer"]);
    assert_eq!(people(&meeting, Attendance::Apologies), ["M. Pike||", "H. Lowe||", "D. Sand||"]);
    assert_eq!(statements(&meeting), ["Ida Berg welcomed"]);
}

#[test]
fn posts_stand_before_surnames_and_in_sentences() {
    let text = "REGULAR COUNCIL MEETING\nJULY 18, 1994\n\nPRESENT: Mayor Berg; Councilmembers Moss, Hale, and Pike.\n\n\
        STAFF PRESENT: City Manager Lowe, Public Works Director Sand, City Attorney Ward, and City Clerk Nash.\n\n\
        The drains were read.\n\nDirector Sand stated that it rained.\n";
    let first = meeting("minutes.txt", text);
    let expected = [
        "Berg||Mayor",
        "Moss||Councilmember",
        "Hale||Councilmember",
        "Pike||Councilmember",
        "Lowe||City Manager",
        "Sand||Public Works Director",
        "Ward||City Attorney",
        "Nash||City Clerk",
    ];
    assert_eq!(people(&first, Attendance::Present), expected);
    assert_eq!(statements(&first), ["Sand stated"]);

    let text = "# Town of Quay\n\n3 May 2022\n\n## CALL TO ORDER\nChair Ida Berg called the monthly meeting to order at 7:10 pm,  Board members present were \
        supervisors Ida Berg, Tom Moss, and Ann Hale, treasurer Ray Pike, and clerk Lin Lowe.  Also present were Rod Sand and Mia Ward. \
        City Manager Joe Nash and Director of Parks Eva Bell were also present.\n\n## ROADS\nTreasurer Ray Pike reports a gap.\n";
    let second = meeting("minutes.md", text);
    let mut present = people(&second, Attendance::Present);
    present.sort();
    let expected = [
        "Ann Hale||supervisor",
        "Eva Bell||Director of Parks",
        "Ida Berg||Chair",
        "Joe Nash||City Manager",
        "Lin Lowe||clerk",
        "Mia Ward||",
        "Ray Pike||treasurer",
        "Rod Sand||",
        "Tom Moss||supervisor",
    ];
    assert_eq!(present, expected);
    assert_eq!(statements(&second), ["Ray Pike reports"]);
}

#[test]
fn a_roll_call_goes_on_in_sentences_that_fill_their_lines() {
    let text = "CITY OF QUAY\nREGULAR SESSION\nOCTOBER 9, 2019\n\n1. ROLL CALL\n\n\
        Mayor Tim Berg and Councilmembers Marqita Moss, April Hale, Kris Lowe-\n\
        Sand, and Dan Pike. Also present were City Manager Curt Ward, Director of\n\
        Public Works Dora Nash, Planner and Zoning Administrator Gina Bell, and Mary\n\
        Crane, a minute taker.\n\n2. INVOCATION\n\nNone.\n\n3. AGENDA\n\n\
        Councilmember Pike moved and Councilmember Lowe-Sand seconded to approve the\nAgenda.\n";
    let meeting = meeting("minutes.txt", text);
    let expected = [
        "Tim Berg||Mayor",
        "Marqita Moss||Councilmember",
        "April Hale||Councilmember",
        "Kris Lowe-Sand||Councilmember",
        "Dan Pike||Councilmember",
        "Curt Ward||City Manager",
        "Dora Nash||Director of Public Works",
        "Gina Bell||Planner and Zoning Administrator",
        "Mary Crane||",
    ];
    assert_eq!(people(&meeting, Attendance::Present), expected);
    assert_eq!(statements(&meeting), ["Dan Pike moved", "Kris Lowe-Sand seconded"]);
}

#[test]
fn officials_follow_members_with_their_posts() {
    let text = "Minutes of Quay County Council held on Monday 5th October 2020\n\nPresent: Cllrs. Berg, Moss, P. Hale.\n\n\
        Mr. E. Pike, Chief Executive, Mr. J. Lowe, Head of Finance, Ms. P. Sand, Directors of Services and Ms. C. Ward, Meetings Administrator.\n\n\
        Apology: CClr Nash\n\nMr H Crane in the Chair\n\n1. Roads\n\nThe Head of Finance said that it rained.\n";
    let first = meeting("minutes.txt", text);
    let expected = [
        "Berg||Cllr",
        "Moss||Cllr",
        "P. Hale||Cllr",
        "E. Pike||Chief Executive",
        "J. Lowe||Head of Finance",
        "P. Sand||Directors of Services",
        "C. Ward||Meetings Administrator",
        "H Crane||Chair",
    ];
    assert_eq!(people(&first, Attendance::Present), expected);
    assert_eq!(people(&first, Attendance::Apologies), ["Nash||CClr"]);
    assert_eq!(statements(&first), ["J. Lowe said"]);

    let text = "Annual Meeting\n4th June 2012, Courthouse\nAn Cathaoirleach Councillor Jim Berg presided.\nOfficials in Attendance\n\
        County Manager: Tom Moss\nDirectors: Kev Hale, Ty Pike\nHead of Finance: Fia Lowe\nMeetings Administrator: Bill Sand.\n\
        Apologies\nCouncillors Chas Ward, Phil Nash\n1.0 Election\nThe County Manager thanked all.\n";
    let second = meeting("minutes.txt", text);
    let expected = [
        "Jim Berg||Cathaoirleach",
        "Tom Moss||County Manager",
        "Kev Hale||",
        "Ty Pike||",
        "Fia Lowe||Head of Finance",
        "Bill Sand||Meetings Administrator",
    ];
    assert_eq!(people(&second, Attendance::Present), expected);
    assert_eq!(statements(&second), ["Tom Moss thanked"]);
}

#[test]
fn an_entry_ends_before_what_somebody_did() {
    let text = "# Patients 3 May 2022\n\nPresent: Una Donn (UD) PPG Chair, Jo Crow OBE (JC) Practice Manager, Al Boto (PPG), Ed Brady (PPG), Pam Pay (PPG), Ms K L Mar (Office Manager)\n\n\
        Apologies: Cllr I Moss & Cllr H Hale sent apologies\n\n## Beds\n\nJC stated that none were left.\n";
    let first = meeting("minutes.md", text);
    let expected = [
        "Una Donn|UD|PPG Chair",
        "Jo Crow|JC|Practice Manager",
        "Al Boto||PPG",
        "Ed Brady||PPG",
        "Pam Pay||PPG",
        "K L Mar||Office Manager",
    ];
    assert_eq!(people(&first, Attendance::Present), expected);
    assert_eq!(people(&first, Attendance::Apologies), ["I Moss||Cllr", "H Hale||Cllr"]);

    let list = "Ms A Berg, Acting Head of Tides, Chief Executive’s Office\nMs L Moss, Road Safety Officer, Parks and Roads Service\nDr M E M Hale, Board Member, Quay Fire Board";
    let text = format!(
        "# Committee 3 May 2022\n\nIn attendance:\n\n{}\n\n## Roads\n\nMs Moss noted the rain.\n",
        list.replace('\n', "\n\n")
    );
    let second = meeting("minutes.md", &text);
    let names: Vec<_> = second.people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["A Berg", "L Moss", "M E M Hale"]);
}

#[test]
fn a_word_announces_the_number_of_an_item() {
    let text = "PPG Minutes 14th February 2023\n\nPRESENT: Dora K (Chair), Ivor F, Nell P\n\nItem 1.  Proxy forms\n\n\
        Ivor has updated the form.\n\nIvor will bring a copy for Dora K to pin up          Action Ivor\n\n\
        Item 2.  Pier lamps and a letter to the county.\n\nDora reported that a letter was drafted. Members were asked to be kind.  Action ALL\n";
    let first = meeting("minutes.txt", text);
    assert_eq!(items(&first), ["1 Proxy forms", "2 Pier lamps and a letter to the county"]);
    assert_eq!(statements(&first), ["Dora K reported"]);
    let expected = ["Ivor: Ivor will bring a copy for Dora K to pin up", "ALL: Members were asked to be kind."];
    assert_eq!(actions(&first), expected);

    let text = "Quay Residents 3 May 2022\n\nPresent: Ida Berg\n\nITEM 1 - WELCOME\n\nIda Berg welcomed all.\n\n\
        ITEM 2 - MINUTES\n\nThey were read.\n\nItem 14 was read again.\n";
    assert_eq!(items(&meeting("minutes.txt", text)), ["1 WELCOME", "2 MINUTES"]);
}

#[test]
fn items_count_on_through_the_year() {
    let text = "Minutes of the Parish Council held on 22nd March 2021\n\nPresent: Cllr I Berg, Unitary Cllr J Moss\n\n\
        59.    Interests\n•    None\n\n60.    Items in private\n•    None\n61.    Minutes\n•    They were read.\n\
        62.Clerk’s Report\n•    Cllr Berg asked for more.\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(people(&meeting, Attendance::Present), ["I Berg||Cllr", "J Moss||Unitary Cllr"]);
    assert_eq!(items(&meeting), ["59 Interests", "60 Items in private", "61 Minutes", "62 Clerk’s Report"]);
}

#[test]
fn numbers_stand_alone_on_pages_of_minutes() {
    let text = "Agenda and minutes\n\nQuay Police Panel - Thursday, 18th October, 2018 11.15 am\n\n\
        Venue: Chamber, 3 Quay Street. View directions\n\nContact: Ken Hale\n\nItems\nNo. Item\n\n1.\n\nAPOLOGIES FOR ABSENCE AND OTHER MATTERS\n\n\
        Minutes:\n\nApologies were received from Councillors K. Berg (Quay Council) and L. Moss.\n\n2.\n\nINTERESTS\n\nMinutes:\n\nNone.\n\n\
        3.\n\nTO APPROVE AS A TRUE RECORD THE MINUTES OF THE MEETING OF THE 12TH JULY, 2018 pdf icon PDF 120 KB\n\nMinutes:\n\nSigned.\n\n\
        4.1\n\nMinute 9 - Yearly Report of the Harbour Commissioner\n\nMinutes:\n\n\
        The Harbour Commissioner advised that work went on.\n";
    let first = meeting("minutes.txt", text);
    assert_eq!(first.title.as_deref(), Some("Quay Police Panel"));
    assert_eq!(first.venue.as_deref(), Some("Chamber, 3 Quay Street"));
    assert_eq!(people(&first, Attendance::Apologies), ["K. Berg||Councillor", "L. Moss||Councillor"]);
    let expected = [
        "1 APOLOGIES FOR ABSENCE AND OTHER MATTERS",
        "2 INTERESTS",
        "3 TO APPROVE AS A TRUE RECORD THE MINUTES OF THE MEETING OF THE 12TH JULY, 2018",
        "4.1 Minute 9 - Yearly Report of the Harbour Commissioner",
    ];
    assert_eq!(items(&first), expected);
    assert_eq!(first.statements[0].heading.as_deref(), Some("Minute 9 - Yearly Report of the Harbour Commissioner"));

    let text = "Agenda and minutes\n\nVenue: Trust House\n\n291/19\n\nWelcome\n\nThe Chair welcomed all.\n\n292/19\n\nInterests\n\nNone.\n\n293/19\n\nQuestions\n\nNone.\n";
    let second = meeting("minutes.txt", text);
    assert_eq!(items(&second), ["291/19 Welcome", "292/19 Interests", "293/19 Questions"]);
    assert!(second.action_updates.is_empty());
}

#[test]
fn the_header_stands_in_other_places() {
    let header = |text: &str| {
        let meeting = meeting("minutes.txt", text);
        let date = meeting.date.map(|date| date.to_string()).unwrap_or_default();
        let part = |part: Option<String>| part.unwrap_or_default();
        format!("{}|{date}|{}|{}", part(meeting.title), part(meeting.start_time), part(meeting.venue))
    };
    let list = "In attendance: Ida (Chair), Mo, Tom\n1. Report\n- Ida thanked all\n";
    assert_eq!(
        header(&format!("Quay Gardens AGM 2009\nTuesday 10 November\n{list}")),
        "Quay Gardens AGM 2009|2009-11-10||"
    );
    assert_eq!(
        header(
            "REGULAR SESSION\nOCTOBER 9, 2019\nTOWN HALL – UPPER ROOM\n\n1. CALL TO ORDER\nMayor Berg called the regular meeting to order via a telephone line at 6:45 p.m.\n\n2. ROADS\nNone.\n"
        ),
        "REGULAR SESSION|2019-10-09|18:45|TOWN HALL – UPPER ROOM"
    );
    assert_eq!(
        header(
            "MEETING MINUTES\n\nMeeting Title:  Quay Patients\n\nMeeting Date: 8 August 2023\n\nMeeting Location:\n\n Quay Surgery\n\nPresent:\n\nMs Ida Berg\n\nMr Tom Moss\n"
        ),
        "Quay Patients|2023-08-08||Quay Surgery"
    );
}
