//! Every route of the site, and how a request becomes an answer.

use super::api::{self, ROUTES};
use super::asked::Asked;
use super::reply::{PLAIN, Refusal, Reply};
use super::site::Site;
use super::{assets, figures, guard, pages};
use crate::index::{Collection, IndexError, Manifest};
use crate::link::Gap;
use crate::query::{self, ActionRow, Filters, QueryError, Request, Vocabulary};
use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{self, MatchedPath, Path, State};
use axum::http::header::IF_NONE_MATCH;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use jiff::civil::Date;
use std::sync::Arc;
use std::time::Instant;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// One question to the site.
pub(super) struct Visit {
    pub(super) site: Arc<Site>,
    /// The index as it was when the question came.
    pub(super) collection: Arc<Collection>,
    /// Names its commit.
    commit: Arc<str>,
    pub(super) asked: Asked,
    /// The last part of the path, where the route leaves it open.
    pub(super) name: String,
    /// The day it is.
    pub(super) today: Date,
}

impl Visit {
    /// What a query that is typed may become.
    pub(super) fn vocabulary(&self) -> Result<Arc<Vocabulary>, QueryError> {
        self.site.vocabulary.get(&self.commit, || Vocabulary::of(&self.collection))
    }

    /// The files of the index.
    pub(super) fn manifest(&self) -> Result<Arc<Manifest>, IndexError> {
        self.site.manifest.get(&self.commit, || Manifest::load(&self.collection))
    }

    /// What is missing or doubtful today.
    pub(super) fn gaps(&self) -> Result<Arc<Vec<Gap>>, IndexError> {
        let read = || query::gaps(&self.collection, &[], self.today);
        self.site.gaps.get(&format!("{}:{}", self.commit, self.today), read)
    }

    /// The actions that match `request` as they stood on `day`, without their histories.
    pub(super) fn board(&self, request: &Request, day: Date) -> Result<Arc<Vec<ActionRow>>, QueryError> {
        let read = || {
            let mut rows = query::actions(&self.collection, request, day)?;
            rows.iter_mut().for_each(|row| row.action.history = Vec::new());
            Ok(rows)
        };
        // All of today are asked for by many pages.
        let is_all = request.query.is_empty() && request.filters == Filters::default() && day == self.today;
        if is_all { self.site.board.get(&format!("{}:{day}", self.commit), read) } else { read().map(Arc::new) }
    }
}

/// Answers a question.
pub(super) type Draw = fn(&Visit) -> Result<Reply, Refusal>;

/// The routes of `site`.
pub fn router(site: Arc<Site>) -> Router {
    let mut router = Router::new();
    for (path, draw) in pages::ROUTES {
        router = router.route(path, answered(*draw));
    }
    for route in ROUTES {
        router = router.route(&format!("{}{}", api::ROOT, route.path), answered(route.answer));
    }
    router
        .route("/api/v1/openapi.json", answered(|_| Reply::json(&api::document())))
        .route("/assets/{name}", get(asset))
        .route("/health", get(async || Reply::new(PLAIN, "ok\n").response(None)))
        .route("/metrics", get(metrics))
        .fallback(missing)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(site.clone(), noted))
        .layer(from_fn_with_state(site.clone(), guard::guard))
        .with_state(site)
}

fn answered(draw: Draw) -> MethodRouter<Arc<Site>> {
    get(
        async move |State(site): State<Arc<Site>>,
                    name: Result<Option<Path<String>>, PathRejection>,
                    uri: Uri,
                    headers: HeaderMap| {
            let Ok(name) = name else { return Refusal::bad("the address is not UTF-8").response(uri.path()) };
            let name = name.map(|Path(name)| name).unwrap_or_default();
            answer(site, (draw, name), uri, &headers).await
        },
    )
}

