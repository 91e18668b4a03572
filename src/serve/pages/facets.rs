//! The panel beside the results: values with their counts that widen and narrow, the years as columns, and days.

use super::super::asked::{Asked, parameter};
use super::count;
use crate::query::{FacetCount, Field, Filters};
use jiff::civil::Date;
use maud::{Markup, html};

/// The facets of the panel with what they are called.
pub(super) const PANEL: [(Field, &str); 7] = [
    (Field::Topic, "Topic"),
    (Field::Raised, "Raised by"),
    (Field::Person, "Person"),
    (Field::Body, "Body"),
    (Field::Org, "Organisation"),
    (Field::Status, "State of actions"),
    (Field::Format, "Format"),
];

/// Values of a facet that are seen at once.
const SEEN: usize = 6;

/// The values of all facets as links that add or take away a filter.
pub(super) fn panel(asked: &Asked, facets: &[FacetCount]) -> Markup {
    html! {
        @for (field, name) in PANEL {
            @let values: Vec<&FacetCount> = facets.iter().filter(|row| Some(row.field) == field.facet()).collect();
            // A facet with one value that is not asked for divides nothing.
            @if values.len() > 1 || values.iter().any(|row| row.selected) {
                section.facet {
                    h3 { (name) }
                    @let (seen, behind) = values.split_at(values.len().min(SEEN));
                    ul { @for row in seen { (value(asked, row)) } }
                    @if !behind.is_empty() {
                        details open[behind.iter().any(|row| row.selected)] {
                            summary { (behind.len()) " more" span.hidden { " for " (name) } }
                            ul { @for row in behind { (value(asked, row)) } }
                        }
                    }
                }
            }
        }
    }
}

fn value(asked: &Asked, row: &FacetCount) -> Markup {
    let name = parameter(row.field);
    let changed = if row.selected { asked.without(name, &row.value) } else { asked.with(name, &row.value) };
    let shown = if row.field == "status" { row.value.replace('_', " ") } else { row.value.clone() };
    html! {
        li {
            a.on[row.selected] href=(changed.url("/")) rel="nofollow" {
                span.hidden { @if row.selected { "Remove " } @else { "Add " } }
                span.value { (shown) }
                span.count { (row.count) }
            }
        }
    }
}

/// Years as columns over the first and the last day that they stand for: one or the other narrows.
pub(super) fn time(asked: &Asked, facets: &[FacetCount], filters: &Filters) -> Markup {
    html! {
        section.facet aria-label="Time" {
            (years(asked, facets, filters))
            (days(asked, filters))
        }
    }
}

/// The years as columns whose height is the number of hits, each a link that adds or takes away its year.
fn years(asked: &Asked, facets: &[FacetCount], filters: &Filters) -> Markup {
    let mut rows: Vec<(i32, &FacetCount)> = facets
        .iter()
        .filter(|row| row.field == "year")
        .filter_map(|row| Some((row.value.parse().ok()?, row)))
        .collect();
    rows.sort_by_key(|(year, _)| *year);
    let (Some((first, _)), Some((last, _))) = (rows.first().copied(), rows.last().copied()) else { return html! {} };
    if first == last && !rows[0].1.selected {
        return html! {};
    }
    let most = rows.iter().map(|(_, row)| row.count).max().unwrap_or(1).max(1);
    // Long spans show the years that have hits alone.
    let shown: Vec<i32> =
        if last - first < 40 { (first..=last).collect() } else { rows.iter().map(|(year, _)| *year).collect() };
    let is_within = |year: i32| {
        let from = filters.from.is_none_or(|day| i32::from(day.year()) <= year);
        (filters.from.is_some() || filters.to.is_some())
            && from
            && filters.to.is_none_or(|day| year <= i32::from(day.year()))
    };
    // The counts are those of whole years, and so is what a column leads to.
    let whole = asked.set("from", None).set("to", None);
    html! {
        h3 { "Year" }
        ol.years {
            @for year in shown {
                li.within[is_within(year)] data-year=(format!("{year:04}")) {
                    @match rows.iter().find(|(known, _)| *known == year) {
                        Some((_, row)) => {
                            @let value = year.to_string();
                            @let changed = if row.selected { whole.without("year", &value) } else { whole.with("year", &value) };
                            a.on[row.selected] href=(changed.url("/")) rel="nofollow" title=(count(row.count, "passage")) {
                                span class={ "bar h" ((row.count * 20).div_ceil(most)) } {}
                                span.year { span.hidden { @if row.selected { "Remove " } @else { "Add " } } (year) span.hidden { ", " (count(row.count, "passage")) } }
                            }
                        }
                        None => span.none { span class="bar h0" {} span.year { (year) span.hidden { ", nothing" } } }
                    }
                }
            }
        }
    }
}

/// First and last day.
fn days(asked: &Asked, filters: &Filters) -> Markup {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let own = ["from", "to", "year", "offset"];
    html! {
        form.days action="/" {
            label { "From " input type="date" name="from" value=(day(filters.from)); }
            label { "to " input type="date" name="to" value=(day(filters.to)); }
            @for (name, value) in asked.pairs().iter().filter(|(name, _)| !own.contains(&name.as_str())) {
                input type="hidden" name=(name) value=(value);
            }
            button { "Apply" }
        }
    }
}

/// What the results are narrowed to, each with a link that takes it away.
pub(super) fn chosen(path: &str, asked: &Asked, filters: &Filters) -> Markup {
    let mut chips: Vec<(String, String, String)> = Vec::new();
    for (name, value) in asked.pairs() {
        let is_filter =
            matches!(name.as_str(), "year" | "from" | "to" | "format_of" | "path") || Field::of_facet(name).is_some();
        if is_filter {
            chips.push((name.clone(), value.clone(), asked.without(name, value).url(path)));
        }
    }
    if chips.is_empty() || *filters == Filters::default() {
        return html! {};
    }
    let cleared = chips.iter().fold(asked.clone(), |asked, (name, _, _)| asked.set(name, None)).set("offset", None);
    html! {
        ul.chosen aria-label="Narrowed to" {
            @for (name, value, without) in &chips {
                li {
                    a href=(without) rel="nofollow" {
                        span.hidden { "Remove " } span.field { (name.replace('_', " ")) } " " (value) span.cross aria-hidden="true" { " ×" }
                    }
                }
            }
            @if chips.len() > 1 { li { a.all href=(cleared.url(path)) { "Remove all" } } }
        }
    }
}
