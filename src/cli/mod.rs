//! The terminal door: the command line, one file for each command.

mod acronyms;
mod actions;
mod batch;
mod bench;
mod completions;
mod doctor;
mod export;
mod extract;
mod failure;
mod filters;
mod follow;
mod gaps;
mod index;
mod man;
#[cfg(feature = "mcp")]
mod mcp;
mod meetings;
mod open;
mod people;
mod progress;
mod reading;
mod search;
#[cfg(feature = "web")]
mod serve;
mod settings;
mod show;
mod status;
mod terminal;
mod timeline;
mod topics;
mod watch;
mod who;

use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum};
use failure::{Failure, Outcome};
use settings::Settings;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use terminal::Terminal;

/// Full-text search over meeting archives: topics, who raised them, and what became of each action.
#[derive(Debug, Parser)]
#[command(name = "minutebook", version, arg_required_else_help = true, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 found or done, 1 nothing found (bench: slower than the baseline), 2 an error, a usage error, or files that could not be read."
)]
struct CommandLine {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Debug, clap::Args)]
struct Global {
    /// Folder or file of the archive, instead of the configured sources
    #[arg(long, global = true, value_name = "DIR", env = "MINUTEBOOK_ARCHIVE", hide_env_values = true)]
    archive: Option<PathBuf>,
    /// Folder of the index
    #[arg(long, global = true, value_name = "DIR", env = "MINUTEBOOK_INDEX", hide_env_values = true)]
    index: Option<PathBuf>,
    /// Form of the results
    #[arg(long, global = true, value_name = "FORM", env = "MINUTEBOOK_FORMAT", hide_env_values = true)]
    format: Option<FormatName>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", env = "MINUTEBOOK_COLOR", hide_env_values = true)]
    color: Option<When>,
    /// Say on stderr what is being done
    #[arg(long, short, global = true)]
    verbose: bool,
    /// Say nothing but results and errors
    #[arg(long, short, global = true)]
    quiet: bool,
}

/// Form of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// For readers
    Text,
    /// One JSON object a line
    Json,
    /// A table with a line of names
    Csv,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    /// On a terminal
    Auto,
    /// Also into files and pipes
    Always,
    /// Not at all
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Index(index::Arguments),
    Search(search::Arguments),
    Who(who::Arguments),
    Actions(actions::Arguments),
    Topics(topics::Arguments),
    People(people::Arguments),
    Timeline(timeline::Arguments),
    Show(show::Arguments),
    Meetings(meetings::Arguments),
    Acronyms(acronyms::Arguments),
    Gaps(gaps::Arguments),
    #[cfg(feature = "web")]
    Serve(serve::Arguments),
    #[cfg(feature = "mcp")]
    Mcp(mcp::Arguments),
    Watch(watch::Arguments),
    Export(export::Arguments),
    Extract(extract::Arguments),
    Status(status::Arguments),
    Doctor(doctor::Arguments),
    Bench(bench::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
    #[command(name = "read-worker", hide = true)]
    ReadWorker(reading::WorkerArguments),
}

/// Gives a command its arguments.
type AddArguments = fn(clap::Command) -> clap::Command;

/// Commands that are to be there at once: those that ask the index, and the one that every process reading documents is.
const QUICK: &[(&str, AddArguments)] = &[
    ("search", search::Arguments::augment_args),
    ("who", who::Arguments::augment_args),
    ("actions", actions::Arguments::augment_args),
    ("topics", topics::Arguments::augment_args),
    ("people", people::Arguments::augment_args),
    ("timeline", timeline::Arguments::augment_args),
    ("show", show::Arguments::augment_args),
    ("meetings", meetings::Arguments::augment_args),
    ("read-worker", reading::WorkerArguments::augment_args),
];

impl CommandLine {
    /// Reads the arguments of the process.
    fn read(arguments: &[OsString]) -> Result<CommandLine, clap::Error> {
        match CommandLine::read_quickly(arguments) {
            Some(line) => Ok(line),
            None => CommandLine::try_parse_from(arguments),
        }
    }