/// Answers out of what was answered before or is being worked out, or in a place for long work once one is free.
async fn answer(site: Arc<Site>, (draw, name): (Draw, String), uri: Uri, headers: &HeaderMap) -> Response {
    let asked = match Asked::parse(uri.query().unwrap_or_default()) {
        Ok(asked) => asked,
        Err(refusal) => return refusal.response(uri.path()),
    };
    // A look at one small file; the index itself is opened here only when another commit has come.
    let (opened, today) = (site.live.current(), site.today());
    let question = format!("{}:{today}:{uri}", opened.commit);
    let tag = tag(&question);
    if headers.get(IF_NONE_MATCH).is_some_and(|known| known.to_str().is_ok_and(|known| known.contains(&tag))) {
        return Reply::new(PLAIN, "").response(Some(&tag)).with_status(StatusCode::NOT_MODIFIED);
    }
    if let Some(reply) = site.answers.get(&question) {
        return reply.response(Some(&tag));
    }
    let longest = site.longest;
    let busy = || Refusal::busy("this took too long; ask for less, or again later");
    let failed = |_| Refusal::failed("this page could not be made");
    let work = {
        let visit =
            Visit { site: site.clone(), collection: opened.collection, commit: opened.commit, asked, name, today };
        async move {
            let place = timeout(longest, visit.site.places.clone().acquire_owned()).await.map_err(|_| busy())?;
            let work = spawn_blocking(move || {
                // Held until the work ends, also where nobody waits for it any more.
                let _place = place;
                draw(&visit)
            });
            work.await.map_err(failed)?.map(Arc::new)
        }
    };
    // Once begun it is done, so that whoever asks again for what took too long finds it.
    let answered = tokio::spawn(async move { site.answers.get_or_insert_async(&question, work).await });
    match timeout(longest, answered).await {
        Ok(Ok(Ok(reply))) => reply.response(Some(&tag)),
        Ok(Ok(Err(refusal))) => refusal.response(uri.path()),
        Ok(Err(cause)) => failed(cause).response(uri.path()),
        Err(_) => busy().response(uri.path()),
    }
}

/// Names what is answered: it changes with the commit, the day, the program and the question.
fn tag(question: &str) -> String {
    let hash = crate::crawl::sha256(format!("{}:{question}", env!("CARGO_PKG_VERSION")).as_bytes());
    // Weak: the time a search took is in its answer, and is not what is asked for.
    format!("W/\"{}\"", &hash[..24])
}

trait WithStatus {
    fn with_status(self, status: StatusCode) -> Self;
}

impl WithStatus for Response {
    fn with_status(mut self, status: StatusCode) -> Self {
        *self.status_mut() = status;
        self
    }
}

async fn asset(Path(name): Path<String>, uri: Uri) -> Response {
    match assets::asset(&name) {
        Some(reply) => {
            let mut response = reply.response(None);
            let forever = axum::http::HeaderValue::from_static("public, max-age=31536000, immutable");
            response.headers_mut().insert(axum::http::header::CACHE_CONTROL, forever);
            response
        }
        None => Refusal::missing("there is no such file").response(uri.path()),
    }
}

async fn metrics(State(site): State<Arc<Site>>) -> Response {
    Reply::new("application/openmetrics-text; version=1.0.0; charset=utf-8", figures::text(&site)).response(None)
}

async fn missing(uri: Uri) -> Response {
    Refusal::missing("there is no such page").response(uri.path())
}

async fn wrong_method(uri: Uri) -> Response {
    let status = StatusCode::METHOD_NOT_ALLOWED;
    let mut response =
        Refusal { status, ..Refusal::bad("nothing can be changed here; ask with GET") }.response(uri.path());
    response.headers_mut().insert(axum::http::header::ALLOW, axum::http::HeaderValue::from_static("GET, HEAD"));
    response.into_response()
}

/// Counts every answer.
async fn noted(
    State(site): State<Arc<Site>>,
    route: Option<MatchedPath>,
    request: extract::Request,
    next: Next,
) -> Response {
    let start = Instant::now();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    site.figures.note(route, response.status().as_u16(), start.elapsed());
    response
}
