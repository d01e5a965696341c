//! `prepbook diff`: what changes for readers from one book to another.

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
            // a value that serde made has no key that JSON lacks
            let text = serde_json::to_string_pretty(&changes).unwrap_or_default();
            format!("{text}\n")
        }
    });
    Ok(ExitCode::SUCCESS)
}

/// The book in a folder, or else a revision in the repository of the current one.
fn catalog(named: &str) -> Result<Catalog, Error> {
    let folder = Utf8Path::new(named);
    if folder.join(BOOK_FILE).is_file() {
        return load_catalog(Some(folder), Drafts::Hidden);
    }
    if folder.is_dir() {
        return Err(LoadError::NoBook(folder.to_owned()).into());
    }
    // a revision is read without the files beside its texts, so they all seem to be missing
    let (catalog, _) = catalog_of(&load_revision(&root(None)?, named)?, Drafts::Hidden);
    Ok(catalog)
}

/// One kind of change: what is said of it, and a line for each.
struct Part {
    said: String,
    lines: Vec<Line>,
}

/// What changed, its id or address, and more about it.
struct Line {
    title: String,
    id: String,
    more: String,
}

fn parts(changes: &Changes) -> Vec<Part> {
    let part = |noun: &str, verb: &str, lines: Vec<Line>| Part {
        said: format!("{} {verb}", counted(lines.len(), noun)),
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
        more: match question.was == question.title {
            true => "its prompt is another".to_owned(),
            false => format!("was: {}", question.was),
        },
    });
    let topics = |titles: &[String]| match titles.is_empty() {
        true => "no topic".to_owned(),
        false => titles.join(", "),
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
        text.push_str(&format!("{}\n", part.said));
        for Line { title, id, more } in part.lines {
            let more = match more.is_empty() {
                true => more,
                false => format!("  ({more})"),
            };
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
        text.push_str(&format!("\n**{}**\n\n", part.said));
        for Line { title, id, more } in part.lines {
            let (title, more) = (plain(&title), plain(&more));
            let title = match title.is_empty() {
                true => String::new(),
                false => format!("{title} "),
            };
            let more = match more.is_empty() {
                true => more,
                false => format!(": {more}"),
            };
            text.push_str(&format!("- {title}(`{}`){more}\n", id.replace('`', "'")));
        }
    }
    text
}

/// Words from a stranger's proposal, which shall be nothing but words in a comment: no markup, no
/// link, nobody's name called. A joiner that nobody sees breaks what forges make links of.
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
