//! Dates and spans of dates as they are typed: a year, a month, a day, or two of them with dots between.

use jiff::civil::Date;

/// A span of days, both ends included; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl Period {
    /// Reads `2015`, `2015-03`, `2015-03-26`, `2014..2016`, `2014-09..`, `..2016`.
    pub fn parse(text: &str) -> Option<Period> {
        let Some((from, to)) = text.split_once("..") else {
            let (from, to) = span(text)?;
            return Some(Period { from: Some(from), to: Some(to) });
        };
        let from = if from.is_empty() { None } else { Some(span(from)?.0) };
        let to = if to.is_empty() { None } else { Some(span(to)?.1) };
        (from.is_some() || to.is_some()).then_some(Period { from, to })
    }

    /// The first day of `2015`, `2015-03` or `2015-03-26`.
    pub fn first_day(text: &str) -> Option<Date> {
        span(text).map(|(from, _)| from)
    }

    /// The last day of `2015`, `2015-03` or `2015-03-26`.
    pub fn last_day(text: &str) -> Option<Date> {
        span(text).map(|(_, to)| to)
    }

    /// The year that this is the whole of.
    pub fn year(self) -> Option<i16> {
        let (from, to) = self.from.zip(self.to)?;
        (from.day_of_year() == 1 && from.last_of_year() == to).then_some(from.year())
    }

    /// The terms of the date field that cover the span within the days `held`: whole years and months where they fit.
    pub fn terms_within(self, held: Period) -> Vec<String> {
        let (Some(first), Some(last)) = (held.from, held.to) else { return Vec::new() };
        // Whole years around the days held, so that a year stays one term.
        let from = self.from.map_or(first.first_of_year(), |from| from.max(first.first_of_year()));
        let to = self.to.map_or(last.last_of_year(), |to| to.min(last.last_of_year()));
        let mut terms = Vec::new();
        let mut day = from;
        while day <= to {
            let (term, last) = if day.day_of_year() == 1 && day.last_of_year() <= to {
                (format!("{:04}", day.year()), day.last_of_year())
            } else if day.day() == 1 && day.last_of_month() <= to {
                (format!("{:04}-{:02}", day.year(), day.month()), day.last_of_month())
            } else {
                (day.to_string(), day)
            };
            terms.push(term);
            match last.tomorrow() {
                Ok(next) => day = next,
                Err(_) => break,
            }
        }
        terms
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(from) = self.from {
            write!(out, "{from}")?;
        }
        write!(out, "..")?;
        if let Some(to) = self.to {
            write!(out, "{to}")?;
        }
        Ok(())
    }
}

fn span(text: &str) -> Option<(Date, Date)> {
    let mut numbers = text.split('-');
    let year = number(numbers.next()?, 4)?;
    let first = match (numbers.next(), numbers.next(), numbers.next()) {
        (None, ..) => Date::new(year, 1, 1).ok()?,
        (Some(month), None, _) => Date::new(year, number(month, 2)?.try_into().ok()?, 1).ok()?,
        (Some(month), Some(day), None) => {
            Date::new(year, number(month, 2)?.try_into().ok()?, number(day, 2)?.try_into().ok()?).ok()?
        }
        _ => return None,
    };
    let last = match text.len() {
        4 => first.last_of_year(),
        7 => first.last_of_month(),
        _ => first,
    };
    Some((first, last))
}

fn number(digits: &str, length: usize) -> Option<i16> {
    (digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Period::parse(text).map(|period| period.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn years_months_days_and_spans_are_read() {
        check("2015", Some("2015-01-01..2015-12-31"));
        check("2016-02", Some("2016-02-01..2016-02-29"));
        check("2015-03-26", Some("2015-03-26..2015-03-26"));
        check("2014..2016", Some("2014-01-01..2016-12-31"));
        check("2014-09..2015-01-15", Some("2014-09-01..2015-01-15"));
        check("2014..", Some("2014-01-01.."));
        check("..2016-05", Some("..2016-05-31"));
    }

    #[test]
    fn anything_else_is_not_a_date() {
        for text in ["", "..", "15", "2015-13", "2015-02-30", "2015-3", "2015-03-26-1", "March", "2015/16", "+015"] {
            check(text, None);
        }
    }

    #[test]
    fn a_span_is_covered_by_few_terms() {
        let held = Period::parse("2014-03-27..2016-11-24").unwrap();
        let terms = |text: &str| Period::parse(text).unwrap().terms_within(held).join(" ");
        assert_eq!(terms("2014..2016"), "2014 2015 2016");
        assert_eq!(terms("2014-11-29..2015-02"), "2014-11-29 2014-11-30 2014-12 2015-01 2015-02");
        assert_eq!(terms("2015-03-26"), "2015-03-26");
        assert_eq!(terms("2016.."), "2016");
        assert_eq!(terms("1900..2014"), "2014");
        assert_eq!(terms("2020.."), "");
    }
}
