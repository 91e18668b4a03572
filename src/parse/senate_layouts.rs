//! Minutes of senates, clubs and co-operatives: how their headings, speakers and motions stand on the page; each told in few words.

use super::layouts::{items, meeting, statements};
use crate::meeting::{Meeting, Status};

/// `number heading` of every topic.
fn topics(meeting: &Meeting) -> Vec<String> {
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    let all = meeting.items.iter().flat_map(|item| &item.topics);
    all.map(|topic| format!("{} {}", part(&topic.number), topic.heading).trim().to_owned()).collect()
}

#[test]
fn items_are_counted_by_their_own_word() {
    let text = "Senate\n\nMay 6, 2004\n\nPresent: Ann Berg, Tom Moss.\n\nItem I: Sign-In\nThe list went round.\n\nItem II: Call to Order\n\
        1. Senator Moss called the meeting to order.\n\nItem III: Actions of April\n1. Senator Berg motioned to ratify them; Senator Moss seconded.\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(items(&meeting), ["I Sign-In", "II Call to Order", "III Actions of April"]);
    assert_eq!(statements(&meeting)[..2], ["Ann Berg motioned", "Tom Moss seconded"]);
}

#[test]
fn entries_below_an_item_stay_apart_from_it() {
    let text = "Library Committee\n\n3 May 2010\n\nPresent: Ann Berg, Tom Moss.\n\n1.   Crew\n     Lou Pike is new.\n\n\
        2.   News from the Harbour Wall\n        i. The ladder by the second step is loose.\n       ii. Tom Moss asked why.\n\n\
        3.   Report - see http://lists.example.org/msg03163.html\n     It was read.\n";
    let meeting = meeting("minutes.txt", text);
    assert_eq!(items(&meeting), ["1 Crew", "2 News from the Harbour Wall", "3 Report"]);
}

#[test]
fn posts_before_surnames_on_no_list_speak() {
    let text = "Senate\n\nMay 6, 2004\n\nAbsent: Ann Berg, Tom Moss.\n\nChair’s Report:   Chair Hale reported that the ferry was sold.\n\n\
        Policies: Interim Provost Pike also noted that the pier was shut.\n\nIt was moved by the treasurer that the lease be kept.\n";
    let meeting = meeting("minutes.txt", text);
    let said: Vec<_> = meeting.statements.iter().map(|said| format!("{} {}", said.speaker, said.verb)).collect();
    assert_eq!(said[..2], ["Chair Hale reported", "Interim Provost Pike noted"]);
    assert_eq!(topics(&meeting), ["Chair’s Report", "Policies"]);
    assert!(meeting.people.iter().all(|person| person.name != "the treasurer"));
}

#[test]
fn letters_and_blank_lines_tell_headings() {
    let text = "Senate\n\n3 May 2010\n\nPresent: Berg, Moss, Hale.\n\n\
        A. Harbour Light – Moss reported the lamp had been left to the wardens.\n\n\
        B. Boats for May – The slipway was swept by the crew. It was late.\n\n\
        C. Lowe – moved to the hall.\n";
    assert_eq!(topics(&meeting("minutes.txt", text)), ["A Harbour Light", "B Boats for May"]);

    let text = "Board Call\n\n3 May 2010\n\nPresent: Ann Berg (AB), Tom Moss (TM).\n\nNets and Ropes\nTo be hung up to dry by AB\n\
        TM asks about the moorings\nAB informs us that the gale has torn two of them and that both were mended.\n";
    let second = meeting("minutes.txt", text);
    assert_eq!(topics(&second), ["Nets and Ropes"]);
    assert_eq!(statements(&second), ["Tom Moss asks", "Ann Berg informs"]);
}

#[test]
fn letters_joined_before_a_verb_are_all_somebody() {
    let text = "Club Meeting\n\n3 May 2010\n\nPresent: Gina Berg, Abe Moss, Rae Cole, Nora Draper.\n\n1. Ferry\nGB, AM and RC agreed.\n\n2. Tide\nN. Draper reported on it.\n";
    assert_eq!(
        statements(&meeting("minutes.txt", text)),
        ["Gina Berg agreed", "Abe Moss agreed", "Rae Cole agreed", "Nora Draper reported"]
    );
    let text = "Club Meeting\n\n3 May 2010\n\nPresent: Berg, Moss, Draper.\n\n1. Tide\nN. Draper reported on it.\n";
    assert_eq!(statements(&meeting("minutes.txt", text)), ["Draper reported"]);
}

/// `mover | seconder | outcome: text` of every decision.
fn decisions(text: &str) -> Vec<String> {
    let text =
        format!("# Board Meeting 3 May 2022\n\nPresent: Anna Berg, Piet Hale, CoraMoss\n\n## Agenda\n\n{text}\n");
    let shown = |name: &Option<String>| name.clone().unwrap_or_else(|| "-".to_owned());
    let line = |found: &crate::meeting::Decision| {
        let votes = found.votes.clone().unwrap_or_default();
        let count =
            [votes.yes, votes.no, votes.abstain].map(|count| count.map_or("-".to_owned(), |count| count.to_string()));
        format!(
            "{} | {} | {} {}: {}",
            shown(&found.mover),
            shown(&found.seconder),
            shown(&votes.as_written),
            count.join("/"),
            found.text
        )
    };
    meeting("minutes.md", &text).decisions.iter().map(line).collect()
}

