//! Markdown by its specification, with tables, footnotes and front matter.

mod front_matter;

use super::composer::Composer;
use super::document::Document;
use super::lines::Lines;
use super::table::Span;
use super::wrap::{Joint, Wrap};
use super::{Input, ReadError, encoding, html};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_FOOTNOTES);

/// Reads a Markdown file.
pub(super) fn read(input: &Input) -> Result<Document, ReadError> {
    let decoded = encoding::decode(input.bytes, None, input.region());
    let mut document = compose(&decoded.text);
    document.diagnostics.extend(decoded.remark);
    Ok(document)
}

/// The blocks of a Markdown text.
pub(super) fn compose(source: &str) -> Document {
    let (properties, body) = front_matter::split(source);
    let lines = Lines::of(source);
    let wrap = Wrap::of(pairs(&source[body..]));
    let mut page =
        Page { source, body, lines, wrap, composer: Composer::default(), lists: Vec::new(), raw: None, code: None };
    let parser = Parser::new_ext(&source[body..], OPTIONS);
    let mut lost = lost_definitions(&parser, &source[body..]).into_iter().peekable();
    for (event, range) in parser.into_offset_iter() {
        while let Some(definition) = lost.next_if(|definition| definition.start < range.start) {
            page.definition(definition);
        }
        page.event(event, range.start + body..range.end + body);
    }
    lost.for_each(|definition| page.definition(definition));
    let mut document = page.composer.finish();
    document.properties = properties;
    document
}

/// Lines that follow one another in a paragraph, as far as this can be told without parsing.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = text.lines().zip(text.lines().skip(1));
    pairs.filter(|(line, next)| !line.trim().is_empty() && !next.trim().is_empty())
}

/// What looks like the definition of a link but is a remark, as in `[Finch]: agreed`.
fn lost_definitions(parser: &Parser, body: &str) -> Vec<Range<usize>> {
    let is_link = |target: &str| target.contains([':', '/', '#', '.', '@', '?', '=']);
    let definitions = parser.reference_definitions().iter();
    let mut lost: Vec<_> = definitions
        .filter(|(_, definition)| !is_link(&definition.dest))
        .map(|(_, definition)| definition.span.clone())
        .collect();
    lost.retain(|span| body.get(span.clone()).is_some());
    lost.sort_by_key(|span| span.start);
    lost
}

/// A Markdown text in the making.
struct Page<'s> {
    source: &'s str,
    /// Where the text begins behind the front matter.
    body: usize,
    lines: Lines,
    wrap: Wrap,
    composer: Composer,
    /// Open lists: the next number of those that count.
    lists: Vec<Option<u64>>,
    /// The stretch of the HTML block being passed.
    raw: Option<Range<usize>>,
    /// The block of code being passed.
    code: Option<Code>,
}

/// A block of code: text whose blanks its author wants kept, or what another format keeps so.
struct Code {
    /// Whether it says that it is HTML: `{=html}`.
    is_html: bool,
    /// Its text, in as many stretches of the source as it takes without the indent.
    stretches: Vec<Range<usize>>,
}

