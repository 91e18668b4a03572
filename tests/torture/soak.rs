//! Searches while the index is written: each sees one commit, whole, and neither memory nor disk grows.

use super::changing::{bytes, minutes};
use crate::archive::Archive;
use fastrand::Rng;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What came of a soak.
#[derive(Debug, Default)]
pub(super) struct Soaked {
    /// Runs that wrote the index.
    pub(super) runs: usize,
    /// Searches meanwhile.
    pub(super) searches: usize,
    /// Second runs that were refused while the first wrote.
    pub(super) excluded: usize,
    /// Memory of the largest run of the first and of the last quarter, in kibibytes; 0 where the system does not tell.
    pub(super) memory: (u64, u64),
    /// Questions to a server that stays open all the time.
    pub(super) served: usize,
    /// Its memory at most in the first and in the last quarter, in kibibytes.
    pub(super) serving: (u64, u64),
    /// Bytes of the index after a run at most, for a byte of a clean build.
    pub(super) disk: f64,
    /// What was wrong, each in a sentence.
    pub(super) lost: Vec<String>,
}

/// Every document of a generation says which one it is.
fn rewrite(archive: &Archive, generation: usize, chance: &mut Rng) -> usize {
    let _ = std::fs::remove_dir_all(archive.minutes());
    std::fs::create_dir(archive.minutes()).unwrap();
    let files = chance.usize(8..14);
    for number in 0..files {
        archive.write(
            &format!("{number}.txt"),
            &format!("{}9.\tGeneration\n\tAB noted generation{generation}x.\n", minutes(chance)),
        );
    }
    files
}

/// Looks for the generation; says what is wrong with the answer.
fn look(archive: &Archive, sizes: &Mutex<HashMap<usize, usize>>) -> Option<String> {
    let (code, rows, remarks) = archive.outcome(&["search", "generation*", "--limit", "1000", "--format", "json"]);
    if code != 0 || remarks.contains("panicked") {
        return Some(format!("a search ends with {code}: {remarks}"));
    }
    whole(&rows, sizes)
}

/// Whether the rows are those of one generation, all of them; says what is wrong with them.
fn whole(rows: &str, sizes: &Mutex<HashMap<usize, usize>>) -> Option<String> {
    let mut seen: HashMap<usize, usize> = HashMap::new();
    for row in rows.lines().filter_map(|row| serde_json::from_str::<serde_json::Value>(row).ok()) {
        let number = |text: &str| text.split("generation").nth(1)?.split('x').next()?.parse().ok();
        if let Some(generation) = row["text"].as_str().and_then(number) {
            *seen.entry(generation).or_default() += 1;
        }
    }
    let sizes = sizes.lock().unwrap();
    let is_whole = seen.len() == 1 && seen.iter().all(|(generation, count)| sizes.get(generation) == Some(count));
    (!is_whole).then(|| format!("half a commit: {seen:?}"))
}

/// A measure of the memory of a process, in kibibytes, as the system tells while it lives.
fn memory(process: u32, measure: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix(measure)?.trim().strip_suffix(" kB")?.trim().parse().ok())
}

/// The most of the first and of the last quarter.
fn quarters(measured: &[u64]) -> (u64, u64) {
    let quarter = measured.len().div_ceil(4);
    let most = |part: &[u64]| part.iter().copied().max().unwrap_or_default();
    (most(&measured[..quarter]), most(&measured[measured.len() - quarter..]))
}

/// A server that stays open while the index changes.
struct Server(Child, String);

impl Server {
    /// None in a build without one.
    fn of(archive: &Archive) -> Option<Server> {
        if !cfg!(feature = "web") {
            return None;
        }
        let mut child = archive.command(&["serve", "--bind", "127.0.0.1:0"]).stderr(Stdio::piped()).spawn().unwrap();
        let told = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let address = told.filter_map(|line| Some(line.split_once("http://")?.1.split_once('/')?.0.to_owned())).next();
        Some(Server(child, address.expect("the server tells its address")))
    }

