//! The door of assistants: by hand, line by line, and driven by the reference client of the protocol.

use crate::archive::{Archive, SAMPLE};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// Speaks the protocol over the pipes of one process.
struct Assistant {
    child: std::process::Child,
    answers: BufReader<std::process::ChildStdout>,
    asked: u64,
}

impl Assistant {
    fn of(archive: &Archive) -> Assistant {
        let mut child = Command::new(env!("CARGO_BIN_EXE_minutebook"))
            .arg("mcp")
            .current_dir(archive.root())
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        let mut assistant = Assistant { child, answers, asked: 0 };
        let client = json!({"name": "test", "version": "1"});
        let hello = json!({"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client});
        let server = assistant.ask("initialize", hello);
        assert_eq!(server["result"]["serverInfo"]["name"], "minutebook");
        assistant.tell(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
        assistant
    }

    fn tell(&mut self, message: &Value) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{message}").unwrap();
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        self.tell(&json!({"jsonrpc": "2.0", "id": self.asked, "method": method, "params": params}));
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(answer["id"], self.asked);
        answer
    }

    fn call(&mut self, tool: &str, arguments: Value) -> Value {
        self.ask("tools/call", json!({"name": tool, "arguments": arguments}))["result"].clone()
    }
}

impl Drop for Assistant {
    fn drop(&mut self) {
        // Closing its input ends it, as an assistant does.
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success());
    }
}

fn indexed() -> Archive {
    let archive = Archive::of(SAMPLE);
    assert_eq!(archive.outcome(&["index", "minutes"]).0, 0);
    archive
}

#[test]
fn every_tool_only_reads_and_says_what_it_takes_and_gives() {
    let mut assistant = Assistant::of(&indexed());
    let listed = assistant.ask("tools/list", json!({}));
    let tools = listed["result"]["tools"].as_array().unwrap();
    let mut names: Vec<&str> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["actions", "gaps", "search", "show", "timeline", "who"]);
    for tool in tools {
        assert_eq!(tool["annotations"]["readOnlyHint"], true, "{tool}");
        assert_eq!(tool["inputSchema"]["type"], "object", "{tool}");
        for key in ["rows", "total", "left_out"] {
            assert!(tool["outputSchema"]["properties"].get(key).is_some(), "{tool}");
        }
    }
}

#[test]
fn answers_have_places_and_the_count_of_what_was_left_out() {
    let archive = indexed();
    let mut assistant = Assistant::of(&archive);
    let (_, told, _) = archive.outcome(&["search", "dredging", "--limit", "1", "--format", "json"]);
    let rows: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let found = assistant.call("search", json!({"query": "dredging", "limit": 1}))["structuredContent"].clone();
    assert_eq!(found["total"], rows[1]["total"]);
    assert_eq!(found["left_out"].as_u64().unwrap() + 1, found["total"].as_u64().unwrap());
    for key in ["id", "path", "line_start", "text", "raised_by"] {
        assert_eq!(found["rows"][0][key], rows[0][key], "{key}");
    }
    let shown = assistant.call("show", json!({"id": "14/21"}))["structuredContent"].clone();
    assert_eq!(shown["rows"][0]["history"].as_array().unwrap().len(), 2);
    assert!(shown["rows"][0]["history"][1]["line_start"].as_u64().unwrap() > 0);
    let meeting = found["rows"][0]["meeting"]["id"].clone();
    let part = assistant.call("show", json!({"id": meeting, "limit": 2}))["structuredContent"].clone();
    assert_eq!(part["rows"][0]["passages"].as_array().unwrap().len(), 2);
    assert!(part["left_out"].as_u64().unwrap() > 0);
}

#[test]
fn a_question_that_cannot_be_read_is_an_error_with_the_next_step() {
    let mut assistant = Assistant::of(&indexed());
    let refused = assistant.call("search", json!({"query": "tpoic:x"}));
    assert_eq!(refused["isError"], true);
    assert!(refused["content"][0]["text"].as_str().unwrap().contains("did you mean topic:"), "{refused}");
    assert_eq!(assistant.call("actions", json!({"status": ["lost"]}))["isError"], true);
    assert_eq!(assistant.call("show", json!({"id": "nobody"}))["isError"], true);
    // A name that no tool knows is refused, not dropped.
    let answer = assistant.ask("tools/call", json!({"name": "search", "arguments": {"qurey": "x"}}));
    assert!(answer.get("error").is_some() || answer["result"]["isError"] == true, "{answer}");
}

#[test]
fn a_new_commit_is_answered_from() {
    let archive = indexed();
    let mut assistant = Assistant::of(&archive);
    let total = |answer: Value| answer["structuredContent"]["total"].as_u64().unwrap();
    let before = total(assistant.call("search", json!({"query": "dredging"})));
    archive.write(
        "2022/march.txt",
        "Harbour Liaison Meeting\n24 March 2022\n\n1.\tBuoys\n\tThe dredging buoys were renewed.\n",
    );
    assert_eq!(archive.outcome(&["index", "minutes"]).0, 0);
    assert_eq!(total(assistant.call("search", json!({"query": "dredging"}))), before + 1);
}

#[test]
fn a_client_of_others_is_answered() {
    let python = std::env::var("MINUTEBOOK_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_client = Command::new(&python).args(["-c", "import mcp"]).output();
    if !has_client.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: {python} has no package mcp; pip install mcp, or name another in MINUTEBOOK_PYTHON");
        return;
    }
    let archive = indexed();
    let index = archive.root().join("index");
    let output = Command::new(&python)
        .args(["scripts/assistant.py", env!("CARGO_BIN_EXE_minutebook"), index.to_str().unwrap(), "dredging"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["tools"].as_object().unwrap().len(), 6);
    assert_eq!(told["search"]["answer"]["rows"][0]["meeting"]["body"], "Harbour Liaison");
    assert_eq!(told["who"]["answer"]["left_out"], 0);
    assert_eq!(told["actions"]["answer"]["rows"][0]["code"], "14/21");
    assert_eq!(told["show"]["answer"]["rows"][0]["passages"].as_array().unwrap().len(), 2);
    assert_eq!(told["narrow"]["answer"]["total"], 1);
    assert_eq!(told["wrong"]["is_error"], true);
}