#[test]
fn who_moved_and_seconded_may_stand_on_lines_of_their_own() {
    assert_eq!(
        decisions("Anna moved to adopt the agenda\n\nPiet seconded\n\nMotion carried unanimously"),
        ["Anna | Piet | carried unanimously -/-/-: Anna moved to adopt the agenda"]
    );
    assert_eq!(
        decisions("Moved CoraMoss\n\nSeconded Piet Hale\n\nMotion passed"),
        ["CoraMoss | Piet Hale | Motion passed -/-/-: Moved CoraMoss"]
    );
    assert_eq!(
        decisions("Anna moved to accept the report\n\nPiet seconded\n\nYes 3 No 0 Abstain 1"),
        ["Anna | Piet | - 3/0/1: Anna moved to accept the report"]
    );
    assert_eq!(
        decisions(
            "Proposed: Anna Berg, Treasurer; Seconded: Piet Hale, Clerk\n\nThe tide was late.\n\n- The Proposal was passed, by all the crew."
        ),
        [
            "Anna Berg | Piet Hale | Proposal was passed -/-/-: Proposed: Anna Berg, Treasurer; Seconded: Piet Hale, Clerk"
        ]
    );
    assert_eq!(
        decisions("Motion to approve the minutes of the May meeting by Anna Berg; second by Piet Hale. Motion passed."),
        [
            "Anna Berg | Piet Hale | Motion passed -/-/-: Motion to approve the minutes of the May meeting by Anna Berg; second by Piet Hale."
        ]
    );
    assert_eq!(
        decisions("MOVED: Anna SECONDED: Piet PASSED without dissent"),
        ["Anna | Piet | - -/-/-: MOVED: Anna SECONDED: Piet PASSED without dissent"]
    );
    assert_eq!(
        decisions("The club has moved to the old hall.\n\nMoved to the March meeting.\n\nProposed Budget Report"),
        [""; 0]
    );
}

#[test]
fn entries_that_say_who_is_to_do_what_set_actions_where_nothing_else_does() {
    let with = |body: &str| {
        let text = format!(
            "# Panel Meeting 3 May 2022\n\n## Attendees\n\n- Anna Berg\n- Piet Hale\n- Cora Moss\n\n## Minutes\n\n{body}\n"
        );
        super::layouts::actions(&meeting("minutes.md", &text))
    };
    assert_eq!(
        with(
            "- Anna to order the buoys before May.\n- Nets are short – Piet to order more of them.\n- Cora is to be asked.\n- The tide is to come."
        ),
        ["Anna: Anna to order the buoys before May.", "Piet: Piet to order more of them."]
    );
    assert_eq!(with("- Anna to order the buoys.\n\nACTION: Piet to write to them"), ["Piet: Piet to write to them"]);
    assert_eq!(
        with("**ACTION** Whoever moors here is asked to pay the clerk."),
        [": Whoever moors here is asked to pay the clerk."]
    );
}

#[test]
fn a_review_tells_states_behind_dashes_and_in_tables() {
    let list = "# Panel Meeting 3 May 2022\n\nPresent: Anna Berg, Piet Hale\n\n## Status of actions set last month\n\n\
        - Buoys for the quay - nobody asked yet\n- Lamp - Harbour - bought, hung. Closed\n- Slip rail - paint done\n- Rope for Anna - done Closed\n- Map of the moorings - started\n";
    let meeting = meeting("minutes.md", list);
    let updates: Vec<_> =
        meeting.action_updates.iter().map(|told| (told.text.clone().unwrap_or_default(), told.status)).collect();
    let told = |text: &str, status| (text.to_owned(), status);
    assert_eq!(
        updates,
        [
            told("Buoys for the quay", Status::Open),
            told("Lamp - Harbour - bought, hung", Status::Complete),
            told("Slip rail", Status::Complete),
            told("Rope for Anna", Status::Complete),
            told("Map of the moorings", Status::Open)
        ]
    );
    let table = "# Panel Meeting 3 May 2022\n\nPresent: Anna Berg, Piet Hale\n\n## Review of actions from previous meeting\n\n\
        | ACTION from 20220401 | STATUS |\n|---|---|\n| Anna to order the buoys (all of them). | DONE |\n| Piet to think of the nets. | in progress |\n";
    let second = super::layouts::meeting("minutes.md", table);
    let updates: Vec<_> =
        second.action_updates.iter().map(|told| (told.text.clone().unwrap_or_default(), told.status)).collect();
    assert_eq!(
        updates,
        [
            told("Anna to order the buoys (all of them).", Status::Complete),
            told("Piet to think of the nets.", Status::Open)
        ]
    );
    assert!(second.action_updates.iter().all(|update| update.note.as_deref().is_none_or(|note| note != "all of them")));
}
