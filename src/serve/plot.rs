//! Plots as SVG, each in a figure with its table: told apart by shape and not by colour alone.

use super::pages::count;
use crate::query::{ActionRow, ActionState, PeriodRow};
use maud::{Markup, PreEscaped, html};
use plotters::prelude::*;

/// Width and height in the units of the drawing; a page scales it.
const SIZE: (u32, u32) = (720, 260);
/// Width of a letter below the columns, and of all columns together.
const LETTER: usize = 7;
const BROAD: usize = 600;
/// What is counted; the style gives both colours their place in light, dark and print.
const SOLID: RGBColor = RGBColor(31, 78, 121);
const PALE: RGBColor = RGBColor(217, 222, 230);

/// Columns: a name, and the values of the solid and of the pale series.
struct Columns<'a> {
    names: Vec<String>,
    solid: (&'a str, Vec<u64>),
    /// Drawn wide behind the others, by a scale of its own on the right.
    pale: Option<(&'a str, Vec<u64>)>,
}

/// Hits by stretch of time with the meetings held behind them, and their table.
pub(super) fn timeline(title: &str, rows: &[PeriodRow]) -> Markup {
    if rows.is_empty() {
        return html! {};
    }
    let columns = Columns {
        names: rows.iter().map(|row| row.period.clone()).collect(),
        solid: ("passages", rows.iter().map(|row| row.hits).collect()),
        pale: Some(("meetings held", rows.iter().map(|row| row.held).collect())),
    };
    let hits: u64 = rows.iter().map(|row| row.hits).sum();
    let about =
        format!("{title}: {} from {} to {}", count(hits, "passage"), rows[0].period, rows[rows.len() - 1].period);
    figure(
        title,
        &about,
        &columns,
        &html! {
            table {
                thead { tr { th scope="col" { "Period" } th.number scope="col" { "Passages" } th.number scope="col" { "Meetings with passages" } th.number scope="col" { "Meetings held" } } }
                tbody { @for row in rows { tr { th scope="row" { (row.period) } td.number { (row.hits) } td.number { (row.matching) } td.number { (row.held) } } } }
            }
        },
    )
}

/// Spans of age in days, each up to the next.
const AGES: [(i32, &str); 5] =
    [(0, "under 30 days"), (30, "30 to 89"), (90, "90 to 179"), (180, "180 to 364"), (365, "a year and more")];

/// How old the actions are that are still to be done, and how many of them are overdue.
pub(super) fn ages(actions: &[ActionRow]) -> Markup {
    let mut open = vec![0_u64; AGES.len()];
    let mut overdue = vec![0_u64; AGES.len()];
    for row in actions.iter().filter(|row| ActionState::Open.fits(row)) {
        let Some(age) = row.state.age_days else { continue };
        let at = AGES.iter().rposition(|(from, _)| *from <= age).unwrap_or(0);
        open[at] += 1;
        overdue[at] += u64::from(row.state.is_overdue);
    }
    let total: u64 = open.iter().sum();
    if total == 0 {
        return html! {};
    }
    let title = "Age of what is still to be done";
    let table = html! {
        table {
            thead { tr { th scope="col" { "Age" } th.number scope="col" { "Open" } th.number scope="col" { "Overdue" } } }
            tbody { @for (at, (_, name)) in AGES.iter().enumerate() { tr { th scope="row" { (name) } td.number { (open[at]) } td.number { (overdue[at]) } } } }
        }
    };
    let names = AGES.iter().map(|(_, name)| (*name).to_owned()).collect();
    let columns = Columns { names, solid: ("open actions", open), pale: None };
    figure(title, &format!("{title}: {}", count(total, "action")), &columns, &table)
}

fn figure(title: &str, about: &str, columns: &Columns, table: &Markup) -> Markup {
    html! {
        figure.plot {
            figcaption { (title) }
            // The drawing is made of numbers and of names of this file; the library escapes its texts.
            @if let Some(svg) = draw(columns) {
                // Where it is wider than the screen it is moved and stays readable.
                div.wide tabindex="0" role="region" aria-label={ "Plot: " (title) } {
                    div role="img" aria-label=(about) { (PreEscaped(svg)) }
                }
            }
            ul.legend aria-hidden="true" {
                li { span.key.solid {} (columns.solid.0) }
                @if let Some((name, _)) = &columns.pale { li { span.key.pale {} (name) } }
            }
            details { summary { "As a table" span.hidden { ": " (title) } } (table) }
        }
    }
}

/// The columns as SVG; none where the library cannot.
fn draw(columns: &Columns) -> Option<String> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let most = |values: &[u64]| values.iter().copied().max().unwrap_or(0).max(1) as f64 * 1.05;
        let count = columns.names.len() as f64;
        let held = columns.pale.as_ref().map_or(1.0, |(_, values)| most(values));
        let mut chart = ChartBuilder::on(&area)
            .margin(8)
            .x_label_area_size(28)
            .y_label_area_size(50)
            .right_y_label_area_size(if columns.pale.is_some() { 50 } else { 0 })
            .build_cartesian_2d(0.0..count, 0.0..most(&columns.solid.1))
            .ok()?
            .set_secondary_coord(0.0..count, 0.0..held);
        let name = |at: &f64| {
            let is_middle = (at.fract() - 0.5).abs() < 0.01;
            columns.names.get(*at as usize).filter(|_| is_middle).cloned().unwrap_or_default()
        };
        let whole = |value: &f64| if value.fract() == 0.0 { format!("{value:.0}") } else { String::new() };
        chart
            .configure_mesh()
            .disable_mesh()
            .x_labels(0)
            .y_labels(5)
            .y_label_formatter(&whole)
            .label_style(("sans-serif", 16))
            .draw()
            .ok()?;
        if let Some((_, values)) = &columns.pale {
            chart
                .configure_secondary_axes()
                .y_labels(5)
                .y_label_formatter(&whole)
                .label_style(("sans-serif", 16))
                .draw()
                .ok()?;
            chart.draw_secondary_series(bars(values, 0.04, PALE.filled())).ok()?;
            chart.draw_secondary_series(bars(values, 0.04, SOLID.stroke_width(1))).ok()?;
        }
        chart.draw_series(bars(&columns.solid.1, 0.24, SOLID.filled())).ok()?;
        // Names where there is room for them, in the middle of their columns.
        let longest = columns.names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        let step = (columns.names.len() * (longest * LETTER + LETTER)).div_ceil(BROAD).max(1);
        let below = (SIZE.1 - 24) as i32;
        for at in (0..columns.names.len()).step_by(step) {
            let middle = at as f64 + 0.5;
            let (x, _) = chart.backend_coord(&(middle, 0.0));
            let style = TextStyle::from(("sans-serif", 16).into_font()).pos(plotters::style::text_anchor::Pos::new(
                plotters::style::text_anchor::HPos::Center,
                plotters::style::text_anchor::VPos::Top,
            ));
            area.draw(&Text::new(name(&middle), (x, below), style)).ok()?;
        }
        area.present().ok()?;
    }
    Some(svg)
}

