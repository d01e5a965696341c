//! The pages of `docs/content/reference/`, made from the tables of the program. They are checked in;
//! `BLESS=1 cargo test` writes them again.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use prepbook::config::{ANY, KEYS, LABELS, Status};
use prepbook::diag::{CODES, Severity};
use prepbook::kinds::{AnyKey, HEADINGS, KINDS, keys};
use prepbook::render::EMBEDDED;

/// The pages by their names, each as it is made now.
fn made() -> Vec<(&'static str, String)> {
    vec![
        ("content", content()),
        ("settings", settings()),
        ("commands", commands()),
        ("theme-parts", theme()),
        ("diagnostics", diagnostics()),
    ]
}

#[test]
fn references_are_what_the_program_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/reference");
    let mut wrong = Vec::new();
    for (name, made) in made() {
        let path = folder.join(format!("{name}.md"));
        if fs::read_to_string(&path).is_ok_and(|written| written == made) {
            continue;
        }
        match std::env::var_os("BLESS") {
            Some(_) => fs::write(&path, made).expect("a page"),
            None => wrong.push(format!("{} is not as it is made", path.display())),
        }
    }
    let help = "BLESS=1 cargo test writes them again";
    assert!(wrong.is_empty(), "\n{}\n{help}\n", wrong.join("\n"));
}

/// The start of a page: its place among the pages, what it is about, its title and first words.
fn opening(order: u8, description: &str, title: &str, text: &str) -> String {
    format!("---\norder: {order}\ndescription: {description}\n---\n# {title}\n\n{text}\n")
}

/// The head of a table of three columns.
fn table(head: [&str; 3]) -> String {
    format!("\n| {} |\n|---|---|---|\n", head.join(" | "))
}

fn row(page: &mut String, cells: [&str; 3]) {
    let cells = cells.map(|cell| cell.replace('|', "\\|"));
    let _ = writeln!(page, "| {} |", cells.join(" | "));
}

fn key_table(page: &mut String, keys: &[&dyn AnyKey]) {
    *page += &table(["key", "value", "meaning"]);
    for key in keys {
        let name = format!("`{}`", key.name());
        row(page, [&name, &key.shape().wanted(), key.documentation()]);
    }
}

fn content() -> String {
    let mut page = opening(
        1,
        "Every kind of file and heading, and the keys that each can have.",
        "Kinds and keys",
        "The folder of a file gives its kind; a heading inside it can open something of its own. Keys of a \
         file stand in its front matter, keys of a heading in braces behind it. Any other key is an error. \
         [The language by example](../guide/language.md) shows all of it in use.",
    );
    page += "\n## Every file\n";
    key_table(&mut page, keys::FILE);
    for kind in KINDS {
        let place = match (kind.folder, kind.name) {
            (Some(folder), _) => format!("Files in `content/{folder}/`."),
            (None, "cover") => "The file `content/index.md`.".to_owned(),
            (None, "round") => "Files in `content/interviews/<interview>/`.".to_owned(),
            (None, _) => "Files anywhere else in `content/`.".to_owned(),
        };
        let _ = write!(page, "\n## File: {}\n\n", kind.name);
        let _ = writeln!(page, "{} {place}", kind.documentation);
        key_table(&mut page, kind.keys);
    }
    for heading in HEADINGS {
        let _ = write!(page, "\n## Heading: {}\n\n", heading.name);
        let _ = writeln!(
            page,
            "{} Written as `{}`.",
            heading.documentation, heading.written
        );
        key_table(&mut page, &heading.keys.concat());
    }
    page
}

fn settings() -> String {
    let mut page = opening(
        2,
        "Every key of book.toml.",
        "Settings",
        "`book.toml` stands at the top of a book. Only `title` is required. A key that is not listed here is \
         an error, and so is one that is not built yet.",
    );
    let mut last = "";
    for key in KEYS.iter() {
        if key.table != last {
            let _ = write!(page, "\n## `[{}]`\n", key.table);
            page += &table(["key", "value", "meaning"]);
            last = key.table;
        }
        let name = match (key.table, key.name) {
            ("checks", ANY) => "a code of a warning".to_owned(),
            (_, ANY) => "a fixed value".to_owned(),
            (_, name) => format!("`{name}`"),
        };
        let meaning = match key.status {
            Status::Built => key.documentation.to_owned(),
            Status::NotBuiltYet { .. } => format!("Not built yet. {}", key.documentation),
        };
        row(&mut page, [&name, &key.shape.wanted(), &meaning]);
    }
    let _ = write!(
        page,
        "\nThe fixed values that `[labels]` can rename: `{}`.\n",
        LABELS.join("`, `")
    );
    page
}

