//! A visitor of the site who takes every page apart as a browser would; no tests of its own.

use crate::archive::Archive;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use http_body_util::BodyExt;
use minutebook::serve::{Site, router};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tower::ServiceExt;

/// Elements of our pages. What a document brings is text, and none of these.
const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "meta",
    "title",
    "link",
    "script",
    "body",
    "a",
    "header",
    "nav",
    "ul",
    "ol",
    "li",
    "form",
    "label",
    "input",
    "datalist",
    "button",
    "main",
    "footer",
    "p",
    "h1",
    "h2",
    "h3",
    "div",
    "section",
    "article",
    "aside",
    "details",
    "summary",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "code",
    "pre",
    "span",
    "strong",
    "em",
    "mark",
    "time",
    "dl",
    "dt",
    "dd",
    "select",
    "option",
    "figure",
    "figcaption",
    "svg",
    "rect",
    "polyline",
    "line",
    "text",
    "polygon",
    "br",
    "q",
    "iframe",
];

/// Threads for long work.
const WORKERS: usize = 4;

/// The router of a site and what asks it.
pub(crate) struct Visitor {
    router: Router,
    runtime: tokio::runtime::Runtime,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: HeaderMap,
    pub(crate) body: String,
}

impl Visitor {
    /// A visitor of the index of `archive`, on a day long after its meetings.
    pub(crate) fn of(archive: &Archive) -> Visitor {
        // The other tests of this process may keep the machine busy.
        Visitor::at(Site::open(&archive.root().join("index")).unwrap().within(Duration::from_secs(600)))
    }

    pub(crate) fn at(site: Site) -> Visitor {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().max_blocking_threads(WORKERS).build().unwrap();
        Visitor { router: router(Arc::new(site)), runtime }
    }

    pub(crate) fn ask(&self, uri: &str) -> Answer {
        self.ask_with(uri, &[])
    }

    pub(crate) fn ask_with(&self, uri: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap())
    }

    pub(crate) fn method(&self, method: &str, uri: &str) -> Answer {
        self.send(Request::builder().method(method).uri(uri).body(Body::empty()).unwrap())
    }

    /// Asks as `count` clients at once.
    pub(crate) fn ask_at_once(&self, uri: &str, count: usize) -> Vec<Answer> {
        self.runtime.block_on(async {
            let ask = || tokio::spawn(answer(self.router.clone(), Request::get(uri).body(Body::empty()).unwrap()));
            let asked: Vec<_> = (0..count).map(|_| ask()).collect();
            let mut answers = Vec::new();
            for answer in asked {
                answers.push(answer.await.unwrap());
            }
            answers
        })
    }

    /// Keeps all threads for long work until what it gives is dropped.
    pub(crate) fn stand_still(&self) -> Vec<std::sync::mpsc::Sender<()>> {
        let hold = |_| {
            let (end, wait) = std::sync::mpsc::channel::<()>();
            self.runtime.spawn_blocking(move || wait.recv().is_err());
            end
        };
        (0..WORKERS).map(hold).collect()
    }

    /// Lets the site go on with what it has begun.
    pub(crate) fn wait(&self, time: Duration) {
        self.runtime.block_on(async { tokio::time::sleep(time).await });
    }

    fn send(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(answer(self.router.clone(), request))
    }

    /// The page at `uri`, which is there and whole.
    pub(crate) fn page(&self, uri: &str) -> String {
        let answer = self.ask(uri);
        assert_eq!(answer.status, 200, "{uri}: {}", answer.body);
        answer.check(uri);
        answer.body
    }

    pub(crate) fn json(&self, uri: &str) -> Value {
        let answer = self.ask(uri);
        assert_eq!(answer.status, 200, "{uri}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    /// Every page that links lead to from `starts`, `most` at most, each looked through.
    pub(crate) fn crawl(&self, starts: &[&str], most: usize) -> Vec<(String, String)> {
        let mut known: BTreeSet<String> = starts.iter().map(|start| (*start).to_owned()).collect();
        let mut waiting: Vec<String> = known.iter().cloned().collect();
        let mut pages = Vec::new();
        while let Some(uri) = waiting.pop() {
            let answer = self.ask(&uri);
            assert!(answer.status == 200 || answer.status == 303, "{uri}: {} {}", answer.status, answer.body);
            for link in answer.check(&uri) {
                let link = link.split('#').next().unwrap_or_default().to_owned();
                // A link may begin with its question mark, as seen from its page.
                let link =
                    if link.starts_with('?') { format!("{}{link}", uri.split('?').next().unwrap()) } else { link };
                // Filters multiply; two at a time show all there is.
                let is_deep = link.matches('&').count() > 2;
                if !link.is_empty() && !is_deep && known.len() < most && known.insert(link.clone()) {
                    waiting.insert(0, link);
                }
            }
            pages.push((uri, answer.body));
        }
        pages
    }
}

async fn answer(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    Answer { status, headers, body: String::from_utf8_lossy(&bytes).into_owned() }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Looks through a page: only elements and attributes of ours, nothing from elsewhere, a strict policy; gives its links.
    pub(crate) fn check(&self, uri: &str) -> Vec<String> {
        let policy = self.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{uri}: {policy}");
        assert_eq!(self.header("x-content-type-options"), "nosniff", "{uri}");
        if !self.header("content-type").starts_with("text/html") {
            return Vec::new();
        }
        let tags = tags(&self.body);
        let mut links = Vec::new();
        let mut ids = BTreeSet::new();
        for tag in &tags {
            assert!(ELEMENTS.contains(&&*tag.name), "{uri}: <{}> is none of our elements", tag.name);
            for attribute in &tag.attrs {
                let (name, value) = (&*attribute.name.local, &*attribute.value);
                assert!(!name.starts_with("on") && name != "style" && name != "srcdoc", "{uri}: {name}=\"{value}\"");
                if name == "id" {
                    assert!(ids.insert(value.to_owned()), "{uri}: two elements have the id {value}");
                }
                if matches!(name, "href" | "src" | "action") {
                    let is_own = value.starts_with('/') && !value.starts_with("//");
                    assert!(is_own || value.starts_with(['#', '?']), "{uri}: {name}=\"{value}\" leads elsewhere");
                    if &*tag.name == "a" || &*tag.name == "iframe" {
                        links.push(value.to_owned());
                    }
                }
            }
        }
        let scripts: Vec<&Tag> = tags.iter().filter(|tag| &*tag.name == "script").collect();
        assert!(
            scripts.len() == 1 && scripts[0].attrs.iter().any(|attribute| &*attribute.name.local == "src"),
            "{uri}"
        );
        links
    }
}

/// The tags that a browser sees in a page.
fn tags(page: &str) -> Vec<Tag> {
    #[derive(Default)]
    struct Tags(RefCell<Vec<Tag>>);
    impl TokenSink for Tags {
        type Handle = ();
        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            if let Token::TagToken(tag) = token
                && tag.kind == TagKind::StartTag
            {
                self.0.borrow_mut().push(tag);
            }
            TokenSinkResult::Continue
        }
    }
    let tokenizer = Tokenizer::new(Tags::default(), Default::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(page));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}