impl Page<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.source[range.clone()] == *text => match &mut self.code {
                Some(code) => code.stretches.push(range),
                None => self.text(range),
            },
            Event::Text(text) => self.composer.words(&text, self.lines.place(range.start)),
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => self.code(&code, range),
            Event::InlineHtml(tag) => self.inline_html(&tag, range),
            Event::Html(_) => {}
            Event::SoftBreak => self.soft_break(range),
            Event::HardBreak => self.composer.break_line(),
            Event::Rule => self.composer.end_block(),
            Event::FootnoteReference(name) => self.composer.words(&name, self.lines.place(range.start + 2)),
            Event::TaskListMarker(_) => self.text(range),
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.composer.begin_heading(depth(level)),
            Tag::List(first) => {
                self.composer.end_block();
                self.lists.push(first);
            }
            Tag::Item => {
                let marker = self.marker(&range);
                self.composer.begin_item(self.lists.len().saturating_sub(1), marker);
            }
            Tag::Table(_) => self.composer.begin_table(),
            Tag::TableHead | Tag::TableRow => self.composer.begin_row(),
            Tag::TableCell => self.composer.begin_cell(Span::default()),
            Tag::Strong => self.composer.begin_bold(),
            Tag::HtmlBlock => {
                self.composer.end_block();
                self.raw = Some(range);
            }
            Tag::FootnoteDefinition(name) => {
                self.composer.end_block();
                self.composer.words(&name, self.lines.place(range.start + 2));
                self.composer.glue(" ");
            }
            Tag::BlockQuote(_) => self.composer.end_block(),
            Tag::CodeBlock(kind) => {
                self.composer.end_block();
                let is_html = matches!(&kind, CodeBlockKind::Fenced(name) if name.trim() == "{=html}");
                self.code = Some(Code { is_html, stretches: Vec::new() });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.composer.end_bold(),
            TagEnd::Item => self.composer.end_element(),
            TagEnd::List(_) => {
                self.composer.end_element();
                self.lists.pop();
            }
            TagEnd::TableHead | TagEnd::TableRow => self.composer.end_row(),
            TagEnd::Table => self.composer.end_table(),
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::CodeBlock => {
                self.code_block();
                self.composer.end_block();
            }
            TagEnd::Paragraph | TagEnd::BlockQuote(_) | TagEnd::TableCell => self.composer.end_block(),
            TagEnd::Heading(_) => self.composer.end_element(),
            _ => {}
        }
    }

    /// Text as it stands in the source; line ends in it (of code) are the author's.
    fn text(&mut self, range: Range<usize>) {
        let mut at = range.start;
        for (index, line) in self.source[range].split('\n').enumerate() {
            if index > 0 {
                self.composer.break_line();
            }
            self.composer.words(line, self.lines.place(at));
            at += line.len() + 1;
        }
    }

    fn code_block(&mut self) {
        let Some(Code { is_html, stretches }) = self.code.take() else { return };
        let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else { return };
        let whole = first.start..last.end;
        let text = &self.source[whole.clone()];
        if is_html {
            self.composer.add_part(html::compose(text, self.lines.place(whole.start)));
        } else if stretches.len() == 1 && is_markdown(text) {
            self.nested(whole);
        } else if is_list(text, "*") {
            self.list(stretches);
        } else {
            stretches.into_iter().for_each(|stretch| self.text(stretch));
        }
    }

    /// A table or list that its author set as code to keep the columns in line.
    fn nested(&mut self, range: Range<usize>) {
        for (event, inner) in Parser::new_ext(&self.source[range.clone()], OPTIONS).into_offset_iter() {
            self.event(event, inner.start + range.start..inner.end + range.start);
        }
    }

    /// A list that is code by its indent alone; what stands further in is an entry of the entry before it.
    fn list(&mut self, lines: Vec<Range<usize>>) {
        let mut indents: Vec<usize> = Vec::new();
        for line in lines {
            let text = self.source[line.clone()].trim();
            let Some(entry) = text.strip_prefix('*').map(str::trim_start).filter(|entry| !entry.is_empty()) else {
                continue;
            };
            let start = line.start + self.source[line].find(entry).unwrap_or_default();
            let indent = start - self.source[..start].rfind('\n').map_or(0, |end| end + 1);
            while indents.last().is_some_and(|last| *last > indent) {
                indents.pop();
            }
            if indents.last() != Some(&indent) {
                indents.push(indent);
            }
            self.composer.begin_item(self.lists.len() + indents.len() - 1, None);
            self.composer.words(entry, self.lines.place(start));
            self.composer.end_element();
        }
    }

    fn code(&mut self, code: &str, range: Range<usize>) {
        let at = self.source[range.clone()].find(code).unwrap_or(0);
        self.composer.words(code, self.lines.place(range.start + at));
    }

    /// The number an ordered entry is shown with, and the sign the source has behind it.
    fn marker(&mut self, range: &Range<usize>) -> Option<String> {
        let next = self.lists.last_mut()?.as_mut()?;
        let source = self.source[range.clone()].trim_start();
        let sign = source.trim_start_matches(|c: char| c.is_ascii_digit()).chars().next().filter(|&sign| sign == ')');
        *next += 1;
        Some(format!("{}{}", *next - 1, sign.unwrap_or('.')))
    }

    /// A line end within a paragraph: the author's where the line could have gone on.
    fn soft_break(&mut self, range: Range<usize>) {
        let line = self.source[..range.start].rsplit('\n').next().unwrap_or_default();
        let next = self.source[range.end..].split('\n').next().unwrap_or_default();
        match self.wrap.joint(line.trim(), next.trim_start_matches([' ', '>', '\t']).trim()) {
            Joint::Break => self.composer.break_line(),
            Joint::Blank => self.composer.glue(" "),
            Joint::Tight => {}
        }
    }

    fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        let name = tag.trim_start_matches(['<', '/']);
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        match name {
            "br" => self.composer.break_line(),
            _ if tag.starts_with("<!") || tag.starts_with("<?") || html::is_element(name) => {}
            _ => self.text(range),
        }
    }

    fn html_block(&mut self) {
        let Some(range) = self.raw.take() else { return };
        let raw = &self.source[range.clone()];
        let name = raw.trim_start().trim_start_matches(['<', '/']);
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if name.is_empty() || html::is_element(name) {
            self.composer.add_part(html::compose(raw, self.lines.place(range.start)));
        } else {
            self.text(range);
            self.composer.end_block();
        }
    }

    fn definition(&mut self, range: Range<usize>) {
        self.composer.end_block();
        self.text(range.start + self.body..range.end + self.body);
        self.composer.end_block();
    }
}