    /// The rows of a search for the generation, with the head of the answer.
    fn ask(&self) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(&self.1)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let question = "GET /api/v1/search?q=generation*&limit=1000&format=jsonl HTTP/1.1";
        write!(stream, "{question}\r\nHost: {}\r\nConnection: close\r\n\r\n", self.1)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map(|_| answer)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Writes the index for `duration` under `searchers` searching processes.
pub(super) fn soak(seed: u64, duration: Duration, searchers: usize) -> Soaked {
    let mut chance = Rng::with_seed(seed);
    let archive = Archive::of(&[]);
    let sizes = Mutex::new(HashMap::from([(0, rewrite(&archive, 0, &mut chance))]));
    let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert_eq!(code, 0, "{remarks}");
    let (is_over, searches, lost) = (AtomicBool::new(false), AtomicUsize::new(0), Mutex::new(Vec::new()));
    let (server, serving) = (Server::of(&archive), Mutex::new(Vec::new()));
    let mut soaked = Soaked::default();
    let (mut memories, mut largest) = (Vec::new(), 0);
    std::thread::scope(|scope| {
        for _ in 0..searchers {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    searches.fetch_add(1, Ordering::Relaxed);
                    lost.lock().unwrap().extend(look(&archive, &sizes));
                }
            });
        }
        if let Some(server) = &server {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let fault = match server.ask() {
                        Ok(answer) if answer.starts_with("HTTP/1.1 200") => whole(&answer, &sizes),
                        Ok(answer) => Some(format!("the server answers {}", answer.lines().next().unwrap_or_default())),
                        Err(error) => Some(format!("the server does not answer: {error}")),
                    };
                    lost.lock().unwrap().extend(fault);
                    serving.lock().unwrap().extend(memory(server.0.id(), "VmRSS:"));
                    std::thread::sleep(Duration::from_millis(20));
                }
            });
        }
        let start = Instant::now();
        while start.elapsed() < duration {
            soaked.runs += 1;
            let files = rewrite(&archive, soaked.runs, &mut chance);
            sizes.lock().unwrap().insert(soaked.runs, files);
            let mut process = archive.command(&["index", "minutes"]).stderr(Stdio::piped()).spawn().unwrap();
            let mut most = 0;
            if soaked.runs % 4 == 0 {
                let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
                let is_excluded = code == 2 && remarks.contains("is being written by another run");
                soaked.excluded += usize::from(is_excluded);
                if code != 0 && !is_excluded {
                    lost.lock().unwrap().push(format!("a second run ends with {code}: {remarks}"));
                }
            }
            while process.try_wait().unwrap().is_none() {
                most = most.max(memory(process.id(), "VmHWM:").unwrap_or_default());
                std::thread::sleep(Duration::from_millis(5));
            }
            let output = process.wait_with_output().unwrap();
            let remarks = String::from_utf8_lossy(&output.stderr).into_owned();
            let was_second = remarks.contains("is being written by another run");
            if !output.status.success() && !was_second {
                lost.lock().unwrap().push(format!("a run fails: {remarks}"));
            }
            if was_second {
                archive.outcome(&["index", "minutes"]);
            }
            memories.push(most);
            largest = largest.max(bytes(&archive.root().join("index")));
        }
        is_over.store(true, Ordering::Relaxed);
    });
    soaked.memory = quarters(&memories);
    let serving = serving.into_inner().unwrap();
    (soaked.served, soaked.serving) = (serving.len(), quarters(&serving));
    archive.outcome(&["--index", "clean", "index", "minutes"]);
    soaked.disk = largest as f64 / bytes(&archive.root().join("clean")) as f64;
    soaked.searches = searches.into_inner();
    soaked.lost = lost.into_inner().unwrap();
    soaked
}

#[test]
fn searches_see_one_commit_each_while_the_index_is_written() {
    let soaked = soak(7, Duration::from_secs(8), 3);
    assert!(soaked.lost.is_empty(), "{soaked:#?}");
    assert!(soaked.runs > 0 && soaked.searches > 0, "{soaked:?}");
    assert_eq!(soaked.served > 0, cfg!(all(feature = "web", target_os = "linux")), "{soaked:?}");
}
