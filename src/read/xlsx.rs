//! Excel workbooks: each sheet a table under its name.

use super::composer::Composer;
use super::document::Document;
use super::package::Package;
use super::table::Span;
use super::xml::{at, attribute, child, children, number};
use super::{Input, ReadError};
use jiff::civil::Date;
use jiff::{Span as Days, civil::DateTime};
use roxmltree::Node;

const FORMAT: &str = "xlsx";

/// Columns that are read of a sheet.
const MOST_COLUMNS: usize = 1000;

/// Reads a workbook.
pub(super) fn read(input: &Input) -> Result<Document, ReadError> {
    let mut package = Package::open(input, FORMAT)?;
    let workbook = package.needed_xml("xl/workbook.xml")?;
    let relations = package.xml("xl/_rels/workbook.xml.rels").ok().flatten();
    let (strings, styles) = (package.xml("xl/sharedStrings.xml")?, package.xml("xl/styles.xml").ok().flatten());
    let workbook = package.tree(&workbook, "xl/workbook.xml")?;
    let relations = package.optional_tree(&relations, "workbook.xml.rels");
    let strings = package.optional_tree(&strings, "xl/sharedStrings.xml");
    let styles = package.optional_tree(&styles, "xl/styles.xml");
    let book = Book {
        strings: strings.iter().flat_map(|tree| children(tree.root_element(), "si")).map(words).collect(),
        is_date: styles.as_ref().map(|tree| date_styles(tree.root_element())).unwrap_or_default(),
        first_day: first_day(workbook.root_element()),
    };
    let mut composer = Composer::writing();
    for sheet in workbook.descendants().filter(|node| node.tag_name().name() == "sheet") {
        let relation = sheet.attributes().find(|attribute| attribute.name() == "id").map(|attribute| attribute.value());
        let target = relations.iter().flat_map(|tree| children(tree.root_element(), "Relationship"));
        let target =
            target.filter(|node| attribute(*node, "Id") == relation).find_map(|node| attribute(node, "Target"));
        let Some(target) = target else { continue };
        let name = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("xl/{target}"),
        };
        let Some(text) = package.xml(&name)? else { continue };
        let tree = package.tree(&text, &name)?;
        composer.begin_heading(2);
        composer.write(attribute(sheet, "name").unwrap_or_default());
        book.table(&mut composer, tree.root_element());
    }
    Ok(composer.finish())
}

/// What the cells of all sheets refer to.
struct Book {
    strings: Vec<String>,
    /// By number of the style: whether it shows numbers as dates.
    is_date: Vec<bool>,
    /// The day numbered 0.
    first_day: Date,
}

impl Book {
    fn table(&self, composer: &mut Composer, sheet: Node) {
        composer.begin_table();
        let rows = child(sheet, "sheetData").into_iter().flat_map(|data| children(data, "row"));
        for (index, row) in rows.enumerate() {
            composer.begin_row();
            let mut next = 0;
            for cell in children(row, "c") {
                let column = attribute(cell, "r").and_then(column).unwrap_or(next).min(MOST_COLUMNS);
                for _ in next..column {
                    composer.begin_cell(Span::default());
                }
                next = next.max(column) + 1;
                composer.begin_cell(Span { is_head: index == 0, ..Span::default() });
                for line in self.value(cell).unwrap_or_default().lines() {
                    composer.write(line);
                    composer.end_block();
                }
            }
            composer.end_row();
        }
        composer.end_table();
    }

    fn value(&self, cell: Node) -> Option<String> {
        let value = child(cell, "v").and_then(|value| value.text());
        match attribute(cell, "t").unwrap_or("n") {
            "s" => self.strings.get(value?.trim().parse::<usize>().ok()?).cloned(),
            "inlineStr" => child(cell, "is").map(words),
            "b" => Some(if value? == "1" { "TRUE" } else { "FALSE" }.to_owned()),
            "n" => {
                let style = number(cell, "s").and_then(|style| usize::try_from(style).ok()).unwrap_or(0);
                let is_date = self.is_date.get(style).copied().unwrap_or(false);
                is_date.then(|| self.date(value?)).flatten().or_else(|| value.map(shown))
            }
            _ => value.map(str::to_owned),
        }
    }

