//! Every command that a text shows is run: those of one text in one shell, in the order of the text,
//! with the files that the text shows beside them.
//!
//! A fence of `console` holds commands; any fence with `title="PATH"` is a file. `<!-- not run: WHY -->`
//! above a fence leaves it out, `<!-- not run on this page: WHY -->` those of a whole text.

use std::path::Path;
use std::process::Command;

use camino::Utf8Path;

use super::texts::{Fence, Text, fences, texts};
use crate::book::Book;

/// At most so many fences are not run.
const LEFT_OUT: usize = 3;

/// Stands above a text whose commands take too long for a test.
const WHOLE_PAGE: &str = "<!-- not run on this page: ";

/// What stands before every script: a command that serves is ended when it says that it does, and a
/// browser that is to be opened is none.
const PRELUDE: &str = r#"set -eu
mkdir -p "$HOME/.browser"
printf '#!/bin/sh\n' > "$HOME/.browser/xdg-open"
chmod +x "$HOME/.browser/xdg-open"
PATH="$HOME/.browser:$PATH"
until_it_serves() {
    "$@" --port 0 > "$HOME/.served" 2>&1 &
    for _ in $(seq 300); do
        grep -q '^serving ' "$HOME/.served" && break
        kill -0 $! 2> /dev/null || break
        sleep 0.1
    done
    kill -TERM $! || true
    status=0
    wait $! || status=$?
    cat "$HOME/.served"
    grep -q '^serving ' "$HOME/.served"
    test "$status" -eq 143
}
"#;

/// A shell script of what the text shows, and how many fences of commands it leaves out.
fn script(text: &Text) -> (String, usize) {
    let mut script = PRELUDE.to_owned();
    let mut left_out = 0;
    for fence in fences(&text.text) {
        let is_commands = fence.language() == "console";
        match fence.title() {
            _ if is_commands && fence.reason.is_some() => left_out += 1,
            _ if is_commands => script += &commands(&fence),
            Some(path) if !text.text.contains(WHOLE_PAGE) => script += &file(path, &fence),
            Some(_) | None => {}
        }
    }
    (script, left_out)
}

/// Each line after a word that it runs. What a clone of the repository would compile first is the
/// program that is here.
fn commands(fence: &Fence) -> String {
    let lines = fence.body.lines().map(|line| {
        let line = line.replace("cargo run --release -- ", "prepbook ");
        let shown = line.replace('\'', "");
        let serves = line.starts_with("prepbook serve") && !line.contains("--help");
        let line = match serves {
            true => format!("until_it_serves {line}"),
            false => line,
        };
        format!(": runs '{shown}'\n{line}\n")
    });
    lines.collect()
}

fn file(path: &str, fence: &Fence) -> String {
    let folder = Utf8Path::new(path).parent().expect("a folder");
    let folder = if folder == "" { ".".into() } else { folder };
    let runs = match fence.body.starts_with("#!") {
        true => format!("chmod +x '{path}'\n"),
        false => String::new(),
    };
    format!(
        "mkdir -p '{folder}'\ncat > '{path}' <<'END-OF-FILE'\n{}END-OF-FILE\n{runs}",
        fence.body
    )
}

/// Runs it where a reader of the text would stand: the project's files in a copy of its handbook,
/// others in an empty folder. What it printed, if it failed.
fn run(text: &Text, script: &str) -> Result<(), String> {
    let book = match text.path.starts_with("docs/") {
        true => Book::empty(),
        false => Book::shipped(),
    };
    let here = book.root();
    // a server's folders, in ours
    let script = script.replace("/srv/", &format!("{here}/srv/"));
    let program = Path::new(env!("CARGO_BIN_EXE_prepbook"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let own = program.parent().expect("a folder").to_owned();
    let folders = std::iter::once(own).chain(std::env::split_paths(&path));
    let mut shell = Command::new("sh");
    let git = [
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_AUTHOR_NAME", "a"),
        ("GIT_AUTHOR_EMAIL", "a@example.org"),
        ("GIT_COMMITTER_NAME", "a"),
        ("GIT_COMMITTER_EMAIL", "a@example.org"),
    ];
    shell
        .args(["-x", "-c", &script])
        .current_dir(&here)
        .env("HOME", &here)
        .env("PATH", std::env::join_paths(folders).expect("a path"))
        .envs(git);
    let output = shell.output().expect("a shell");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("{}:\n{said}", text.path)),
    }
}

#[cfg(unix)]
#[test]
fn every_command_runs() {
    let (mut ran, mut left_out, mut failed) = (0, 0, Vec::new());
    for text in texts() {
        if text.text.contains(WHOLE_PAGE) {
            continue;
        }
        let (script, not_run) = script(&text);
        let commands = script.matches("\n: runs '").count();
        left_out += not_run;
        ran += commands;
        if commands > 0
            && let Err(said) = run(&text, &script)
        {
            failed.push(said);
        }
    }
    assert!(failed.is_empty(), "\n{}\n", failed.join("\n"));
    assert!(ran > 30, "only {ran} commands are run");
    assert!(left_out <= LEFT_OUT, "{left_out} fences are left out");
}

#[cfg(unix)]
#[test]
fn a_command_that_fails_is_seen() {
    let text = |text: &str| Text {
        path: "docs/a.md".into(),
        text: text.into(),
    };
    let outcome = |words: &str| {
        let text = text(words);
        run(&text, &script(&text).0)
    };
    assert_eq!(outcome("```console\ntrue\n```\n"), Ok(()));
    let said = outcome("```console\nprepbook bild\ntrue\n```\n").expect_err("no command");
    assert!(
        said.contains("docs/a.md") && said.contains("bild"),
        "{said}"
    );
    let shown = "```sh title=\"a/b.sh\"\n#!/bin/sh\nexit $1\n```\n```console\na/b.sh ";
    assert_eq!(outcome(&format!("{shown}0\n```\n")), Ok(()));
    let served = outcome("```console\nprepbook init x\nprepbook serve x --open\n```\n");
    assert_eq!(served, Ok(()));
    assert!(outcome("```console\nprepbook serve nowhere\n```\n").is_err());
    assert!(outcome(&format!("{shown}1\n```\n")).is_err());
    let marked = "<!-- not run: it fails -->\n```console\nfalse\n```\n";
    assert_eq!(script(&text(marked)), (PRELUDE.into(), 1));
}

/// Measurements are not run, but what they name is there.
#[test]
fn programs_of_measurements_are_there() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for text in texts() {
        let shown = fences(&text.text);
        if !text.text.contains(WHOLE_PAGE) {
            continue;
        }
        for fence in shown.iter().filter(|fence| fence.language() == "console") {
            for word in fence.body.split_whitespace() {
                let own = ["benches/", "tests/", "target/release/"];
                let path = word.replace("target/release/prepbook", "src/main.rs");
                if own.iter().any(|folder| word.starts_with(folder)) {
                    seen += 1;
                    assert!(top.join(path).exists(), "{}: {word}", text.path);
                }
            }
        }
    }
    assert!(seen > 0, "no measurement names a program");
}
