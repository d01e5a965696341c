//! What holds of the repository's own text: floors, sizes, comments, lists that must be complete.

mod circles;
mod file_graph;
mod files;
mod floors;
mod vocabulary;

use std::collections::BTreeSet;

pub use files::{File, read, rust};
use files::{below, code, tokens};
use prepbook::checks::CHECKS;
use prepbook::diag::CODES;
use prepbook::render::EMBEDDED;

/// The longest file, in lines.
const LONGEST: usize = 500;

/// Fails with all that is wrong.
fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn files_are_short() {
    let long = rust("src").into_iter().filter_map(|file| {
        let lines = file.text.lines().count();
        (lines > LONGEST).then(|| format!("{}: {lines} lines", file.path))
    });
    none(&long.collect::<Vec<_>>());
}

#[test]
fn nothing_panics_on_purpose_and_no_test_is_ignored() {
    let banned = [
        ".unwrap(",
        ".expect(",
        ".unwrap_err(",
        ".expect_err(",
        "panic!",
        "todo!",
        "unimplemented!",
        "unreachable!",
        "dbg!",
        "#[ignore",
    ];
    let mut wrong = Vec::new();
    for file in rust("src") {
        for (number, line) in code(&file.text).lines().enumerate() {
            let found = banned.iter().filter(|banned| line.contains(*banned));
            wrong.extend(found.map(|banned| format!("{}:{}: {banned}", file.path, number + 1)));
        }
    }
    for file in rust("tests") {
        if code(&file.text).contains("#[ignore") {
            wrong.push(format!("{}: an ignored test", file.path));
        }
    }
    none(&wrong);
}

/// Whether a line opens an item that others can name.
fn opens_public_item(line: &str) -> bool {
    let words = [
        "fn", "struct", "enum", "trait", "type", "const", "static", "mod",
    ];
    let rest = line.trim_start().strip_prefix("pub ");
    rest.is_some_and(|rest| words.contains(&rest.split(' ').next().unwrap_or_default()))
}

#[test]
fn public_items_say_what_they_are() {
    let mut wrong = Vec::new();
    for file in rust("src") {
        let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
        for (index, line) in lines.iter().enumerate() {
            let item = opens_public_item(line);
            // a module says it itself in its first line, a key in its constructor
            let says_itself = line.starts_with("pub mod ") || line.contains(": Key<");
            if !item || says_itself {
                continue;
            }
            let above = lines[..index].iter().rev();
            let documented = above
                .take_while(|above| !above.is_empty() && !above.ends_with(['{', '}', ';']))
                .any(|above| above.starts_with("///") || above.starts_with("$(#["));
            if !documented {
                wrong.push(format!("{}:{}: {line}", file.path, index + 1));
            }
        }
        if !file.text.starts_with("//!") {
            wrong.push(format!("{}: no `//!` in the first line", file.path));
        }
    }
    none(&wrong);
}

/// The names of the files in a folder that end so, without that end.
fn stems(folder: &str, end: &str) -> BTreeSet<String> {
    let files = below(folder);
    let names = files.iter().filter_map(|file| {
        let name = file.path.strip_prefix(folder)?.strip_prefix('/')?;
        Some(name.strip_suffix(end)?.to_owned())
    });
    names.collect()
}

#[test]
fn every_file_of_the_theme_is_in_the_program() {
    const LIST: &str = "src/render/embedded.rs";
    let files = stems("themes/default", "");
    let (text, rows) = (
        read(LIST),
        files.iter().map(|name| format!("    \"{name}\",\n")),
    );
    let (head, rest) = text.split_once("embedded![\n").expect("a list");
    let (_, tail) = rest.split_once("];").expect("its end");
    let listed = format!("{head}embedded![\n{}];{tail}", rows.collect::<String>());
    if text != listed && std::env::var_os("BLESS").is_some() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(LIST);
        std::fs::write(path, listed).expect("a file");
        return;
    }
    assert_eq!(text, listed, "BLESS=1 writes the list from the folder");
    let embedded: BTreeSet<String> = EMBEDDED
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(files, embedded);
}

#[test]
fn every_check_is_listed() {
    let listed: BTreeSet<String> = CHECKS
        .iter()
        .map(|check| check.code.name().replace('-', "_"))
        .collect();
    let mut files = stems("src/checks", ".rs");
    // what all checks find missing, counted; and what some of them read
    for other in ["mod", "coverage", "titles"] {
        files.remove(other);
    }
    assert_eq!(files, listed);
    assert_eq!(CHECKS.len(), listed.len(), "a check is listed twice");
}

#[test]
fn every_code_has_its_page() {
    let listed: BTreeSet<String> = CODES.iter().map(|code| code.name.to_owned()).collect();
    assert_eq!(stems("src/diag/codes", ".md"), listed);
}

#[test]
fn every_file_of_rust_is_compiled() {
    let mut wrong = Vec::new();
    for file in rust("src").into_iter().chain(rust("tests/suite")) {
        let (folder, name) = file.path.rsplit_once('/').expect("a folder");
        let name = name.strip_suffix(".rs").unwrap_or(name);
        let (parents, name) = match (folder, name) {
            (_, "main" | "lib") => continue,
            ("src" | "tests/suite", name) => (
                vec![format!("{folder}/main.rs"), format!("{folder}/lib.rs")],
                name,
            ),
            (folder, "mod") => {
                let (above, own) = folder.rsplit_once('/').expect("a folder");
                (
                    vec![format!("{above}/lib.rs"), format!("{above}/mod.rs")],
                    own,
                )
            }
            (folder, name) => (
                vec![format!("{folder}/mod.rs"), format!("{folder}.rs")],
                name,
            ),
        };
        let top = env!("CARGO_MANIFEST_DIR");
        let parents = parents
            .iter()
            .filter(|path| std::path::Path::new(top).join(path).exists());
        let declared = parents
            .map(|path| tokens(&code(&read(path))).join(" "))
            .any(|code| code.contains(&format!("mod {name} ;")));
        if !declared {
            wrong.push(format!("{}: no `mod {name};` names it", file.path));
        }
    }
    none(&wrong);
}

