//! Web pages: a stream of tokens, each with its place in the source, composed into blocks.

mod elements;
mod overload;
mod page;

use super::document::Document;
use super::{Input, ReadError, encoding};
use crate::meeting::Place;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, ScriptData};
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use overload::Overload;
use page::Page;
use std::cell::RefCell;

/// Reads a web page.
pub(super) fn read(input: &Input) -> Result<Document, ReadError> {
    let decoded = encoding::decode(input.bytes, declared(input.bytes).as_deref(), input.region());
    let mut document = compose(&decoded.text, Place { line_start: 1, ..Place::default() });
    document.diagnostics.extend(decoded.remark);
    Ok(document)
}

/// The blocks of `source`, which starts at `start` of a larger text.
///
/// The tokenizer gets the source in pieces that end where text can begin or end, so that every token's place is known.
/// No tree is built: what minutes need is the order of things, and a stream stays fast however deep tags are nested.
pub(super) fn compose(source: &str, start: Place) -> Document {
    let sink =
        Sink { state: RefCell::new(State { page: Page::default(), piece: source, place: start, is_raw: false }) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut overload = Overload::default();
    let mut rest = source;
    while !rest.is_empty() {
        let is_raw = tokenizer.sink.state.borrow().is_raw;
        let too_much = if is_raw { None } else { overload.tag(rest, source.len() - rest.len()) };
        let (piece, after) = rest.split_at(too_much.unwrap_or_else(|| piece_length(rest)));
        tokenizer.sink.state.borrow_mut().begin_piece(piece);
        let piece = if too_much.is_some() { "" } else { piece };
        queue.push_back(StrTendril::from_slice(piece));
        let _ = tokenizer.feed(&queue);
        tokenizer.sink.state.borrow_mut().end_piece();
        rest = after;
    }
    tokenizer.end();
    tokenizer.sink.state.into_inner().page.finish()
}

/// Whether `name` is an element of HTML, and not a word somebody put in angle brackets.
pub(super) fn is_element(name: &str) -> bool {
    elements::ELEMENTS.contains(&name.to_ascii_lowercase().as_str())
}

/// Length of the first piece of `rest`: up to the next tag or entity, or to the end of one.
fn piece_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'<' | b'&' if at > 0 => return at,
            b'>' | b';' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The encoding a page states in its head.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let label = &head[head.find("charset=")? + "charset=".len()..];
    let is_label = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':');
    Some(label.trim_start_matches(['"', '\'', ' ']).chars().take_while(|&c| is_label(c)).collect())
}

struct Sink<'s> {
    state: RefCell<State<'s>>,
}

/// The page so far, what is left of the piece the tokenizer is at, and where that stands.
struct State<'s> {
    page: Page,
    piece: &'s str,
    place: Place,
    /// Whether tags are text here, as in scripts.
    is_raw: bool,
}

impl<'s> State<'s> {
    fn begin_piece(&mut self, piece: &'s str) {
        self.piece = piece;
    }

    fn end_piece(&mut self) {
        self.skip(self.piece.len());
    }

    fn skip(&mut self, length: usize) {
        let (passed, left) = self.piece.split_at(length);
        self.place.line_start += passed.bytes().filter(|&byte| byte == b'\n').count() as u32;
        self.place.byte_start += length;
        self.piece = left;
    }

    /// Text stands in the piece as it is; an entity's text stands where the entity begins.
    fn text(&mut self, text: &str) {
        if let Some(at) = self.piece.find(text) {
            self.skip(at);
            self.page.text(text, self.place);
            self.skip(text.len());
        } else {
            self.page.text(text, self.place);
        }
    }
}

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                state.page.start(&tag);
                let result = match &*tag.name {
                    "script" => TokenSinkResult::RawData(ScriptData),
                    "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
                    "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                    "plaintext" => TokenSinkResult::Plaintext,
                    _ => TokenSinkResult::Continue,
                };
                state.is_raw = !matches!(result, TokenSinkResult::Continue);
                return result;
            }
            Token::TagToken(tag) => {
                state.is_raw = false;
                state.page.end(&tag.name);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
