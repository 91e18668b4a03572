//! The panel beside the results: values with their counts that widen and narrow, and the years as columns.

use super::super::asked::{Asked, parameter};
use super::count;
use crate::query::{FacetCount, Field, Filters};
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

/// The years as columns whose height is the number of hits, each a link that adds or takes away its year.
pub(super) fn years(asked: &Asked, facets: &[FacetCount]) -> Markup {
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
    html! {
        section.facet {
            h3 { "Year" }
            ol.years {
                @for year in shown {
                    @match rows.iter().find(|(known, _)| *known == year) {
                        Some((_, row)) => {
                            @let value = year.to_string();
                            @let changed = if row.selected { asked.without("year", &value) } else { asked.with("year", &value) };
                            li {
                                a.on[row.selected] href=(changed.url("/")) rel="nofollow" title=(count(row.count, "passage")) {
                                    span class={ "bar h" ((row.count * 20).div_ceil(most)) } {}
                                    span.year { span.hidden { @if row.selected { "Remove " } @else { "Add " } } (year) span.hidden { ", " (count(row.count, "passage")) } }
                                }
                            }
                        }
                        None => li { span.none { span class="bar h0" {} span.year { (year) span.hidden { ", nothing" } } } }
                    }
                }
            }
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
