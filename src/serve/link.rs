//! URLs of the pages, with every part that comes from the archive encoded.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but what RFC 3986 calls unreserved.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// `/<page>/<name>`.
fn to(page: &str, name: &str) -> String {
    format!("/{page}/{}", utf8_percent_encode(name, ENCODED))
}

/// The page of a person.
pub(super) fn person(name: &str) -> String {
    to("person", name)
}

/// The dossier of a topic.
pub(super) fn topic(name: &str) -> String {
    to("topic", name)
}

/// The life of the actions with this code, or of those set in this passage.
pub(super) fn action(code_or_passage: &str) -> String {
    to("action", code_or_passage)
}

/// A meeting.
pub(super) fn meeting(id: &str) -> String {
    to("meeting", id)
}

/// A meeting at one of its passages, the words of `query` marked; `id` is that of the passage.
pub(super) fn passage(id: &str, query: &str) -> String {
    let (meeting, number) = id.rsplit_once('-').unwrap_or((id, "0"));
    let mut url = form_urlencoded::Serializer::new(String::new());
    url.append_pair("at", number);
    if !query.is_empty() {
        url.append_pair("q", query);
    }
    format!("{}?{}#p{number}", self::meeting(meeting), url.finish())
}

/// The search for `query`.
pub(super) fn search(query: &str) -> String {
    format!("/?{}", form_urlencoded::Serializer::new(String::new()).append_pair("q", query).finish())
}

/// The search with one filter.
pub(super) fn filtered(name: &str, value: &str) -> String {
    format!("/?{}", form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish())
}

/// The source of a meeting.
pub(super) fn source(meeting: &str) -> String {
    format!("/source/{}", utf8_percent_encode(meeting, ENCODED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_leave_their_part_of_a_url() {
        assert_eq!(person("a/b?c#d\"><é"), "/person/a%2Fb%3Fc%23d%22%3E%3C%C3%A9");
        assert_eq!(topic("../../etc"), "/topic/..%2F..%2Fetc");
        assert_eq!(passage("0a1b-12", "x&y"), "/meeting/0a1b?at=12&q=x%26y#p12");
    }
}
