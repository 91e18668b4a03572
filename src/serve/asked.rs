//! What a URL asks for, and the URLs that ask for something else beside it.

use super::reply::Refusal;
use crate::index::key;
use crate::query::{Field, Matching, Reading, Request, Scope, Sort};

/// Longest query, in characters.
pub(super) const LONGEST_QUERY: usize = 1000;
/// Most names and values of a URL.
const MOST: usize = 200;
/// Most hits of a page.
pub(super) const MOST_HITS: usize = 1000;
/// Hits that can be left out before a page.
pub(super) const DEEPEST: usize = 10_000;

/// The names and values behind the question mark of a URL; empty values ask for nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked(Vec<(String, String)>);

impl Asked {
    pub(super) fn parse(query: &str) -> Result<Asked, Refusal> {
        let pairs = form_urlencoded::parse(query.as_bytes()).filter(|(_, value)| !value.trim().is_empty());
        let pairs: Vec<(String, String)> = pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
        if pairs.len() > MOST {
            return Err(Refusal::bad(format!("more than {MOST} parameters")));
        }
        Ok(Asked(pairs))
    }

    /// The value of `name`, the last one where there are several.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rfind(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Every name with its value.
    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    pub(super) fn is_on(&self, name: &str) -> Result<bool, Refusal> {
        match self.get(name) {
            None | Some("false" | "0") => Ok(false),
            Some("true" | "1" | "on") => Ok(true),
            Some(other) => Err(Refusal::bad(format!("\"{name}\" is true or false, not \"{other}\""))),
        }
    }

    /// The number called `name`, between 0 and `most`.
    pub(super) fn number(&self, name: &str, (usual, most): (usize, usize)) -> Result<usize, Refusal> {
        let Some(text) = self.get(name) else { return Ok(usual) };
        let number = text.parse().ok().filter(|number| *number <= most);
        number.ok_or_else(|| Refusal::bad(format!("\"{name}\" is a number up to {most}, not \"{text}\"")))
    }

    /// The request it makes; names of `others` are what else the page understands.
    pub(super) fn request(&self, others: &[&str]) -> Result<Request, Refusal> {
        let mut request = Request::new(self.get("q").unwrap_or_default());
        if request.query.chars().count() > LONGEST_QUERY {
            return Err(Refusal::bad(format!("the query is longer than {LONGEST_QUERY} characters")));
        }
        request.limit = self.number("limit", (20, MOST_HITS))?;
        request.offset = self.number("offset", (0, DEEPEST))?;
        if self.is_on("any")? {
            request.matching = Matching::Any;
        }
        if self.is_on("plain")? {
            request.reading = Reading::Plain;
        }
        for (name, value) in &self.0 {
            match name.as_str() {
                name if others.contains(&name) => {}
                "q" | "limit" | "offset" | "any" | "plain" | "exact" => {}
                "scope" => request.scope = Scope::named(value).map_err(Refusal::bad)?,
                "sort" => request.sort = Some(Sort::named(value).map_err(Refusal::bad)?),
                "facets" => request.facets = facets(value)?,
                name => request.filters.set(name, vec![value.clone()]).map_err(Refusal::bad)?,
            }
        }
        Ok(request)
    }

    /// The same, with another value of `name` besides.
    pub(super) fn with(&self, name: &str, value: &str) -> Asked {
        let mut asked = self.restarted();
        asked.0.push((name.to_owned(), value.to_owned()));
        asked
    }

    /// The same, without that value of `name`, however it is written.
    pub(super) fn without(&self, name: &str, value: &str) -> Asked {
        let mut asked = self.restarted();
        asked.0.retain(|(known, given)| known != name || key(given) != key(value));
        asked
    }

    /// The same, with this value of `name` alone, or none.
    pub(super) fn set(&self, name: &str, value: Option<&str>) -> Asked {
        let mut asked = self.clone();
        asked.0.retain(|(known, _)| known != name);
        asked.0.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        asked
    }

    /// The same, from the first hit.
    fn restarted(&self) -> Asked {
        self.set("offset", None)
    }

    /// As the end of a URL.
    pub(super) fn url(&self, path: &str) -> String {
        if self.0.is_empty() {
            return path.to_owned();
        }
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish();
        format!("{path}?{query}")
    }
}

/// The name under which a URL filters by a facet; `format` there is the form of the answer.
pub(super) fn parameter(facet: &str) -> &str {
    if facet == "format" { "format_of" } else { facet }
}

fn facets(names: &str) -> Result<Vec<Field>, Refusal> {
    let field = |name: &str| {
        let known: Vec<(&str, Field)> =
            Field::ALL.into_iter().filter_map(|field| Some((field.facet()?, field))).collect();
        crate::query::one_of("facet", name.trim(), &known).map_err(Refusal::bad)
    };
    names.split(',').map(field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_becomes_a_request_and_others_beside_it() {
        let asked = Asked::parse("q=road+safety&topic=Verges&topic=Speed&from=&offset=20").unwrap();
        let request = asked.request(&[]).unwrap();
        assert_eq!((request.query.as_str(), request.offset), ("road safety", 20));
        assert_eq!(request.filters.of(Field::Topic), ["Verges", "Speed"]);
        assert_eq!(asked.without("topic", "VERGES").url("/"), "/?q=road+safety&topic=Speed");
        assert_eq!(asked.set("q", None).set("topic", None).with("year", "2022").url("/"), "/?year=2022");
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for query in ["tpoic=x", "limit=1001", "limit=-1", "any=perhaps", "sort=best", "from=March", "facets=tpoic"] {
            assert!(Asked::parse(query).unwrap().request(&[]).is_err(), "{query}");
        }
        assert!(Asked::parse(&format!("q={}", "x".repeat(1001))).unwrap().request(&[]).is_err());
        assert!(Asked::parse(&"a=1&".repeat(201)).is_err());
    }
}
