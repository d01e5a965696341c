//! `prepbook init`: creates a small handbook that teaches by example, and the workflow that
//! publishes it.

use std::process::ExitCode;

use camino::Utf8PathBuf;

use super::args::{Ci, InitArgs};
use super::book::{current_folder, print_err};
use super::error::Error;
use crate::emit::{self, RealDisk};

macro_rules! starter {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("starter/", $path)))),*]
    };
}

/// The files of the handbook. `{title}` is replaced by its title, escaped for TOML.
const BOOK: &[(&str, &str)] = starter![
    "book.toml",
    "content/index.md",
    "content/interviews/example.md",
    "content/questions/conflict-with-a-colleague.md",
    "content/frameworks/narrow-down.md",
    "content/guide/write.md",
];

pub(super) fn run(args: &InitArgs) -> Result<ExitCode, Error> {
    let folder = match &args.folder {
        Some(folder) => folder.clone(),
        None => Utf8PathBuf::from("."),
    };
    let title = match args.title.as_deref().map(str::trim) {
        Some("") => return Err(Error::usage("the title is empty", "write `--title NAME`")),
        Some(title) if title.chars().any(char::is_control) => {
            return Err(Error::usage(
                "the title has more than one line",
                "write it in one line",
            ));
        }
        Some(title) => title.to_owned(),
        None => "Interview handbook".to_owned(),
    };
    let root = current_folder()?.join(&folder);
    emit::create(&root, &files(&title, args.ci), &RealDisk)?;
    if !args.quiet {
        let into = match args.folder {
            Some(_) => format!("cd {folder} && "),
            None => String::new(),
        };
        print_err(&format!(
            "made a handbook in `{folder}`; see it with: {into}prepbook serve\n"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn files(title: &str, ci: Ci) -> Vec<(&'static str, String)> {
    let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
    let book = BOOK
        .iter()
        .map(|(path, text)| (*path, text.replace("{title}", &quoted)));
    let versioned = |text: &str| text.replace("{version}", env!("CARGO_PKG_VERSION"));
    let ci = match ci {
        Ci::Github => Some((
            ".github/workflows/handbook.yml",
            versioned(include_str!("starter/ci/github.yml")),
        )),
        Ci::Gitlab => Some((
            ".gitlab-ci.yml",
            versioned(include_str!("starter/ci/gitlab.yml")),
        )),
        Ci::None => None,
    };
    let ignored = (".gitignore", include_str!("starter/gitignore").to_owned());
    book.chain([ignored]).chain(ci).collect()
}
