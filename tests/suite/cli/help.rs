//! What each command says of itself.

use snapbox::file;

use super::{good, session, shows};

#[test]
fn help_says_what_there_is() {
    let book = good();
    shows(&book, &["--help"], file!["help.txt"]);
    shows(&book, &["build --help"], file!["help-build.txt"]);
    shows(&book, &["check --help"], file!["help-check.txt"]);
    shows(&book, &["fix --help"], file!["help-fix.txt"]);
    shows(&book, &["explain --help"], file!["help-explain.txt"]);
    shows(&book, &["init --help"], file!["help-init.txt"]);
    shows(&book, &["schema --help"], file!["help-schema.txt"]);
    shows(&book, &["new --help"], file!["help-new.txt"]);
    shows(&book, &["list --help"], file!["help-list.txt"]);
    shows(&book, &["stats --help"], file!["help-stats.txt"]);
    shows(&book, &["diff --help"], file!["help-diff.txt"]);
    shows(&book, &["man --help"], file!["help-man.txt"]);
    shows(
        &book,
        &["completions --help"],
        file!["help-completions.txt"],
    );
    #[cfg(feature = "lsp")]
    shows(&book, &["lsp --help"], file!["help-lsp.txt"]);
    #[cfg(feature = "serve")]
    {
        shows(&book, &["serve --help"], file!["help-serve.txt"]);
        shows(&book, &["watch --help"], file!["help-watch.txt"]);
    }
    shows(
        &book,
        &["-V", "", "help build"],
        file!["help-otherwise.txt"],
    );
}

#[test]
fn every_command_has_its_help_here_and_an_example_in_it() {
    let help = session(&good(), &["--help"]);
    let (_, commands) = help.split_once("Commands:\n").expect("a list of commands");
    for line in commands.lines().take_while(|line| !line.is_empty()) {
        let command = line.split_whitespace().next().expect("a name");
        if command != "help" {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/cli");
            let file = format!("{folder}/help-{command}.txt");
            let shown = std::fs::read_to_string(&file).expect(&file);
            assert!(shown.contains("\nExample:\n  prepbook "), "{file}");
        }
    }
}