/// Whether a text is a table (every line in bars, the second one rules them off) or a list, and nothing else.
fn is_markdown(text: &str) -> bool {
    let is_rule = |line: &str| line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    let mut lines = lines(text);
    is_list(text, "* ")
        || lines.clone().nth(1).is_some_and(is_rule) && lines.all(|line| line.starts_with('|') && line.ends_with('|'))
}

/// Whether a text is two lines or more that all open with `bullet`.
fn is_list(text: &str, bullet: &str) -> bool {
    lines(text).nth(1).is_some() && lines(text).all(|line| line.starts_with(bullet) && !line.starts_with("**"))
}

/// The lines of a text that are not blank, without the blanks around them.
fn lines(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::outline::outline;

    fn check(source: &str, expected: &[&str]) {
        assert_eq!(outline(&compose(source)), expected, "{source}");
    }

    #[test]
    fn headings_paragraphs_and_lists_are_blocks() {
        check(
            "# Hall Committee\n\nThe roof *leaks*.\n\n3) Roof\n   - buckets\n\n     and mops\n4) Any other business\n",
            &[
                "1 # Hall Committee",
                "3 The roof leaks.",
                "5 3) Roof",
                "6 . - buckets",
                "8 and mops",
                "9 4) Any other business",
            ],
        );
    }

    #[test]
    fn a_table_is_rows_with_cells() {
        check(
            "| Action | Who |\n|---|---|\n| Mend **roof** | AF<br>BG |\n",
            &["1 |Action|Who|", "3 |Mend roof|AF⏎BG|"],
        );
    }

    #[test]
    fn a_table_set_as_code_is_a_table() {
        check(
            "```\n| Name | Letters |\n|---|---|\n| Ada Finch | AF |\n```\n",
            &["2 |Name|Letters|", "4 |Ada Finch|AF|"],
        );
        check("```\n* QUAY - Ada Finch\n\n* DOCK - Bo Gull\n```\n", &["2 - QUAY - Ada Finch", "4 - DOCK - Bo Gull"]);
        check("```\na | b\n```\n", &["2 a | b"]);
        check(
            "- Present:\n\n```{=html}\n<!-- -->\n```\n          * Ada Finch\n            * Chair\n          *Bo Gull\n\nDone.\n",
            &["1 - Present:", "6 - Ada Finch", "7 . - Chair", "8 - Bo Gull", "10 Done."],
        );
    }

    #[test]
    fn front_matter_is_properties_and_no_text() {
        let document = compose("---\ntitle: \"Roof: a plan\"\ndate: 2015-03-02\n---\n\nAgreed.\n");
        assert_eq!(outline(&document), ["6 Agreed."]);
        assert_eq!(document.properties[0], ("title".to_owned(), "Roof: a plan".to_owned()));
    }

    #[test]
    fn entities_and_escapes_are_what_they_stand_for() {
        check("1\\. Fish &amp; chips \\*\n", &["1 1. Fish & chips *"]);
    }

    #[test]
    fn html_in_markdown_is_read_as_html() {
        check("One\n\n<table><tr><td>Mend</td><td>AF</td></tr></table>\n\nTwo\n", &["1 One", "3 |Mend|AF|", "5 Two"]);
    }

    #[test]
    fn words_in_angle_or_square_brackets_are_not_lost() {
        check("Ask <Finch> to mend it\n", &["1 Ask <Finch> to mend it"]);
        check("[Finch]: agreed\n\nDone.\n", &["1 [Finch]: agreed", "3 Done."]);
        check("See [the plan](http://example.org/x).\n", &["1 See the plan."]);
    }

    #[test]
    fn turns_on_lines_of_their_own_keep_their_lines() {
        check("AF: the roof leaks\nBG: it does\n", &["1 AF: the roof leaks⏎BG: it does"]);
    }
}
