//! Imports go down: every path of `src` against the floors of ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::file_graph::FileGraph;
use super::files::{File, code, read, rust, tokens};

/// Crates that stay behind one module, so that they can be replaced there.
const ENCLOSED: &[(&str, &[&str])] = &[
    ("tera", &["render"]),
    ("syntect", &["render"]),
    ("two_face", &["render"]),
    ("pulldown_latex", &["render"]),
    ("ammonia", &["render"]),
    ("html5ever", &["render"]),
    ("pulldown_cmark", &["syntax"]),
    ("serde_yaml", &["syntax"]),
    ("toml", &["config"]),
    ("walkdir", &["source"]),
    ("imagesize", &["source"]),
    ("roxmltree", &["source"]),
    ("clap", &["cli"]),
    ("anstream", &["cli"]),
    // parts of std that only the ends of the pipeline may know
    ("fs", &["source", "emit"]),
    ("Instant", &["cli", "emit", "serve"]),
    ("axum", &["serve"]),
    ("hyper", &["serve"]),
    ("notify", &["serve"]),
    ("SystemTime", &[]),
];

/// Modules and what each may import, from the table of ARCHITECTURE.md.
struct Floors {
    heights: BTreeMap<String, usize>,
    allowed: BTreeMap<String, BTreeSet<String>>,
}

impl Floors {
    fn of_the_house() -> Self {
        Self::parse(&read("ARCHITECTURE.md"))
    }

    fn parse(text: &str) -> Self {
        let rows: Vec<(usize, String, String)> = text.lines().filter_map(row).collect();
        let heights: BTreeMap<String, usize> = rows
            .iter()
            .map(|(height, module, _)| (module.clone(), *height))
            .collect();
        let below = |height: usize| heights.iter().filter(move |(_, other)| **other < height);
        let allowed = rows.iter().map(|(height, module, imports)| {
            let imports = match imports.as_str() {
                "–" => BTreeSet::new(),
                "anything" | "all below" => below(*height).map(|(name, _)| name.clone()).collect(),
                list => list.split(", ").map(str::to_owned).collect(),
            };
            (module.clone(), imports)
        });
        Self {
            allowed: allowed.collect(),
            heights,
        }
    }

    fn may(&self, module: &str, import: &str) -> bool {
        let allowed = self.allowed.get(module);
        module == import || allowed.is_some_and(|allowed| allowed.contains(import))
    }
}

/// Floor, module and imports of a row of the table, if the line is one.
fn row(line: &str) -> Option<(usize, String, String)> {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let height = cells.get(1)?.parse().ok()?;
    let module = cells.get(2)?.trim_matches('`').to_owned();
    Some((
        height,
        module,
        cells.get(cells.len().checked_sub(2)?)?.to_string(),
    ))
}

/// The modules of the crate that a file names.
fn imports(file: &File) -> BTreeSet<String> {
    let tokens = tokens(&code(&file.text));
    let mut imports = BTreeSet::new();
    let mut at = 0;
    while at < tokens.len() {
        let from_crate = tokens[at] == "crate" || tokens[at] == "prepbook";
        let mut supers = 0;
        while tokens.get(at) == Some(&"super".to_owned()) {
            supers += 1;
            at += if tokens.get(at + 1).is_some_and(|next| next == "::") {
                2
            } else {
                1
            };
        }
        if from_crate && tokens.get(at + 1).is_some_and(|next| next == "::") {
            imports.extend(heads(&tokens[at + 2..]));
        } else if supers > 0 && supers == file.depth() {
            imports.extend(heads(&tokens[at..]));
        }
        at += 1;
    }
    imports
}

