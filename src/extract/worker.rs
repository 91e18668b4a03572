//! The near side of workers: processes that read files, replaced when a file brings one down.

use super::{Extract, File, Limits, Redaction, Refusal};
use crate::read::Options;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};

/// What holds for all files of a worker; the first line it is sent.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Terms {
    pub options: Options,
    pub limits: Limits,
    pub redaction: Redaction,
}

/// One file; its bytes follow.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Job {
    pub name: String,
    pub sha256: String,
    pub size: usize,
}

/// As many processes as files are read at a time.
pub(super) struct Workers {
    program: PathBuf,
    arguments: Vec<String>,
    terms: Terms,
    idle: Mutex<Vec<Worker>>,
}

impl Workers {
    pub(super) fn new(program: PathBuf, arguments: &[&str], options: &Options, limits: Limits) -> Self {
        Self {
            program,
            arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect(),
            terms: Terms { options: options.clone(), limits, redaction: Redaction::default() },
            idle: Mutex::default(),
        }
    }

    /// What its workers keep to themselves; none of them has started yet.
    pub(super) fn withhold(&mut self, redaction: Redaction) {
        self.terms.redaction = redaction;
    }

    /// Has a worker read `file`; one that comes to harm is not used again.
    pub(super) fn extract(&self, file: File) -> Result<Extract, Refusal> {
        let rested = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(worker) = rested {
            match self.hand_over(worker, file) {
                // What earlier files left behind may be to blame.
                Err(Ending { is_overtime: false, .. }) => {}
                Err(ending) => return Err(ending.refusal),
                Ok(answer) => return answer,
            }
        }
        let worker = Worker::start(&self.program, &self.arguments, &self.terms)
            .map_err(|cause| Refusal::Disturbed(format!("no process to read it in: {cause}")))?;
        self.hand_over(worker, file).unwrap_or_else(|ending| Err(ending.refusal))
    }

    fn hand_over(&self, mut worker: Worker, file: File) -> Result<Result<Extract, Refusal>, Ending> {
        match worker.ask(file) {
            Ok(answer) => {
                self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                Ok(answer)
            }
            Err(_) => Err(worker.ending(&self.terms.limits)),
        }
    }
}

impl Drop for Workers {
    /// Processes end with their input, and are waited for.
    fn drop(&mut self) {
        let idle = self.idle.get_mut().unwrap_or_else(PoisonError::into_inner);
        for Worker { mut process, input, output } in idle.drain(..) {
            drop((input, output));
            // One that ended already has nothing to say.
            let _ = process.wait();
        }
    }
}

/// A process that reads.
struct Worker {
    process: Child,
    input: BufWriter<ChildStdin>,
    output: BufReader<ChildStdout>,
}

/// How a worker ended, as the reason why its file is not read.
struct Ending {
    refusal: Refusal,
    is_overtime: bool,
}

impl Worker {
    fn start(program: &PathBuf, arguments: &[String], terms: &Terms) -> io::Result<Self> {
        let pipe = Stdio::piped;
        let mut process = Command::new(program).args(arguments).stdin(pipe()).stdout(pipe()).stderr(pipe()).spawn()?;
        let (Some(input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::Error::other("it has no pipes"));
        };
        let mut worker = Self { process, input: BufWriter::new(input), output: BufReader::new(output) };
        worker.send(terms)?;
        Ok(worker)
    }

    fn ask(&mut self, file: File) -> io::Result<Result<Extract, Refusal>> {
        let File { name, sha256, bytes } = file;
        self.send(&Job { name: name.to_owned(), sha256: sha256.to_owned(), size: bytes.len() })?;
        self.input.write_all(bytes)?;
        self.input.flush()?;
        let mut answer = String::new();
        self.output.read_line(&mut answer)?;
        Ok(serde_json::from_str(&answer)?)
    }

    fn send(&mut self, message: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.input, message)?;
        self.input.write_all(b"\n")
    }

    /// Ends the process if it has not ended by itself, and says what became of it.
    fn ending(mut self, limits: &Limits) -> Ending {
        // Its output is closed or makes no sense; it may be about to end.
        let mut remarks = String::new();
        drop(self.input);
        drop(self.output);
        if let Some(mut stderr) = self.process.stderr.take() {
            // No remarks are as good as broken ones.
            let _ = stderr.read_to_string(&mut remarks);
        }
        let status = self.process.wait();
        let is_overtime = status.as_ref().is_ok_and(is_overtime);
        let refusal = if is_overtime {
            Refusal::Failed(format!("reading it took more than {} seconds of processor time", limits.seconds))
        } else if remarks.contains("memory allocation") {
            Refusal::Failed(format!("reading it took more than {} MiB of memory", limits.memory_mib))
        } else if remarks.contains("overflowed its stack") {
            Refusal::Failed("what it holds is nested too deeply".to_owned())
        } else {
            let status = status.map_or_else(|cause| cause.to_string(), |status| status.to_string());
            Refusal::Disturbed(format!("the process reading it ended with {status}"))
        };
        Ending { refusal, is_overtime }
    }
}

/// Whether the system ended a process for its use of processor time.
#[cfg(unix)]
fn is_overtime(status: &ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

/// There is no such limit here.
#[cfg(not(unix))]
fn is_overtime(_: &ExitStatus) -> bool {
    false
}
