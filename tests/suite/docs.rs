//! What is said about the program: the project's files and the book in `docs/`.

mod commands;
mod handbook;
mod references;
mod texts;

use std::path::Path;
use std::process::Command;

use crate::tidy::{File, read, rust};
use texts::{links, outside_fences, quoted, texts};

/// Folders of the repository that texts name files of.
const FOLDERS: [&str; 7] = [
    "src/", "tests/", "themes/", "docs/", "benches/", ".ci/", ".github/",
];

#[test]
fn files_that_texts_name_are_there() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut named = 0;
    let mut missing = Vec::new();
    for text in texts() {
        let plain = outside_fences(&text.text);
        let paths = quoted(&plain).into_iter().filter(|path| {
            let of_the_house = FOLDERS.iter().any(|folder| path.starts_with(folder));
            of_the_house && !path.contains(['<', '*', ' '])
        });
        let here = Path::new(&text.path).parent().expect("a folder");
        let linked = links(&plain).into_iter().filter_map(|link| {
            let path = link.split('#').next().unwrap_or_default();
            let relative = !path.is_empty() && !path.contains(':') && !path.starts_with('/');
            relative.then(|| here.join(path))
        });
        for path in paths.map(Into::into).chain(linked) {
            named += 1;
            if !top.join(&path).exists() {
                missing.push(format!("{}: {}", text.path, path.display()));
            }
        }
    }
    assert!(named > 30, "only {named} are named");
    assert!(missing.is_empty(), "\n{}\n", missing.join("\n"));
}

/// The handbook and the book in `docs/`, as they are and where addresses must last.
#[test]
fn the_books_of_the_house_are_clean() {
    for book in [".", "docs"] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_prepbook"));
        let folder = tempfile::tempdir().expect("a folder");
        program
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["build", book, "--strict"])
            .args(["--base-url", "https://example.org/", "--output"])
            .arg(folder.path().join("site"));
        let output = program.output().expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{book}: {said}");
    }
}

#[test]
fn every_claim_of_the_architecture_is_held() {
    let text = read("ARCHITECTURE.md");
    assert!(text.lines().count() <= 150, "longer than 150 lines");
    let plain = outside_fences(&text);
    let mut wrong = Vec::new();
    for name in quoted(&plain) {
        let path: Vec<&str> = name.split("::").collect();
        let is_path = path.len() > 1 && path.iter().all(|part| is_name(part));
        if is_path && !defined(&path) {
            wrong.push(format!("`{name}` is nowhere"));
        }
    }
    let (_, invariants) = text.split_once("## Invariants").expect("invariants");
    let (invariants, _) = invariants.split_once("\n## ").expect("another part");
    let claims = invariants.split("\n- ").skip(1);
    let bare = claims.filter(|claim| !claim.contains("Held by"));
    wrong.extend(bare.map(|claim| format!("nothing holds: {claim}")));
    let parts = text.split("\n## ").skip(2);
    let bare = parts.filter(|part| !part.contains("Held by"));
    wrong.extend(bare.map(|part| format!("nothing holds: {}", part.lines().next().unwrap_or(""))));
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

fn is_name(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Whether a path such as `emit::site` or `properties::kept` is an item or a module of the library
/// or of the tests. The first part is a module, or a type with the second in it.
fn defined(path: &[&str]) -> bool {
    let (name, above) = path.split_last().expect("a path");
    let inside = |file: &File| {
        let mut parts = file.path.trim_end_matches(".rs").split('/');
        let first_is_type = above[0].starts_with(char::is_uppercase);
        first_is_type || above.iter().all(|part| parts.any(|own| own == *part))
    };
    let words = [
        "fn", "struct", "enum", "const", "static", "trait", "type", "mod",
    ];
    let opens = words.map(|word| format!("{word} {name}"));
    let defines = |text: &str| {
        opens.iter().any(|open| {
            let mut after = text.split(open.as_str()).skip(1);
            after.any(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        }) || [format!("\n    {name}"), format!("pub {name}:")]
            .iter()
            .any(|field| text.contains(field))
    };
    let files = [rust("src"), rust("tests/suite")];
    let mut files = files.iter().flatten();
    files.any(|file| inside(file) && defines(&file.text))
}
