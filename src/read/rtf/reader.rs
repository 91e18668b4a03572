//! What control words of rich text mean.

use super::charset::{of_charset, of_page};

use super::token::Token;
use crate::read::document::Document;
use crate::read::flow::{Flow, Merge};
use encoding_rs::{Encoding, WINDOWS_1252};
use std::collections::HashMap;

/// Boxes and notes in one another beyond this many are read as text of what they stand in.
const DEEPEST_FLOW: usize = 16;

/// Groups whose text is no text of the document.
const UNSEEN: [&str; 20] = [
    "colortbl",
    "pict",
    "fldinst",
    "objdata",
    "shprslt",
    "nonesttables",
    "annotation",
    "atnid",
    "atnauthor",
    "xe",
    "tc",
    "rxe",
    "bkmkstart",
    "bkmkend",
    "datafield",
    "filetbl",
    "sp",
    "themedata",
    "pnseclvl",
    "ftnsep",
];

/// A rich text file being read.
pub(super) struct Reader {
    groups: Vec<Group>,
    group: Group,
    /// The document, and the boxes or notes open in it.
    flows: Vec<(Flow, Role)>,
    encoding: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    styles: HashMap<i32, u8>,
    properties: Vec<(String, String)>,
    /// Bytes not yet decoded.
    bytes: Vec<u8>,
    /// The first half of a character of two.
    half: Option<u16>,
    /// What a style's name, a number or a property is gathered in.
    gathered: String,
    /// Bytes to pass over behind a Unicode character.
    to_skip: usize,
    /// Whether the group has just begun with `\*`.
    is_optional: bool,
    notes: Vec<Document>,
}

/// What a flow is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Main,
    Box,
    Note,
    Margin,
}

/// What holds until the group ends.
#[derive(Debug, Clone, Copy)]
struct Group {
    target: Target,
    is_bold: bool,
    is_unseen: bool,
    font: i32,
    /// Bytes that stand for a Unicode character in programs that know none.
    stand_in: usize,
    /// Number of the style described.
    style: i32,
    level: Option<u8>,
    opens_flow: bool,
}

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Text,
    Nowhere,
    Fonts,
    Styles,
    Marker,
    Info,
    Property(&'static str),
}

impl Reader {
    pub(super) fn new() -> Self {
        let group = Group {
            target: Target::Text,
            is_bold: false,
            is_unseen: false,
            font: -1,
            stand_in: 1,
            style: 0,
            level: None,
            opens_flow: false,
        };
        Self {
            groups: Vec::new(),
            group,
            flows: vec![(Flow::new(), Role::Main)],
            encoding: WINDOWS_1252,
            fonts: HashMap::new(),
            styles: HashMap::new(),
            properties: Vec::new(),
            bytes: Vec::new(),
            half: None,
            gathered: String::new(),
            to_skip: 0,
            is_optional: false,
            notes: Vec::new(),
        }
    }

    pub(super) fn token(&mut self, token: Token) {
        match token {
            Token::Text(bytes) => {
                let skipped = self.to_skip.min(bytes.len());
                self.to_skip -= skipped;
                self.bytes.extend_from_slice(&bytes[skipped..]);
            }
            Token::Byte(_) if self.to_skip > 0 => self.to_skip -= 1,
            Token::Byte(byte) => self.bytes.push(byte),
            Token::Open => {
                self.flush();
                self.groups.push(self.group);
                self.group.opens_flow = false;
            }
            Token::Close => {
                self.flush();
                self.close();
            }
            Token::Sign(b'*') => {
                self.flush();
                self.is_optional = true;
                return;
            }
            Token::Sign(sign) => self.sign(sign),
            Token::Word(name, number) => {
                self.flush();
                self.word(name, number);
            }
        }
        self.is_optional = false;
    }

    pub(super) fn finish(mut self) -> Document {
        self.flush();
        while self.flows.len() > 1 {
            self.end_flow();
        }
        let Some((mut main, _)) = self.flows.pop() else { return Document::default() };
        main.end_paragraph();
        self.notes.drain(..).for_each(|note| main.add_end(note));
        Document { properties: self.properties, ..main.finish() }
    }

