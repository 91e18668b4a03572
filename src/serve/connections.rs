//! Connections to clients, each bounded in time and all of them in number: none that is slow holds the server.

use axum::Router;
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

/// What connections may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Connections at a time; others wait until one ends.
    most: u32,
    /// Longest time until the head of a request has come, also that of the next one on the same connection.
    head: Duration,
    /// Time for which a connection takes requests; a client opens another one then.
    taken: Duration,
    /// Time that is left then for the answer to be fetched.
    fetched: Duration,
    /// The same, when the server is to end.
    ended: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            // Well below the number of files that a process may usually have open.
            most: 512,
            head: Duration::from_secs(10),
            taken: Duration::from_secs(60),
            fetched: Duration::from_secs(300),
            ended: Duration::from_secs(10),
        }
    }
}

/// Answers whoever connects until `end`, and returns when the last one has the answer or its time is up.
pub(super) async fn answer(mut listener: TcpListener, router: Router, bounds: Bounds, end: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(bounds.head);
    let places = Arc::new(Semaphore::new(bounds.most as usize));
    let (goes_on, ending) = watch::channel(());
    let mut end = pin!(end);
    loop {
        let accepted = async {
            let place = places.clone().acquire_owned().await;
            // Where the system has no more files this waits and tries again.
            (place, Listener::accept(&mut listener).await.0)
        };
        let (place, stream) = tokio::select! {
            accepted = accepted => accepted,
            () = end.as_mut() => break,
        };
        // The end of an answer is not held back until the client confirms what came before.
        let _ = stream.set_nodelay(true);
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let ending = ending.clone();
        tokio::spawn(async move {
            bounded(pin!(connection), bounds, ending).await;
            drop(place);
        });
    }
    drop((listener, goes_on));
    // All places are free when no connection is left.
    let _ = timeout(bounds.ended, places.acquire_many(bounds.most)).await;
}

type Connection = http1::Connection<TokioIo<TcpStream>, TowerToHyperService<Router>>;

/// Serves a connection until its client has enough or its time is up.
async fn bounded(mut connection: Pin<&mut Connection>, bounds: Bounds, mut ending: watch::Receiver<()>) {
    tokio::select! {
        // What goes wrong with a connection concerns its client, who is gone.
        _ = connection.as_mut() => return,
        () = sleep(bounds.taken) => {}
        _ = ending.changed() => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(bounds.fetched, connection).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use std::io::{ErrorKind, Read, Write};
    use std::net::{SocketAddr, TcpStream};
    use std::time::Instant;
    use tokio::sync::oneshot;

    const SHORT: Duration = Duration::from_millis(300);
    /// So long that nothing of a test takes it.
    const LONG: Duration = Duration::from_secs(60);
    const BOUNDS: Bounds = Bounds { most: 8, head: LONG, taken: LONG, fetched: LONG, ended: LONG };

    /// Runs `client` against a server, which is told to end then; the time that this takes, and what `client` gives back.
    fn check<T: Send + 'static>(
        bounds: Bounds,
        client: impl FnOnce(SocketAddr) -> T + Send + 'static,
    ) -> (Duration, T) {
        let router = Router::new()
            .route("/", get(async || "here"))
            .route("/long", get(async || vec![b'x'; 64 << 20]))
            .route("/late", get(async || sleep(SHORT).await));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let (done, end) = oneshot::channel();
            let client = tokio::task::spawn_blocking(move || {
                let result = client(address);
                done.send(Instant::now()).unwrap();
                result
            });
            let mut ended = Instant::now();
            answer(listener, router, bounds, async { ended = end.await.unwrap() }).await;
            (ended.elapsed(), client.await.unwrap())
        })
    }

    fn sent(address: SocketAddr, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(LONG / 2)).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    }

    /// What still comes before the server closes the connection.
    fn rest(mut stream: TcpStream) -> String {
        let mut bytes = Vec::new();
        match stream.read_to_end(&mut bytes) {
            Ok(_) => {}
            Err(cause) => assert_eq!(cause.kind(), ErrorKind::ConnectionReset, "it is still open: {cause}"),
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    const ASKED: &str = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    #[test]
    fn a_head_that_comes_slowly_or_never_is_not_waited_for() {
        check(Bounds { head: SHORT, ..BOUNDS }, |address| {
            for start in ["", "GET / HTTP/1.1\r\nHost: local", ASKED] {
                assert_eq!(rest(sent(address, start)).ends_with("here"), start == ASKED, "{start}");
            }
            let mut slow = sent(address, "GET / HTTP/1.1\r\n");
            let start = Instant::now();
            while slow.write_all(b"a: b\r\n").is_ok() {
                assert!(start.elapsed() < LONG / 2, "it may go on");
                std::thread::sleep(SHORT / 10);
            }
        });
    }

    #[test]
    fn an_answer_that_is_not_fetched_is_given_up_and_makes_room() {
        check(Bounds { most: 1, taken: SHORT, fetched: SHORT, ..BOUNDS }, |address| {
            let start = Instant::now();
            let holding = sent(address, "GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n");
            // Nobody else comes in before.
            assert!(rest(sent(address, ASKED)).ends_with("here"));
            assert!(start.elapsed() >= SHORT * 2);
            drop(holding);
        });
    }

    #[test]
    fn a_connection_takes_requests_for_a_while_and_says_when_no_more() {
        check(Bounds { taken: SHORT, ..BOUNDS }, |address| {
            let asked = "GET /late HTTP/1.1\r\nHost: localhost\r\n\r\n";
            let answers = rest(sent(address, &asked.repeat(20)));
            let count = answers.matches("HTTP/1.1 200 OK").count();
            assert!((1..20).contains(&count), "{count}");
            assert!(answers.contains("connection: close"), "{answers}");
        });
    }

    #[test]
    fn the_end_does_not_wait_for_ever_for_who_does_not_fetch_the_answer() {
        let bounds = Bounds { ended: SHORT, ..BOUNDS };
        let long = |address| sent(address, "GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n");
        let (took, _holding) = check(bounds, move |address| {
            let holding = long(address);
            std::thread::sleep(SHORT / 2);
            holding
        });
        assert!((SHORT..LONG / 2).contains(&took), "{took:?}");
    }

    #[test]
    fn who_has_asked_gets_an_answer_before_the_end_and_who_has_not_holds_nothing_up() {
        let (took, (_idle, asking)) = check(BOUNDS, |address| {
            let idle = sent(address, ASKED);
            let asking = sent(address, "GET /late HTTP/1.1\r\nHost: localhost\r\n\r\n");
            // Read by the server before it is told to end.
            std::thread::sleep(SHORT / 2);
            (idle, asking)
        });
        assert!(rest(asking).starts_with("HTTP/1.1 200 OK"));
        assert!(took < LONG / 2, "{took:?}");
    }
}
