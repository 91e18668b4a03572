//! Requests by names and texts, as batches, the HTTP API and assistants write them.

use super::field::Field;
use super::period::Period;
use super::request::{Filters, Scope, Sort};
use super::syntax::nearest;

impl Filters {
    /// Adds `values` to the filter called `name`: a facet, a field, `year`, `from`, `to` or `format_of`.
    pub fn set(&mut self, name: &str, values: Vec<String>) -> Result<(), String> {
        let date = |read: fn(&str) -> Option<jiff::civil::Date>| {
            let text = values.first().map_or("", String::as_str);
            read(text).map(Some).ok_or_else(|| format!("\"{name}\" is not a date: write 2015, 2015-03 or 2015-03-26"))
        };
        match name {
            "from" => self.from = date(Period::first_day)?,
            "to" => self.to = date(Period::last_day)?,
            "year" => {
                for year in &values {
                    self.periods.push(Period::parse(year).ok_or_else(|| format!("\"{year}\" is not a year"))?);
                }
            }
            name => {
                let name = if name == "format_of" { "format" } else { name };
                let field = Field::of_facet(name).or(Field::named(name));
                let field = field.filter(|field| *field != Field::Date && *field != Field::Item);
                let field = field.ok_or_else(|| format!("unknown key \"{name}\""))?;
                match self.values.iter_mut().find(|(known, _)| *known == field) {
                    Some((_, known)) => known.extend(values),
                    None => self.values.push((field, values)),
                }
            }
        }
        Ok(())
    }
}

impl Sort {
    /// The order of that name: `relevance`, `newest`, `oldest`.
    pub fn named(name: &str) -> Result<Sort, String> {
        let all = [("relevance", Sort::Relevance), ("newest", Sort::Newest), ("oldest", Sort::Oldest)];
        one_of("order", name, &all)
    }
}

impl Scope {
    /// The scope of that name: `statement`, `item`, `meeting`.
    pub fn named(name: &str) -> Result<Scope, String> {
        let all = [("statement", Scope::Statement), ("item", Scope::Item), ("meeting", Scope::Meeting)];
        one_of("scope", name, &all)
    }
}

/// What `name` stands for, or a sentence that says what may stand there.
pub fn one_of<T: Copy>(what: &str, name: &str, all: &[(&str, T)]) -> Result<T, String> {
    if let Some((_, found)) = all.iter().find(|(known, _)| *known == name) {
        return Ok(*found);
    }
    let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    Err(match nearest(name, names.iter().copied()) {
        Some(near) => format!("no such {what} as \"{name}\"; did you mean {near}?"),
        None => format!("no such {what} as \"{name}\"; there are {}", names.join(", ")),
    })
}
