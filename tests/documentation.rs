//! Every command, option and query field is documented.

use minutebook::query::Field;
use std::fs;

#[test]
fn every_command_and_option_is_in_the_manual() {
    let manual = fs::read_to_string("docs/cli.md").unwrap();
    let mut missing = Vec::new();
    let mut command = minutebook::cli::command();
    command.build();
    let options = |command: &clap::Command| -> Vec<String> {
        command
            .get_arguments()
            .filter(|argument| !argument.is_hide_set())
            .filter_map(|argument| argument.get_long())
            .map(|name| format!("--{name}"))
            .collect()
    };
    let mut wanted = options(&command);
    let is_shown = |command: &&clap::Command| command.get_name() != "help" && !command.is_hide_set();
    for command in command.get_subcommands().filter(is_shown) {
        wanted.push(format!("minutebook {}", command.get_name()));
        wanted.extend(options(command));
    }
    wanted.retain(|name| !matches!(name.as_str(), "--help" | "--version"));
    wanted.sort();
    wanted.dedup();
    missing.extend(wanted.into_iter().filter(|name| !manual.contains(&format!("`{name}"))));
    assert!(missing.is_empty(), "not in docs/cli.md: {missing:?}");
}

#[test]
fn every_field_is_on_the_page_of_the_query_language() {
    let page = fs::read_to_string("docs/query-syntax.md").unwrap();
    let missing: Vec<&str> =
        Field::ALL.into_iter().map(Field::name).filter(|name| !page.contains(&format!("`{name}:"))).collect();
    assert!(missing.is_empty(), "not in docs/query-syntax.md: {missing:?}");
}
