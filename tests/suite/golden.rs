//! A small book that uses every feature of bodies, assets and themes: each file of its site is compared.
//!
//! `tests/golden` holds the site as it should be; `BLESS=1 cargo test golden` writes what is made now.
//! Names and checksums of the theme's own files change with every edit of them: they are left out here,
//! and those files are compared with the theme elsewhere.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use camino::Utf8Path;
use prepbook::build::{BuildOptions, Memo, Mode, build};
use prepbook::catalog::Drafts;
use prepbook::source;

/// The site's files by path, apart from what the theme brings.
fn made() -> BTreeMap<String, Vec<u8>> {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/golden");
    let sources = source::load(&root).expect("a book");
    let options = BuildOptions::new(Mode::Serve, Drafts::Hidden);
    let built = build(&sources, &options, &mut Memo::default());
    assert_eq!(built.diagnostics.errors(), 0, "{:?}", built.diagnostics);
    let files = built
        .artifacts
        .iter()
        .filter(|artifact| !artifact.path.as_str().starts_with("assets/"));
    let file = |artifact: &prepbook::outputs::Artifact| {
        let bytes = artifact.bytes().expect("a file").to_vec();
        (artifact.path.to_string(), steady(bytes))
    };
    files.map(file).collect()
}

/// A text without the checksums of theme files; other bytes as they are.
fn steady(bytes: Vec<u8>) -> Vec<u8> {
    let Ok(text) = String::from_utf8(bytes.clone()) else {
        return bytes;
    };
    let text = without(&text, "integrity=\"", |sign| sign != '"');
    let mut steady = String::new();
    for (index, part) in text.split("/assets/").enumerate() {
        if index == 0 {
            steady.push_str(part);
            continue;
        }
        // `/assets/site-0123456789ab.css`
        let (name, rest) = part.split_at(part.find('"').unwrap_or(part.len()));
        let (stem, hashed) = name.rsplit_once('-').unwrap_or((name, ""));
        let end = hashed.rsplit_once('.').map_or("", |(_, end)| end);
        steady.push_str(&format!("/assets/{stem}-….{end}{rest}"));
    }
    steady.into_bytes()
}

/// `text` with `…` for what follows each `mark`.
fn without(text: &str, mark: &str, inside: impl Fn(char) -> bool + Copy) -> String {
    let mut parts = text.split(mark);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |done, part| {
        done + mark + "…" + part.trim_start_matches(inside)
    })
}

fn expected(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let file = |entry: walkdir::DirEntry| {
        let within = entry.path().strip_prefix(folder).expect("inside");
        let path = within.to_str().expect("UTF-8").to_owned();
        (path, fs::read(entry.path()).expect("a file"))
    };
    files.map(file).collect()
}

#[test]
fn golden_site_is_as_it_should_be() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let (made, expected) = (made(), expected(&folder));
    if env::var_os("BLESS").is_some_and(|bless| bless == "1") {
        for path in expected.keys().filter(|path| !made.contains_key(*path)) {
            fs::remove_file(folder.join(path)).expect("a file to remove");
        }
        for (path, bytes) in &made {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, bytes).expect("a file");
        }
        return;
    }
    let mut wrong: Vec<String> = Vec::new();
    wrong.extend(
        expected
            .keys()
            .filter(|path| !made.contains_key(*path))
            .map(|path| format!("missing: {path}")),
    );
    for (path, bytes) in &made {
        match expected.get(path) {
            None => wrong.push(format!("extra: {path}")),
            Some(known) if known == bytes => {}
            Some(known) => wrong.push(format!("{path}: {}", difference(known, bytes))),
        }
    }
    assert!(
        wrong.is_empty(),
        "\n{}\nBLESS=1 accepts them; read what it wrote\n",
        wrong.join("\n")
    );
}

/// The first line in which two files differ.
fn difference(expected: &[u8], made: &[u8]) -> String {
    let (expected, made) = (
        String::from_utf8_lossy(expected),
        String::from_utf8_lossy(made),
    );
    let pair = expected
        .lines()
        .zip(made.lines())
        .enumerate()
        .find(|(_, (a, b))| a != b);
    match pair {
        Some((index, (a, b))) => format!("line {}\n  - {a}\n  + {b}", index + 1),
        None => format!("{} and {} bytes", expected.len(), made.len()),
    }
}

#[test]
fn checksums_of_the_theme_are_left_out_and_nothing_else() {
    let text = "<link href=\"/prep/assets/site-0123456789ab.css\" integrity=\"sha384-a/b+c=\"> a-b.c /assets";
    let steady = String::from_utf8(steady(text.into())).expect("UTF-8");
    assert_eq!(
        steady,
        "<link href=\"/prep/assets/site-….css\" integrity=\"…\"> a-b.c /assets"
    );
}
