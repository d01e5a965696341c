//! `prepbook new`: creates a source file of a kind.

// Reads the date and runs an editor.
#![allow(clippy::disallowed_methods)]

use std::process::{Command, ExitCode};

use camino::Utf8Path;

use super::args::NewArgs;
use super::book::{catalog_of, load, print_out};
use super::error::Error;
use crate::catalog::{Catalog, Drafts, TargetKind};
use crate::diag::nearest;
use crate::emit::{self, RealDisk};
use crate::kinds::{Scaffold, Slug, folder_of, kind_names, order_number};
use crate::source::SourceSet;

pub(super) fn run(args: &NewArgs) -> Result<ExitCode, Error> {
    let kind = kind(&args.kind)?;
    let title = title(&args.title)?;
    let id = id(args, title)?;
    let editor = args.edit.then(editor).transpose()?;
    let sources = load(args.book.as_deref())?;
    let (catalog, _) = catalog_of(&sources, Drafts::Shown);
    check_free(&catalog, kind, &id)?;
    let interview = interview(args, kind, &catalog)?;
    let within = match (kind, &interview) {
        ("cover", _) => "index.md".to_owned(),
        (_, Some(interview)) => round_file(&sources, interview, &id, title)?,
        _ => format!("{}/{id}.md", folder_of(kind)),
    };
    let today = jiff::Zoned::now().date().to_string();
    let scaffold = Scaffold {
        kind,
        title,
        id: &id,
        interview: interview.as_deref(),
        today: &today,
        markers: &sources.config.markers,
    };
    let path = format!("{}/{within}", sources.config.content);
    let files = [(path.as_str(), scaffold.text())];
    emit::create(&sources.root, &files, &RealDisk).map_err(|error| match error {
        emit::CreateError::Taken { .. } => Error::usage(
            format!("`{path}` already exists"),
            match kind {
                "cover" => "a book has one cover: edit the file, or remove it first",
                _ => "choose another id: `--id some-id`",
            },
        ),
        other => other.into(),
    })?;
    print_out(&format!("{path}\n"));
    match editor {
        Some(editor) => edit(&editor, &sources.root.join(&path)),
        None => Ok(ExitCode::SUCCESS),
    }
}

fn kind(word: &str) -> Result<&'static str, Error> {
    let name = kind_names().find(|name| *name == word);
    name.ok_or_else(|| {
        let names: Vec<&str> = kind_names().collect();
        let help = match nearest(word, names.iter().copied()).first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the kinds are `{}`", names.join("`, `")),
        };
        Error::usage(format!("there is no kind `{word}`"), help)
    })
}

fn title(text: &str) -> Result<&str, Error> {
    match text.trim() {
        "" => Err(Error::usage("the title is empty", "write a title")),
        text if text.chars().any(char::is_control) => Err(Error::usage(
            "the title has more than one line",
            "write it in one line",
        )),
        text => Ok(text),
    }
}

fn id(args: &NewArgs, title: &str) -> Result<Slug, Error> {
    match &args.id {
        None => Slug::from_text(title).ok_or_else(|| {
            let message = format!("no id can be derived from `{title}`");
            Error::usage(message, "add one: `--id some-id`")
        }),
        Some(id) => Slug::written(id).ok_or_else(|| {
            let help = match Slug::from_text(id) {
                Some(slug) => format!("write `--id {slug}`"),
                None => "write letters, digits and `-`".to_owned(),
            };
            Error::usage(format!("`{id}` is not an id"), help)
        }),
    }
}

/// Fails if something of the kind has this id already.
fn check_free(catalog: &Catalog, kind: &str, id: &Slug) -> Result<(), Error> {
    let kinds = TargetKind::ALL.into_iter();
    let mut known = kinds
        .filter(|known| known.prefix() == kind)
        .filter_map(|known| catalog.ids.by_id.get(&(known, id.shared())));
    match known.next() {
        Some(target) => {
            let (what, title) = (target.kind().article(), target.title());
            Err(Error::usage(
                format!("there is already {what} `{id}`: {title}"),
                "choose another id: `--id some-id`",
            ))
        }
        None => Ok(()),
    }
}

/// Returns the interview of a round; only a round has one.
fn interview(args: &NewArgs, kind: &str, catalog: &Catalog) -> Result<Option<String>, Error> {
    let Some(id) = &args.interview else {
        return match kind {
            "round" => Err(Error::usage(
                "a round belongs to an interview",
                "name the interview: `--interview some-id`",
            )),
            _ => Ok(None),
        };
    };
    if kind != "round" {
        let message = format!("`--interview` applies to a round, not to a {kind}");
        return Err(Error::usage(message, "remove `--interview`"));
    }
    let known = catalog.ids.interviews.iter();
    if known.clone().any(|node| *node.id == **id) {
        return Ok(Some(id.clone()));
    }
    let near = nearest(id, known.map(|node| &*node.id));
    let help = match near.first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`prepbook list interview` lists all of them".to_owned(),
    };
    Err(Error::usage(format!("there is no interview `{id}`"), help))
}

/// Returns the file of a new round, numbered after the last round of its interview.
fn round_file(
    sources: &SourceSet,
    interview: &str,
    id: &Slug,
    title: &str,
) -> Result<String, Error> {
    let folder = format!("interviews/{interview}/");
    let files = sources.files.iter().map(|file| &*file.within);
    let rounds: Vec<&str> = files.filter(|file| file.starts_with(&folder)).collect();
    if rounds.is_empty() {
        let message = format!("the interview `{interview}` is one file that contains its rounds");
        let help = format!(
            "write `## Round: {title}` at its end, or move it to `{}/{folder}index.md` and try again",
            sources.config.content
        );
        return Err(Error::usage(message, help));
    }
    let numbers = rounds.iter().map(|file| order_number(file).0);
    let last = numbers.filter(|number| *number < 999).max();
    Ok(format!("{folder}{}-{id}.md", last.unwrap_or(0) + 1))
}

/// Returns the editor that the environment names, with its arguments.
fn editor() -> Result<Vec<String>, Error> {
    let named = ["VISUAL", "EDITOR"].into_iter();
    let mut named = named.filter_map(|name| std::env::var(name).ok());
    let words = named.find(|words| !words.trim().is_empty());
    let words = words.ok_or_else(|| {
        Error::usage(
            "neither `VISUAL` nor `EDITOR` names an editor",
            "remove `--edit`, or set one of them: `export EDITOR=nano`",
        )
    })?;
    Ok(words.split_whitespace().map(str::to_owned).collect())
}

fn edit(editor: &[String], path: &Utf8Path) -> Result<ExitCode, Error> {
    let (program, arguments) = editor
        .split_first()
        .ok_or_else(|| Error::usage("no editor is named", "set one: `export EDITOR=nano`"))?;
    let mut command = Command::new(program);
    let status = command.args(arguments).arg(path).status();
    match status {
        Ok(status) if status.success() => Ok(ExitCode::SUCCESS),
        Ok(status) => Err(Error::Editor(format!("`{program}` ended with {status}"))),
        Err(error) => Err(Error::Editor(format!("`{program}` cannot be run: {error}"))),
    }
}
