//! Saved mail: the body, and each attachment as a part of its own.

use super::{Document, Input, Part, ReadError, format, html, text};
use crate::diagnostic::Diagnostic;
use crate::meeting::Place;
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

const FORMAT: &str = "mail";

/// Attachments that are read of one mail.
const MOST_ATTACHMENTS: usize = 500;

/// Whether the file begins with the header of a mail.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(16 * 1024)]).to_ascii_lowercase();
    let lines = head.lines().take_while(|line| !line.is_empty());
    let names: Vec<&str> = lines
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| line.split(':').next().unwrap_or(line))
        .collect();
    let is_name =
        |name: &&str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_sent = ["message-id", "mime-version", "received", "return-path"].iter().any(|name| names.contains(name));
    names.iter().all(is_name) && names.contains(&"from") && is_sent
}

/// Reads a mail.
pub(super) fn read(input: &Input) -> Result<Vec<Part>, ReadError> {
    let message = MessageParser::default().parse(input.bytes);
    let message = message.ok_or_else(|| input.damaged(FORMAT, "no header of a mail"))?;
    let mut document = body(&message);
    document.properties = properties(&message);
    let mut parts = vec![Part { name: String::new(), format: format::named(FORMAT), document }];
    for (number, attachment) in (1..).zip(message.attachments()) {
        if number > MOST_ATTACHMENTS {
            let remark = format!("more than {MOST_ATTACHMENTS} attachments; the others are not read");
            parts[0].document.diagnostics.push(Diagnostic::warning(None, remark));
            break;
        }
        let name = attachment.attachment_name().map_or_else(|| format!("attachment {number}"), str::to_owned);
        match input.read_member(attachment.contents(), &name) {
            Ok(members) => parts.extend(members),
            Err(error) => parts[0].document.lose(&error),
        }
    }
    Ok(parts)
}

/// The body as a web page where the mail has one, else as text.
fn body(message: &Message) -> Document {
    let parts = message.html_body.iter().filter_map(|&part| message.part(part));
    let pages: Vec<_> =
        parts.filter_map(|part| if let PartType::Html(page) = &part.body { Some(page) } else { None }).collect();
    match pages.is_empty() {
        false => html::compose(
            &pages.iter().map(|page| page.as_ref()).collect::<Vec<_>>().join("\n"),
            Place { line_start: 1, ..Place::default() },
        ),
        true => {
            text::compose(&message.text_bodies().filter_map(|part| part.text_contents()).collect::<Vec<_>>().join("\n"))
        }
    }
}

fn properties(message: &Message) -> Vec<(String, String)> {
    let from = message
        .from()
        .and_then(|from| from.first())
        .map(|from| from.name().or(from.address()).unwrap_or_default().to_owned());
    let date = message.date().map(|date| date.to_rfc3339());
    let known = [("title", message.subject().map(str::to_owned)), ("from", from), ("date", date)];
    known.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}