/// The first parts of the paths that begin here: of `{a::b, c}` it is `a` and `c`.
fn heads(tokens: &[String]) -> Vec<String> {
    if tokens.first().is_none_or(|first| first != "{") {
        return tokens.first().cloned().into_iter().collect();
    }
    let mut heads = Vec::new();
    let (mut depth, mut at_head) = (0, true);
    for token in tokens {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 1 => at_head = true,
            _ if at_head => {
                heads.push(token.clone());
                at_head = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    heads
}

#[test]
fn imports_go_down() {
    let floors = Floors::of_the_house();
    let mut wrong = Vec::new();
    for file in rust("src").iter().filter(|file| file.depth() > 0) {
        for import in imports(file) {
            let (from, known) = (file.module(), floors.heights.contains_key(&import));
            if from != "main" && from != "lib" && known && !floors.may(from, &import) {
                wrong.push(format!("{}: `{from}` may not import `{import}`", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Two files that need each other are one thing in two places. A `mod.rs` that lists its children is
/// such a file too, if they need what it defines.
#[test]
fn no_file_needs_one_that_needs_it() {
    let files = rust("src");
    let graph = FileGraph::new(&files);
    let circles = graph.circles().into_iter();
    let circles: Vec<String> = circles.map(|circle| circle.join(" → ")).collect();
    assert!(circles.is_empty(), "\n{}\n", circles.join("\n"));
}

#[test]
fn the_table_is_the_house() {
    let floors = Floors::of_the_house();
    let listed: BTreeSet<&str> = floors.heights.keys().map(String::as_str).collect();
    let files = rust("src");
    let built: BTreeSet<&str> = files
        .iter()
        .map(File::module)
        .filter(|module| !["lib", "main"].contains(module))
        .collect();
    assert_eq!(
        listed, built,
        "ARCHITECTURE.md lists other modules than src has"
    );
    for (module, allowed) in &floors.allowed {
        for import in allowed {
            let (own, other) = (floors.heights[module], floors.heights.get(import));
            assert!(
                other.is_some_and(|other| *other < own),
                "ARCHITECTURE.md lets `{module}` import `{import}`, which is not below it"
            );
        }
    }
}

/// What the first paragraph of a module says of it: its floor and its duty.
fn says(text: &str) -> (usize, String) {
    let lines = text.lines().map_while(|line| line.strip_prefix("//! "));
    let paragraph = lines.collect::<Vec<_>>().join(" ").replace(['[', ']'], "");
    let (floor, duty) = paragraph
        .strip_prefix("Floor ")
        .and_then(|rest| rest.split_once(": "))
        .unwrap_or_else(|| panic!("no floor in `{paragraph}`"));
    let floor = floor.parse().expect("a number");
    (floor, duty.trim_end_matches('.').to_owned())
}

/// The rows of the code map, as the modules have it.
fn code_map() -> String {
    let files = rust("src");
    let floors = Floors::of_the_house();
    let mut rows = BTreeMap::new();
    for module in files
        .iter()
        .filter(|file| file.path.ends_with("/mod.rs") && file.depth() == 1)
    {
        let name = module.module();
        let (floor, duty) = says(&module.text);
        let own = files.iter().filter(|file| file.module() == name);
        let mut imports: Vec<String> = own.flat_map(imports).collect();
        imports.retain(|import| import != name && floors.heights.contains_key(import));
        imports.sort_by_key(|import| (floors.heights[import], import.clone()));
        imports.dedup();
        let imports = match imports.as_slice() {
            [] => "–".to_owned(),
            imports => imports.join(", "),
        };
        let row = format!("| {floor} | `{name}` | {duty} | {imports} |\n");
        rows.insert((floor, name.to_owned()), row);
    }
    rows.into_values().collect()
}

#[test]
fn the_code_map_is_made_of_the_code() {
    let text = read("ARCHITECTURE.md");
    let rows: Vec<&str> = text
        .split_inclusive('\n')
        .filter(|line| row(line).is_some())
        .collect();
    let (written, made) = (rows.concat(), code_map());
    if written != made && std::env::var_os("BLESS").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
        std::fs::write(path, text.replace(&written, &made)).expect("a text");
        return;
    }
    assert_eq!(written, made, "BLESS=1 writes the table again");
}

#[test]
fn crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for file in rust("src") {
        let tokens = tokens(&code(&file.text));
        for (name, rooms) in ENCLOSED {
            if !rooms.contains(&file.module()) && tokens.iter().any(|token| token == name) {
                wrong.push(format!("{}: only {rooms:?} may name `{name}`", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_form_of_import_is_seen() {
    let file = |path: &str, text: &str| File {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let seen = |path, text| imports(&file(path, text)).into_iter().collect::<Vec<_>>();
    assert_eq!(seen("src/a/b.rs", "use crate::c::D;"), ["c"]);
    assert_eq!(
        seen("src/a/b.rs", "use crate::{c::{x, y}, d, e::F};"),
        ["c", "d", "e"]
    );
    assert_eq!(
        seen("src/a/b.rs", "fn f(x: crate::c::X) { crate::d::f() }"),
        ["c", "d"]
    );
    assert_eq!(seen("src/a/mod.rs", "use super::c;"), ["c"]);
    assert_eq!(
        seen("src/a/b.rs", "use super::c; use super::super::d;"),
        ["d"]
    );
    assert_eq!(
        seen("src/a/b.rs", "pub(crate) struct X; // crate::c"),
        [""; 0]
    );
    let table = "| 0 | `a` | x | – |\n| 1 | `b` | x | a |\n| 2 | `c` | x | all below |\n";
    let floors = Floors::parse(table);
    assert!(floors.may("b", "a") && floors.may("c", "b"));
    assert!(!floors.may("a", "b") && !floors.may("b", "c"));
}