/// The tags of a template that take the escaping away: markup is a type of its own, and prints as it is.
fn unsafe_marks(template: &str) -> Vec<&str> {
    let tags = template
        .split('{')
        .filter(|tag| tag.starts_with(['{', '%']) || tag.contains('}'));
    let tags = tags.map(|tag| tag.split('}').next().unwrap_or_default());
    let marked = |tag: &&str| {
        let mut tokens = tokens(tag).into_iter();
        tokens.any(|token| token == "safe" || token == "autoescape")
    };
    tags.filter(marked).collect()
}

#[test]
fn only_html_is_printed_unescaped() {
    assert_eq!(
        unsafe_marks("{% if a %}safe{% endif %}{{ b_html }}"),
        [""; 0]
    );
    for bare in [
        "{{ title | safe }}",
        "{{ b_html|safe -}}",
        "{% filter safe %}",
        "{% autoescape false %}",
    ] {
        assert_eq!(unsafe_marks(bare).len(), 1, "{bare}");
    }
    let mut wrong = Vec::new();
    for file in below("themes") {
        // tera escapes by this end of the name, and renders nothing else
        let template = file.path.ends_with(".html");
        assert!(template || !file.text.contains("{{"), "{}", file.path);
        let marks = unsafe_marks(&file.text).into_iter();
        wrong.extend(marks.map(|tag| format!("{}: {tag}", file.path)));
    }
    none(&wrong);
}

/// Returns the field that a line declares, and its type.
fn field(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let line = line.strip_prefix("pub(super) ").unwrap_or(line);
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let (name, field_type) = line.strip_suffix(',')?.split_once(": ")?;
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
    name.chars().all(is_name).then_some((name, field_type))
}

/// The files whose values templates see.
const MODEL_FILES: [&str; 6] = [
    "src/pages/types",
    "src/pages/listed_values.rs",
    "src/pages/profile.rs",
    "src/outputs/print/model.rs",
    "src/render/model.rs",
    "src/render/parts.rs",
];

/// Returns the bodies of the structs of a file that templates see.
fn serialized_structs(text: &str) -> impl Iterator<Item = &str> {
    let structs = text.split("Serialize)]\n").skip(1);
    structs.filter_map(|rest| rest.split_once("\n}").map(|(fields, _)| fields))
}

#[test]
fn fields_with_html_end_in_html() {
    for line in [
        "a_html: Html,",
        "pub a_html: Html,",
        "pub(super) a_html: Html,",
    ] {
        assert_eq!(field(line), Some(("a_html", "Html")));
    }
    let mut wrong = Vec::new();
    let mut met = 0;
    for file in MODEL_FILES.into_iter().flat_map(rust) {
        let lines = serialized_structs(&file.text).flat_map(str::lines);
        for (name, field_type) in lines.filter_map(field) {
            let holds = tokens(field_type).iter().any(|token| token == "Html");
            met += usize::from(holds);
            if holds != name.ends_with("_html") {
                wrong.push(format!("{}: {name}: {field_type}", file.path));
            }
        }
    }
    assert!(met > 30, "{met}");
    none(&wrong);
}

/// Pages and outputs reach titles and bodies through the tracker, which records what they read. The
/// titles that a catalog contains may be older.
#[test]
fn titles_and_bodies_are_reached_through_the_tracker() {
    let owners = ["context", "incremental", "site", "tracker"];
    let owners = owners.map(|name| format!("src/pages/{name}.rs"));
    let mut wrong = Vec::new();
    let mut met = 0;
    for file in rust("src/pages").into_iter().chain(rust("src/outputs")) {
        let code = code(&file.text);
        let imports = code
            .split(';')
            .filter(|part| part.contains("use crate::catalog::"));
        let imports_texts = imports.flat_map(tokens).any(|token| token == "Texts");
        met += usize::from(imports_texts);
        let is_owner = owners.contains(&file.path);
        if imports_texts && !is_owner || code.contains("catalog::Texts") {
            wrong.push(format!("{}: names `catalog::Texts`", file.path));
        }
        if code.contains(".title()") {
            wrong.push(format!("{}: a title of the catalog", file.path));
        }
    }
    assert_eq!(met, owners.len());
    none(&wrong);
}

#[test]
fn no_text_names_a_folder_of_some_machine() {
    let mut files = Vec::new();
    for folder in ["src", "content", "themes"] {
        files.extend(below(folder));
    }
    let mut wrong = Vec::new();
    for file in &files {
        for (number, line) in file.text.lines().enumerate() {
            let folders = ["/home/", "/tmp/", "/Users/", "C:\\", concat!("/ro", "ot/")];
            let found = folders.iter().filter(|folder| line.contains(*folder));
            wrong.extend(found.map(|folder| format!("{}:{}: {folder}", file.path, number + 1)));
        }
    }
    none(&wrong);
}
