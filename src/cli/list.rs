//! `prepbook list`: lists the entities of a book with their fields.

use std::process::ExitCode;

use serde_json::Value;

use super::args::ListArgs;
use super::book::{drafts, load_catalog, print_out};
use super::error::Error;
use crate::catalog::{NoSuch, Row, TargetKind, Wanted, listed};
use crate::diag::nearest;
use crate::diag::report::visible;

pub(super) fn run(args: &ListArgs) -> Result<ExitCode, Error> {
    let kind = args.kind.as_deref().map(kind).transpose()?;
    let catalog = load_catalog(args.book.as_deref(), drafts(args.drafts))?;
    let wanted = Wanted {
        topic: args.topic.as_deref(),
        company: args.company.as_deref(),
        role: args.role.as_deref(),
        round: args.round.as_deref(),
        difficulty: args.difficulty.as_deref(),
    };
    let rows = listed(&catalog, kind, &wanted).map_err(no_such)?;
    if args.count {
        print_out(&format!("{}\n", rows.len()));
    } else if args.json {
        // this cannot fail: all keys are strings
        let text = serde_json::to_string_pretty(&rows).unwrap_or_default();
        print_out(&format!("{text}\n"));
    } else {
        print_out(&table(&rows));
    }
    Ok(ExitCode::SUCCESS)
}

fn kind(word: &str) -> Result<TargetKind, Error> {
    let known = TargetKind::ALL.iter();
    let mut matches = known.clone().filter(|kind| kind.prefix() == word);
    matches.next().copied().ok_or_else(|| {
        let words: Vec<&str> = known.map(|kind| kind.prefix()).collect();
        let help = match nearest(word, words.iter().copied()).first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the kinds are `{}`", words.join("`, `")),
        };
        Error::usage(format!("there is no kind `{word}`"), help)
    })
}

fn no_such(no: NoSuch) -> Error {
    let help = match (no.near.is_empty(), no.what) {
        (false, _) => format!("did you mean `{}`?", no.near.join("`, `")),
        (true, "difficulty") => "write `easy`, `medium` or `hard`".to_owned(),
        (true, what) => format!("`prepbook list {what}` lists all of them"),
    };
    Error::usage(format!("there is no {} `{}`", no.what, no.name), help)
}

/// Returns a line for each row, such as
/// `question growth-plateau  A category stopped growing. topics=user-growth difficulty=hard`.
fn table(rows: &[Row]) -> String {
    let name = |row: &Row| format!("{} {}", row.kind, row.id);
    let width = rows.iter().map(|row| name(row).chars().count()).max();
    let width = width.unwrap_or_default();
    let mut text = String::new();
    for row in rows {
        let mut line = format!("{:width$}  {}", name(row), row.title);
        for (key, value) in &row.fields {
            line.push_str(&format!("  {key}={}", shown(value)));
        }
        text.push_str(&visible(&line));
        text.push('\n');
    }
    text
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) if text.contains(' ') => format!("\"{text}\""),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(shown).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}
