//! Answers and refusals as responses: pages for readers, `problem+json` for programs.

use super::pages;
use crate::index::IndexError;
use crate::query::QueryError;
use axum::body::Bytes;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, RETRY_AFTER,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Serialize;
use std::io;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) kind: &'static str,
    pub(super) body: Bytes,
    /// Name under which it is to be saved, where it is not to be shown.
    pub(super) save_as: Option<String>,
    /// Where to go instead.
    pub(super) location: Option<String>,
    /// Whether pages of this site may show it inside themselves.
    pub(super) is_framed: bool,
}

pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const JSON: &str = "application/json";
pub(super) const PROBLEM: &str = "application/problem+json";
pub(super) const PLAIN: &str = "text/plain; charset=utf-8";

impl Reply {
    pub(super) fn new(kind: &'static str, body: impl Into<Bytes>) -> Reply {
        Reply { kind, body: body.into(), save_as: None, location: None, is_framed: false }
    }

    pub(super) fn json(value: &impl Serialize) -> Result<Reply, Refusal> {
        let body = serde_json::to_vec(value).map_err(|cause| Refusal::failed(cause.to_string()))?;
        Ok(Reply::new(JSON, body))
    }

    /// Sends whoever asked to another page.
    pub(super) fn elsewhere(location: String) -> Reply {
        Reply { location: Some(location), ..Reply::new(PLAIN, "") }
    }

    /// As a response, under the tag of this answer where it has one.
    pub(super) fn response(&self, tag: Option<&str>) -> Response {
        let mut response = self.body.clone().into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        let mut set = |name, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        if let Some(tag) = tag {
            set(ETAG, tag);
        }
        if let Some(name) = &self.save_as {
            set(CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""));
        }
        if self.is_framed {
            set(CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'self'");
        }
        if let Some(location) = &self.location {
            set(axum::http::header::LOCATION, location);
            *response.status_mut() = StatusCode::SEE_OTHER;
        }
        response
    }
}

impl From<Markup> for Reply {
    fn from(page: Markup) -> Reply {
        Reply::new(HTML, page.into_string())
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) message: String,
    pub(super) hint: Option<String>,
    /// The query that cannot be read.
    pub(super) query: Option<String>,
}

impl Refusal {
    /// The question is none.
    pub(super) fn bad(message: impl Into<String>) -> Refusal {
        Refusal { status: StatusCode::BAD_REQUEST, message: message.into(), hint: None, query: None }
    }

    /// There is no such thing.
    pub(super) fn missing(message: impl Into<String>) -> Refusal {
        Refusal { status: StatusCode::NOT_FOUND, message: message.into(), hint: None, query: None }
    }

    /// Something went wrong here.
    pub(super) fn failed(message: impl Into<String>) -> Refusal {
        Refusal { status: StatusCode::INTERNAL_SERVER_ERROR, message: message.into(), hint: None, query: None }
    }

    /// Too much is being asked at once, or of one question.
    pub(super) fn busy(message: impl Into<String>) -> Refusal {
        Refusal { status: StatusCode::SERVICE_UNAVAILABLE, message: message.into(), hint: None, query: None }
    }

    /// As a response: a problem of RFC 9457 for the API, a page for everybody else.
    pub(super) fn response(&self, path: &str) -> Response {
        let title = self.status.canonical_reason().unwrap_or("Error");
        let reply = if path.starts_with("/api/") {
            let problem = Problem {
                r#type: "about:blank",
                title,
                status: self.status.as_u16(),
                detail: &self.message,
                hint: self.hint.as_deref(),
            };
            let body = serde_json::to_vec(&problem).unwrap_or_default();
            Reply::new(PROBLEM, body)
        } else {
            pages::refusal(self, title).into()
        };
        let mut response = reply.response(None);
        *response.status_mut() = self.status;
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}

/// A refusal as RFC 9457 has it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct Problem<'a> {
    /// Always `about:blank`: the status says what kind it is.
    r#type: &'static str,
    /// The status in words.
    title: &'a str,
    /// The status.
    status: u16,
    /// What is wrong.
    detail: &'a str,
    /// The next step.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
}

impl From<QueryError> for Refusal {
    fn from(error: QueryError) -> Refusal {
        match error {
            QueryError::Syntax(complaint) => {
                let message = complaint.to_string();
                Refusal { hint: complaint.hint, query: Some(complaint.query), ..Refusal::bad(message) }
            }
            QueryError::Index(error) => error.into(),
        }
    }
}

impl From<IndexError> for Refusal {
    fn from(error: IndexError) -> Refusal {
        // Where the index is concerns nobody who only reads.
        tracing::error!("{error}");
        Refusal::failed("the index cannot be read")
    }
}

impl From<io::Error> for Refusal {
    fn from(cause: io::Error) -> Refusal {
        Refusal::failed(cause.to_string())
    }
}