    /// The day, and the time where there is one, of a number of days.
    fn date(&self, value: &str) -> Option<String> {
        let days: f64 = value.trim().parse().ok()?;
        let minutes = (days.fract() * 24.0 * 60.0).round() as i64;
        let days = (0.0..3_000_000.0).contains(&days).then_some(days.trunc() as i64)?;
        let start = DateTime::from(self.first_day).checked_add(Days::new().days(days).minutes(minutes)).ok()?;
        let time = start.strftime("%H:%M").to_string();
        Some(match (days, minutes) {
            (0, _) => time,
            (_, 0) => start.date().to_string(),
            _ => format!("{} {time}", start.date()),
        })
    }
}

/// A number as Excel shows it: without the noise of its binary form.
fn shown(value: &str) -> String {
    match value.parse::<f64>() {
        Ok(number) if value.len() > 15 => format!("{}", (number * 1e9).round() / 1e9),
        _ => value.to_owned(),
    }
}

/// The words of a shared string; those of its reading aids are not its own.
fn words(node: Node) -> String {
    let is_aid = |text: &Node| text.ancestors().any(|node| node.tag_name().name() == "rPh");
    let texts = node.descendants().filter(|node| node.tag_name().name() == "t" && !is_aid(node));
    texts.filter_map(|text| text.text()).collect()
}

/// The column of a cell's address: 0 for `A7`, 27 for `AB7`.
fn column(address: &str) -> Option<usize> {
    let letters = address.bytes().take_while(u8::is_ascii_uppercase).take(4);
    letters.map(|letter| usize::from(letter - b'A') + 1).reduce(|column, letter| column * 26 + letter)?.checked_sub(1)
}

fn first_day(workbook: Node) -> Date {
    let base = child(workbook, "workbookPr").and_then(|properties| attribute(properties, "date1904"));
    match base {
        Some("1" | "true") => jiff::civil::date(1904, 1, 1),
        _ => jiff::civil::date(1899, 12, 30),
    }
}

fn date_styles(styles: Node) -> Vec<bool> {
    let own = || child(styles, "numFmts").into_iter().flat_map(|formats| children(formats, "numFmt"));
    let is_date = |id: i64| match id {
        14..=22 | 45..=47 => true,
        _ => own().filter(|format| number(*format, "numFmtId") == Some(id)).any(|format| {
            let code = attribute(format, "formatCode").unwrap_or_default();
            let bare: String = code.split('"').step_by(2).collect();
            let bare = bare.to_lowercase();
            !bare.contains("general")
                && bare.split(['[', ']']).step_by(2).any(|part| part.contains(['y', 'd', 'h']) || part.contains("mm"))
        }),
    };
    let cells = at(styles, &["cellXfs"]).into_iter().flat_map(|cells| children(cells, "xf"));
    cells.map(|cell| number(cell, "numFmtId").is_some_and(is_date)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_their_address() {
        for (address, expected) in [("A1", Some(0)), ("Z9", Some(25)), ("AB7", Some(27)), ("7", None)] {
            assert_eq!(column(address), expected);
        }
    }

    #[test]
    fn numbers_of_days_are_dates() {
        let book = Book { strings: Vec::new(), is_date: Vec::new(), first_day: jiff::civil::date(1899, 12, 30) };
        for (value, expected) in [
            ("42089", Some("2015-03-26")),
            ("42089.375", Some("2015-03-26 09:00")),
            ("0.5", Some("12:00")),
            ("x", None),
        ] {
            assert_eq!(book.date(value).as_deref(), expected);
        }
    }
}