    fn flow(&mut self) -> &mut Flow {
        &mut self.flows.last_mut().expect("the main flow is never ended before the file").0
    }

    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let encoding = self.fonts.get(&self.group.font).copied().unwrap_or(self.encoding);
        let bytes = std::mem::take(&mut self.bytes);
        let text = encoding.decode_without_bom_handling(&bytes).0;
        self.text(&text);
    }

    fn text(&mut self, text: &str) {
        match self.group.target {
            Target::Text if self.group.is_unseen => {}
            Target::Text => {
                let is_bold = self.group.is_bold;
                let composer = self.flow().text();
                if is_bold {
                    composer.begin_bold();
                }
                composer.write(text);
                if is_bold {
                    composer.end_bold();
                }
            }
            Target::Styles | Target::Marker | Target::Property(_) => self.gathered.push_str(text),
            Target::Nowhere | Target::Fonts | Target::Info => {}
        }
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            _ if self.to_skip > 0 => self.to_skip -= 1,
            b'~' => self.bytes.push(b' '),
            b'_' => self.bytes.push(b'-'),
            b'{' | b'}' | b'\\' => self.bytes.push(sign),
            b'\n' | b'\r' => self.end_paragraph(),
            _ => {}
        }
    }

    fn close(&mut self) {
        let closed = self.group;
        self.group = self.groups.pop().unwrap_or(closed);
        self.to_skip = 0;
        if closed.opens_flow && self.flows.len() > 1 {
            self.end_flow();
        }
        let is_end = closed.target != self.group.target;
        match closed.target {
            Target::Marker if is_end => {
                let marker = std::mem::take(&mut self.gathered).trim().to_owned();
                self.flow().paragraph().marker = Some(marker);
            }
            Target::Property(key) if is_end => {
                let value = std::mem::take(&mut self.gathered).trim().to_owned();
                self.properties.extend((!value.is_empty()).then(|| (key.to_owned(), value)));
            }
            Target::Styles => {
                let name = std::mem::take(&mut self.gathered).trim().trim_end_matches(';').to_lowercase();
                let by_name = name.strip_prefix("heading ").and_then(|level| level.parse().ok());
                let level = closed.level.or(by_name).or((name == "title").then_some(1));
                self.styles.extend(level.map(|level| (closed.style, level)));
            }
            _ => {}
        }
    }

    fn word(&mut self, name: &str, number: Option<i32>) {
        if self.begin_target(name) || self.group.target == Target::Nowhere {
            return;
        }
        let is_on = number != Some(0);
        match name {
            "ansicpg" => self.encoding = of_page(number.unwrap_or(1252)),
            "mac" => self.encoding = of_page(10000),
            "f" => self.group.font = number.unwrap_or(-1),
            "fcharset" if self.group.target == Target::Fonts => {
                self.fonts.extend(number.and_then(of_charset).map(|encoding| (self.group.font, encoding)));
            }
            "uc" => self.group.stand_in = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1),
            "u" => self.unicode(number.unwrap_or(0)),
            "b" => self.group.is_bold = is_on,
            "v" | "deleted" => self.group.is_unseen = is_on,
            "plain" => (self.group.is_bold, self.group.is_unseen) = (false, false),
            "tab" if self.group.target == Target::Text && !self.group.is_unseen => self.flow().text().tab(),
            "line" | "lbr" => self.flow().text().break_line(),
            "emdash" => self.text("—"),
            "endash" => self.text("–"),
            "lquote" => self.text("‘"),
            "rquote" => self.text("’"),
            "ldblquote" => self.text("“"),
            "rdblquote" => self.text("”"),
            "bullet" => self.text("•"),
            "emspace" | "enspace" | "qmspace" => self.text(" "),
            _ => self.structure(name, number),
        }
    }

    /// Words on paragraphs, styles and tables.
    fn structure(&mut self, name: &str, number: Option<i32>) {
        let level = number.and_then(|level| u8::try_from(level).ok());
        match (name, self.group.target) {
            ("s", Target::Styles) => self.group.style = number.unwrap_or(0),
            ("outlinelevel", Target::Styles) => {
                self.group.level = level.filter(|&level| level < 9).map(|level| level + 1)
            }
            ("s", _) => {
                let level = number.and_then(|style| self.styles.get(&style).copied());
                self.flow().paragraph().level = level;
            }
            ("outlinelevel", _) => {
                self.flow().paragraph().level = level.filter(|&level| level < 9).map(|level| level + 1)
            }
            ("ilvl", _) => self.flow().paragraph().depth = usize::from(level.unwrap_or(0)),
            ("pard", Target::Text) => self.flow().reset(),
            ("par" | "sect" | "page" | "nestcell" | "nestrow", Target::Text) => self.end_paragraph(),
            ("intbl", _) => self.flow().paragraph().is_in_table = true,
            ("trowd", Target::Text) => self.flow().define_row(),
            ("clmrg", Target::Text) => self.flow().define_merge(Merge::WithBefore),
            ("cellx", Target::Text) => self.flow().define_cell(number.unwrap_or(0)),
            ("cell", Target::Text) => self.flow().end_cell(),
            ("row", Target::Text) => self.flow().end_row(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        if self.group.target == Target::Text {
            self.flow().end_paragraph();
        }
    }

    /// Whether `name` says what the group is for.
    fn begin_target(&mut self, name: &str) -> bool {
        let target = match name {
            _ if self.group.target == Target::Nowhere => return false,
            "fonttbl" => Target::Fonts,
            "stylesheet" => Target::Styles,
            "listtext" | "pntext" => Target::Marker,
            "info" => Target::Info,
            "title" if self.group.target == Target::Info => Target::Property("title"),
            "author" if self.group.target == Target::Info => Target::Property("author"),
            "shptxt" | "dptxbxtext" => return self.begin_flow(Role::Box),
            "footnote" => return self.begin_flow(Role::Note),
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => {
                return self.begin_flow(Role::Margin);
            }
            "shpinst" | "do" | "ud" => return true,
            _ if self.is_optional || UNSEEN.contains(&name) => Target::Nowhere,
            _ => return false,
        };
        self.group.target = target;
        self.gathered.clear();
        true
    }

    fn begin_flow(&mut self, role: Role) -> bool {
        if self.flows.len() <= DEEPEST_FLOW {
            self.flows.push((Flow::new(), role));
            self.group.opens_flow = true;
        }
        self.group.target = Target::Text;
        true
    }

    fn end_flow(&mut self) {
        let Some((flow, role)) = self.flows.pop() else { return };
        let content = flow.finish();
        match role {
            Role::Note => self.notes.push(content),
            Role::Margin => self.flow().add_aside(content),
            Role::Box | Role::Main => self.flow().add_box(content),
        }
    }

    fn unicode(&mut self, number: i32) {
        self.to_skip = self.group.stand_in;
        let unit = number as u16;
        let units = match self.half.take() {
            Some(half) => vec![half, unit],
            None if (0xd800..0xdc00).contains(&unit) => {
                self.half = Some(unit);
                return;
            }
            None => vec![unit],
        };
        let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        self.text(&text);
    }
}
