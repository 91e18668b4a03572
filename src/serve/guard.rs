//! Who may ask, and what every answer tells a browser to allow: nothing but this site's own style and script.

use super::reply::Refusal;
use super::site::Site;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, HOST, HeaderName, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Longest path and query of a URL, in bytes.
const LONGEST_URL: usize = 8 << 10;
/// Shortest token that is taken for one.
const SHORTEST_TOKEN: usize = 16;

/// A secret that whoever asks has to know; only its hash is kept.
#[derive(Clone)]
pub struct Token([u8; 32]);

/// A file that holds no token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// It cannot be read.
    #[error("{}: {cause}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// What it holds could be guessed.
    #[error("{}: a token has at least {SHORTEST_TOKEN} characters", .0.display())]
    Short(PathBuf),
}

impl Token {
    /// The token in the first line of a file.
    pub fn read(path: &Path) -> Result<Token, TokenError> {
        let text =
            std::fs::read_to_string(path).map_err(|cause| TokenError::Unreadable { path: path.to_owned(), cause })?;
        let token = text.lines().next().unwrap_or_default().trim();
        if token.chars().count() < SHORTEST_TOKEN {
            return Err(TokenError::Short(path.to_owned()));
        }
        Ok(Token(Sha256::digest(token).into()))
    }

    /// Whether a request brings it: `Bearer` for programs, the password of `Basic` for browsers and feed readers.
    fn is_in(&self, headers: &HeaderMap) -> bool {
        let Some(value) = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()) else { return false };
        let Some((scheme, given)) = value.split_once(' ') else { return false };
        // Hashes are compared, so that the time it takes tells nothing about the token.
        let is_it = |given: &[u8]| <[u8; 32]>::from(Sha256::digest(given)) == self.0;
        if scheme.eq_ignore_ascii_case("bearer") {
            return is_it(given.trim().as_bytes());
        }
        let password = |bytes: Vec<u8>| {
            let colon = bytes.iter().position(|byte| *byte == b':')?;
            Some(bytes[colon + 1..].to_vec())
        };
        scheme.eq_ignore_ascii_case("basic")
            && BASE64.decode(given.trim()).ok().and_then(password).is_some_and(|password| is_it(&password))
    }
}

/// Lets a request through, or refuses it; every answer gets the headers that hold for all.
pub(super) async fn guard(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = match refused(&site, request.uri(), request.headers()) {
        Some(refusal) => refusal.response(&path),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    if response.status() == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_static("Basic realm=\"minutebook\", charset=\"UTF-8\"");
        response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
    }
    response
}

/// What holds for every answer that says nothing else.
const HEADERS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
         frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

fn refused(site: &Site, uri: &Uri, headers: &HeaderMap) -> Option<Refusal> {
    let refusal =
        |status, message: &str| Some(Refusal { status, message: message.to_owned(), hint: None, query: None });
    if uri.path_and_query().map_or(0, |asked| asked.as_str().len()) > LONGEST_URL {
        return refusal(StatusCode::URI_TOO_LONG, "the address is too long");
    }
    // Whoever watches over the process needs no token to see that it lives.
    if uri.path() == "/health" {
        return None;
    }
    match &site.token {
        Some(token) if !token.is_in(headers) => {
            let hint = "give the token as the password of any user, or as Authorization: Bearer TOKEN";
            let message = "this archive is for those who have its token".to_owned();
            Some(Refusal { status: StatusCode::UNAUTHORIZED, message, hint: Some(hint.to_owned()), query: None })
        }
        // Without a token only this machine may ask, and not a page from elsewhere under a name of its own.
        None if !is_local(headers) => refusal(StatusCode::MISDIRECTED_REQUEST, "this is not the name of this machine"),
        _ => None,
    }
}

/// Whether the request names this machine as browsers on it do.
fn is_local(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(HOST) else { return true };
    let host = host.to_str().unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(address) => address.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_taken_as_bearer_and_as_password() {
        let token = Token(Sha256::digest("0123456789abcdef").into());
        let check = |value: &str, expected: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(AUTHORIZATION, value.parse().unwrap());
            assert_eq!(token.is_in(&headers), expected, "{value}");
        };
        check("Bearer 0123456789abcdef", true);
        check("Basic YW55OjAxMjM0NTY3ODlhYmNkZWY=", true);
        check("Basic OjAxMjM0NTY3ODlhYmNkZWY=", true);
        check("Bearer 0123456789abcdeg", false);
        check("Basic 0123", false);
        check("0123456789abcdef", false);
        assert!(!token.is_in(&HeaderMap::new()));
    }

    #[test]
    fn only_names_of_this_machine_are_local() {
        let check = |host: &str, expected: bool| {
            let headers = HeaderMap::from_iter([(HOST, host.parse().unwrap())]);
            assert_eq!(is_local(&headers), expected, "{host}");
        };
        check("localhost:8080", true);
        check("127.0.0.1:8080", true);
        check("[::1]:8080", true);
        check("minutes.example", false);
        check("127.0.0.1.example:8080", false);
    }
}
