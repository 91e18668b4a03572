//! The page of figures: tables that can be written and read back.

use std::collections::BTreeMap;
use std::fmt::Write;

/// A table of figures; the first column names the row.
pub(super) struct Table {
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<(&'static str, Vec<Option<f64>>)>,
}

impl Table {
    /// The table in Markdown.
    pub(super) fn markdown(&self) -> String {
        let mut text = format!("| {} |\n|---|{}\n", self.columns.join(" | "), "---:|".repeat(self.columns.len() - 1));
        for (name, figures) in &self.rows {
            let cells = figures.iter().map(|figure| figure.map_or(String::from("-"), cell));
            writeln!(text, "| {name} | {} |", cells.collect::<Vec<_>>().join(" | ")).unwrap();
        }
        text
    }

    /// Shares that are lower than those of `page` by more than `tolerance`.
    pub(super) fn fallen(&self, page: &Figures, tolerance: f64) -> Vec<String> {
        let mut fallen = Vec::new();
        for (name, figures) in &self.rows {
            for (column, figure) in self.columns[1..].iter().zip(figures) {
                let before = page.get(&((*name).to_owned(), (*column).to_owned()));
                if let (Some(before), Some(now)) = (before, figure)
                    && *before <= 1.0
                    && now + tolerance < *before
                {
                    fallen.push(format!("{name}, {column}: {now:.4}, was {before:.4}"));
                }
            }
        }
        fallen
    }
}

/// Shares have four digits, counts none.
fn cell(figure: f64) -> String {
    if figure > 1.0 { format!("{figure:.0}") } else { format!("{figure:.4}") }
}

/// Figures of a page by the names of their row and column.
pub(super) type Figures = BTreeMap<(String, String), f64>;

/// Reads back all tables of a page.
pub(super) fn figures(page: &str) -> Figures {
    let cells = |line: &str| -> Option<Vec<String>> {
        let inside = line.strip_prefix("| ")?.strip_suffix(" |")?;
        Some(inside.split(" | ").map(str::to_owned).collect())
    };
    let mut figures = Figures::new();
    let mut columns = Vec::new();
    for (line, next) in page.lines().zip(page.lines().skip(1).chain([""])) {
        let Some(cells) = cells(line) else { continue };
        if next.starts_with("|---") {
            columns = cells;
            continue;
        }
        for (column, cell) in columns.iter().zip(&cells).skip(1) {
            if let Ok(figure) = cell.parse() {
                figures.insert((cells[0].clone(), column.clone()), figure);
            }
        }
    }
    figures
}

#[test]
fn a_page_gives_back_its_figures_and_shows_a_fall() {
    let table = |figure| Table { columns: vec!["set", "overall"], rows: vec![("fixtures", vec![Some(figure)])] };
    let page = figures(&table(0.9).markdown());
    assert_eq!(page[&("fixtures".into(), "overall".into())], 0.9);
    assert!(table(0.899).fallen(&page, 0.002).is_empty());
    assert_eq!(table(0.8).fallen(&page, 0.002), ["fixtures, overall: 0.8000, was 0.9000"]);
}
