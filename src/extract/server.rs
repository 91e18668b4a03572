//! The far side of a worker: takes files on its input and gives what they hold on its output.

use super::withhold::Censor;
use super::worker::{Job, Terms};
use super::{File, extract, limits};
use std::io::{self, BufRead, Write};

/// Serves one [`super::Extractor`] until its input ends.
///
/// A line of JSON with the terms comes first; then for each file a line of JSON and its bytes. The answer is a line of
/// JSON. A file that breaks a limit ends the process, and whoever sent it draws the conclusion.
pub fn serve(mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let Some(Terms { options, limits, redaction }) = line(&mut input)? else { return Ok(()) };
    let censor = Censor::of(&redaction);
    limits::bound_memory(&limits)?;
    // What a reader says when it panics is no use to anybody: the file is named with its fault.
    std::panic::set_hook(Box::new(|_| {}));
    while let Some(Job { name, sha256, size }) = line(&mut input)? {
        limits::grant_time(&limits)?;
        let mut bytes = vec![0; size];
        input.read_exact(&mut bytes)?;
        let answer = extract(File { name: &name, sha256: &sha256, bytes: &bytes }, &options, &censor);
        serde_json::to_writer(&mut output, &answer)?;
        output.write_all(b"\n")?;
        output.flush()?;
    }
    Ok(())
}

fn line<T: serde::de::DeserializeOwned>(input: &mut impl BufRead) -> io::Result<Option<T>> {
    let mut line = String::new();
    if input.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    Ok(Some(serde_json::from_str(&line)?))
}