/// What the program prints when it is asked for help.
fn help(arguments: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_prepbook"));
    let output = program.args(arguments).env_remove("PREPBOOK_EDITOR");
    let output = output.output().expect("the program runs");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The commands that the help lists, but for itself.
fn listed() -> Vec<String> {
    let help = help(&["--help"]);
    let (_, rest) = help.split_once("Commands:\n").expect("a list");
    let lines = rest.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

fn commands() -> String {
    let mut page = opening(
        3,
        "Every command of the program, with its options.",
        "Commands",
        "`BOOK` is the folder that holds `book.toml`; left out, the current folder or the nearest above it. \
         Exit codes: 0 fine, 1 problems in the book, 2 usage or configuration, 3 environment, 70 a bug.",
    );
    let mut show = |command: &[&str]| {
        let _ = write!(
            page,
            "\n## {}\n\n```console\n{} --help\n```\n\n```text\n{}```\n",
            command.join(" "),
            command.join(" "),
            help(&[&command[1..], &["--help"]].concat())
        );
    };
    show(&["prepbook"]);
    for command in listed() {
        show(&["prepbook", &command]);
    }
    page
}

/// The names that follow `opening` in the templates, and the rest of each tag.
fn tags(opening: &str) -> Vec<(&'static str, &'static str, &'static str)> {
    let templates = EMBEDDED.iter().filter(|(name, _)| name.ends_with(".html"));
    let tags = templates.flat_map(|(file, text)| {
        let found = text.split(opening).skip(1);
        found.map(move |rest| {
            let tag = rest.split("%}").next().unwrap_or_default();
            let tag = tag.trim_end_matches('-').trim();
            let end = tag.find('(').unwrap_or(tag.len());
            (*file, &tag[..end], &tag[end..])
        })
    });
    tags.collect()
}

fn theme() -> String {
    let mut page = opening(
        4,
        "Templates, blocks, components and tokens of the theme.",
        "Parts of the theme",
        "A file in `themes/<name>/` of a book takes the place of the built-in file with the same name. \
         [Themes](../guide/theme.md) says how to go about it.",
    );
    let files: Vec<&str> = EMBEDDED.iter().map(|(name, _)| *name).collect();
    let _ = write!(page, "\n## Files\n\n`{}`\n", files.join("`, `"));
    page += "\n## Blocks of base.html\n\nA page's template extends `base.html` and fills some of them.\n\n";
    for (file, name, _) in tags("{%- block ") {
        if file == "base.html" {
            let _ = writeln!(page, "- `{name}`");
        }
    }
    page += "\n## Components\n\nThey see their arguments alone.\n";
    page += &table(["component", "arguments", "file"]);
    for (file, name, arguments) in tags("{% component ") {
        let cells = [name, arguments.trim_matches(['(', ')']), file];
        row(
            &mut page,
            cells
                .map(|cell| format!("`{cell}`"))
                .each_ref()
                .map(String::as_str),
        );
    }
    page += "\n## Tokens\n\nSet in `[site.tokens]` of `book.toml`; in the style sheet they are `--bg` and so on.\n";
    page += &table(["token", "of", "variable"]);
    for key in KEYS.iter().filter(|key| key.table == "site.tokens") {
        let (name, variable) = (format!("`{}`", key.name), format!("`--{}`", key.name));
        row(&mut page, [&name, key.documentation, &variable]);
    }
    page
}

fn diagnostics() -> String {
    let mut page = opening(
        5,
        "Every mistake that a report can name, why it matters and how to mend it.",
        "Diagnostics",
        "`prepbook explain CODE` prints the same. Errors fail a build; warnings fail it with `--strict`, and \
         `[checks]` in `book.toml` sets the level of each.",
    );
    for (severity, title) in [(Severity::Error, "Errors"), (Severity::Warning, "Warnings")] {
        let codes: Vec<_> = CODES
            .iter()
            .filter(|code| code.severity == severity)
            .collect();
        let links = codes
            .iter()
            .map(|code| format!("[{}](#{})", code.name, code.name));
        let links = links.collect::<Vec<_>>().join(", ");
        let _ = write!(page, "\n## {title}\n\n{links}\n");
        for code in codes {
            let _ = write!(page, "\n### {}\n\n{}", code.name, code.documentation);
        }
    }
    page
}