    /// Reads them as if the command that is named were the only one: to prepare all of them takes longer than a search.
    ///
    /// None where that fails, so that every complaint and every help is made with all commands known.
    fn read_quickly(arguments: &[OsString]) -> Option<CommandLine> {
        let (name, add) = arguments.iter().find_map(|argument| QUICK.iter().find(|(name, _)| argument == name))?;
        let command = Global::augment_args(clap::Command::new("minutebook"));
        let command = command.subcommand(add(clap::Command::new(*name)));
        let mut matches = command.try_get_matches_from(arguments).ok()?;
        CommandLine::from_arg_matches_mut(&mut matches).ok()
    }
}

/// The whole command line, for completions, the manual page and the tests of the documentation.
pub fn command() -> clap::Command {
    <CommandLine as clap::CommandFactory>::command()
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let line = match CommandLine::read(&arguments) {
        Ok(line) => line,
        Err(error) => return terminal::usage(&error),
    };
    let mut terminal = Terminal::new(&line.global);
    if line.global.verbose {
        terminal::log();
    }
    let result = run(line, &mut terminal);
    terminal.close(result)
}

fn run(line: CommandLine, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let settings = || Settings::find(&line.global);
    match line.command {
        Command::Index(arguments) => index::run(arguments, &settings()?, terminal),
        Command::Search(arguments) => search::run(arguments, &settings()?, terminal),
        Command::Who(arguments) => who::run(arguments, &settings()?, terminal),
        Command::Actions(arguments) => actions::run(arguments, &settings()?, terminal),
        Command::Topics(arguments) => topics::run(arguments, &settings()?, terminal),
        Command::People(arguments) => people::run(arguments, &settings()?, terminal),
        Command::Timeline(arguments) => timeline::run(arguments, &settings()?, terminal),
        Command::Show(arguments) => show::run(arguments, &settings()?, terminal),
        Command::Acronyms(arguments) => acronyms::run(arguments, &settings()?, terminal),
        Command::Gaps(arguments) => gaps::run(arguments, &settings()?, terminal),
        Command::Meetings(arguments) => meetings::run(arguments, &settings()?, terminal),
        #[cfg(feature = "web")]
        Command::Serve(arguments) => serve::run(arguments, &settings()?, terminal),
        #[cfg(feature = "mcp")]
        Command::Mcp(arguments) => mcp::run(arguments, &settings()?, terminal),
        Command::Watch(arguments) => watch::run(arguments, &settings()?, terminal),
        Command::Export(arguments) => export::run(arguments, &settings()?, terminal),
        Command::Extract(arguments) => extract::run(arguments, &settings()?, terminal),
        Command::Bench(arguments) => bench::run(arguments, &settings()?, terminal),
        Command::Status(arguments) => status::run(arguments, &settings()?, terminal),
        Command::Doctor(arguments) => doctor::run(arguments, &settings()?, terminal),
        Command::Completions(arguments) => completions::run(arguments, terminal),
        Command::Man(arguments) => man::run(arguments, terminal),
        Command::ReadWorker(_) => reading::work(terminal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_quickly_is_read_as_with_all_commands() {
        let lines = [
            "search crime",
            "search \"street triage\" --facets topic,person --topic Police --year 2014..2016 -n 3",
            "--index who search crime --format json -q",
            "--format csv --color never who crime --verbose",
            "actions --status open",
            "--index search who",
            "search -- search",
            "show 66/15",
            "topics",
            "read-worker",
        ];
        for line in lines {
            let arguments = || std::iter::once("minutebook").chain(line.split(' ')).map(OsString::from);
            let all = CommandLine::try_parse_from(arguments()).map(|line| format!("{line:?}"));
            let quickly = CommandLine::read_quickly(&arguments().collect::<Vec<_>>()).map(|line| format!("{line:?}"));
            assert_eq!(quickly.unwrap_or_else(|| all.as_ref().unwrap().clone()), all.unwrap(), "{line}");
        }
    }

    #[test]
    fn what_is_wrong_or_wants_help_is_left_to_all_commands() {
        for line in
            ["search --help", "help search", "search --sort backwards", "--version search", "sarch who", "who -V"]
        {
            let arguments = std::iter::once("minutebook").chain(line.split(' ')).map(OsString::from);
            assert!(CommandLine::read_quickly(&arguments.collect::<Vec<_>>()).is_none(), "{line}");
        }
    }
}
