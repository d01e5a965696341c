//! What is said about the program: the project's files and the book in `docs/`.

mod commands;
mod references;
mod texts;

use std::path::Path;
use std::process::Command;

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
