//! `prepbook diff`: prints what changes for readers from one book to another.

use std::process::ExitCode;

use camino::Utf8Path;

use super::args::{DiffArgs, DiffFormat};
use super::book::{catalog_of, load_catalog, print_out, root};
use super::error::Error;
use crate::catalog::{Catalog, Changes, Drafts, Named, changes};
use crate::diag::report::{counted, visible};
use crate::source::{BOOK_FILE, LoadError, load_revision};

pub(super) fn run(args: &DiffArgs) -> Result<ExitCode, Error> {
    let (old, new) = (catalog(&args.old)?, catalog(&args.new)?);
    let changes = changes(&old, &new);
    print_out(&match args.format {
        DiffFormat::Text => text(&changes),
        DiffFormat::Markdown => markdown(&changes),
        DiffFormat::Json => {
            // this cannot fail: all keys are strings
            let text = serde_json::to_string_pretty(&changes).unwrap_or_default();
            format!("{text}\n")
        }
    });
    Ok(ExitCode::SUCCESS)
}

/// Returns the catalog of the book in a folder, or else of a revision in the current repository.
fn catalog(named: &str) -> Result<Catalog, Error> {
    let folder = Utf8Path::new(named);
    if folder.join(BOOK_FILE).is_file() {
        return load_catalog(Some(folder), Drafts::Hidden);
    }
    if folder.is_dir() {
        return Err(LoadError::NoBook(folder.to_owned()).into());
    }
    // a revision is read without its assets, so its diagnostics would report all of them as missing
    let (catalog, _) = catalog_of(&load_revision(&root(None)?, named)?, Drafts::Hidden);
    Ok(catalog)
}

/// The changes of one kind, with a heading and a line for each.
struct Part {
    heading: String,
    lines: Vec<Line>,
}

/// One change: the title, the id or address, and a remark.
struct Line {
    title: String,
    id: String,
    more: String,
}

fn parts(changes: &Changes) -> Vec<Part> {
    let part = |noun: &str, verb: &str, lines: Vec<Line>| Part {
        heading: format!("{} {verb}", counted(lines.len(), noun)),
        lines,
    };
    let plain = |named: &[Named]| -> Vec<Line> {
        let line = |question: &Named| Line {
            title: question.title.clone(),
            id: question.id.clone(),
            more: String::new(),
        };
        named.iter().map(line).collect()
    };
    let reworded = changes.reworded.iter().map(|question| Line {
        title: question.title.clone(),
        id: question.id.clone(),
        more: if question.was == question.title {
            "its prompt is another".to_owned()
        } else {
            format!("was: {}", question.was)
        },
    });
    let topics = |titles: &[String]| {
        if titles.is_empty() {
            "no topic".to_owned()
        } else {
            titles.join(", ")
        }
    };
    let moved = changes.moved.iter().map(|question| Line {
        title: question.title.clone(),
        id: question.id.clone(),
        more: format!(
            "from {} to {}",
            topics(&question.from),
            topics(&question.to)
        ),
    });
    let dead = changes.dead.iter().map(|link| Line {
        title: link.title.clone(),
        id: link.address.clone(),
        more: String::new(),
    });
    let all = vec![
        part("question", "added", plain(&changes.added)),
        part("question", "removed", plain(&changes.removed)),
        part("question", "reworded", reworded.collect()),
        part("question", "moved to other topics", moved.collect()),
        part("question", "answered otherwise", plain(&changes.answers)),
        part("link", "now dead", dead.collect()),
    ];
    all.into_iter()
        .filter(|part| !part.lines.is_empty())
        .collect()
}

fn text(changes: &Changes) -> String {
    if changes.is_empty() {
        return "nothing changes for readers\n".to_owned();
    }
    let mut text = String::new();
    for part in parts(changes) {
        text.push_str(&format!("{}\n", part.heading));
        for Line { title, id, more } in part.lines {
            let more = with_affixes("  (", &more, ")");
            let line = format!("  {id}  {title}{more}");
            text.push_str(&format!("{}\n", visible(line.trim_end())));
        }
    }
    text
}

fn markdown(changes: &Changes) -> String {
    let mut text = String::from("### What changes for readers\n");
    if changes.is_empty() {
        text.push_str("\nNothing.\n");
    }
    for part in parts(changes) {
        text.push_str(&format!("\n**{}**\n\n", part.heading));
        for Line { title, id, more } in part.lines {
            let (title, more) = (plain(&title), plain(&more));
            let (title, more) = (with_affixes("", &title, " "), with_affixes(": ", &more, ""));
            text.push_str(&format!("- {title}(`{}`){more}\n", id.replace('`', "'")));
        }
    }
    text
}

/// Puts a prefix and a suffix around a text; an empty text stays empty.
fn with_affixes(prefix: &str, text: &str, suffix: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{prefix}{text}{suffix}")
    }
}

/// Escapes a text from an untrusted proposal, so that a comment shows it without markup, links or
/// mentions. An invisible joiner breaks what forges turn into links.
fn plain(words: &str) -> String {
    const JOINER: &str = "\u{2060}";
    let mut plain = String::with_capacity(words.len());
    for c in visible(words).chars() {
        if "\\`*_[]<>{}$~|!&#@".contains(c) {
            plain.push('\\');
        }
        plain.push(c);
        if matches!(c, '@' | '#') {
            plain.push_str(JOINER);
        }
    }
    let plain = plain.replace("://", &format!(":{JOINER}//"));
    plain.replace("www.", &format!("www{JOINER}."))
}