/// Columns of `values`, with this much of their place free on each side.
fn bars(values: &[u64], free: f64, style: ShapeStyle) -> impl Iterator<Item = Rectangle<(f64, f64)>> + '_ {
    let tall = values.iter().enumerate().filter(|(_, value)| **value > 0);
    tall.map(move |(at, value)| {
        Rectangle::new([(at as f64 + free, 0.0), ((at + 1) as f64 - free, *value as f64)], style)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plot_has_a_column_for_each_value_its_names_and_a_table() {
        let row = |period: &str, hits, held| PeriodRow { period: period.to_owned(), hits, matching: hits, held };
        let figure = timeline("Hedges", &[row("2021", 3, 4), row("2022", 0, 2), row("2023", 5, 4)]).into_string();
        let solid = figure.matches("fill=\"#1F4E79\"").count();
        let pale = figure.matches("fill=\"#D9DEE6\"").count();
        assert_eq!((solid, pale), (2, 3), "{figure}");
        assert!(
            figure.contains(">\n2022\n<") && figure.contains("aria-label=\"Hedges: 8 passages from 2021 to 2023\"")
        );
        assert!(figure.contains("<th scope=\"row\">2023</th><td class=\"number\">5</td>"), "{figure}");
    }

    #[test]
    fn names_below_columns_keep_apart() {
        let named = |names: &[String]| {
            let row = |period: &String| PeriodRow { period: period.clone(), hits: 1, matching: 1, held: 1 };
            let figure = timeline("Hedges", &names.iter().map(row).collect::<Vec<_>>()).into_string();
            names.iter().filter(|name| figure.contains(&format!(">\n{name}\n<"))).count()
        };
        let years: Vec<String> = (2010..2024).map(|year| year.to_string()).collect();
        assert_eq!(named(&years), 14);
        let quarters: Vec<String> = (0..12).map(|at| format!("{}-Q{}", 2021 + at / 4, at % 4 + 1)).collect();
        assert_eq!(named(&quarters), 6);
    }
}
