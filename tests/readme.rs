//! The session in the README is what the program says.

use crate::generated;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const OPENING: &str = "```console\n";

#[test]
fn the_session_is_what_the_program_says() {
    let readme = fs::read_to_string("README.md").unwrap();
    let (before, rest) = readme.split_once(OPENING).unwrap();
    let (session, after) = rest.split_once("```").unwrap();
    let index = TempDir::new().unwrap();
    run("minutebook index", index.path());
    let mut said = String::new();
    for command in session.lines().filter_map(|line| line.strip_prefix("$ ")) {
        writeln!(said, "$ {command}\n{}\n", run(command, index.path()).trim_end()).unwrap();
    }
    generated::keep("README.md", &format!("{before}{OPENING}{}\n```{after}", said.trim_end()));
}

/// Runs a command line with at most single quotes in it, in a clean environment.
fn run(command: &str, index: &Path) -> String {
    let mut arguments = Vec::new();
    for (at, part) in command.split('\'').enumerate() {
        if at % 2 == 1 {
            arguments.push(part);
        } else {
            arguments.extend(part.split_whitespace());
        }
    }
    let output = Command::new(env!("CARGO_BIN_EXE_minutebook"))
        .args(&arguments[1..])
        .env_clear()
        .env("MINUTEBOOK_INDEX", index)
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
