//! Names that were replaced by the terms of the field, and ways of writing that were given up: none
//! comes back.

use std::collections::BTreeSet;

use super::file_graph::room;
use super::files::{File, below, code, rust, tokens};
use super::none;

/// What a name is given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Type,
    Function,
    Field,
    Module,
    Constant,
    Let,
}

/// Names that nothing of this sort may have: everywhere, or in these rooms, where the word is a plain
/// one that means something else in others.
const GONE: &[(Item, &[&str], &str)] = &[
    (
        Item::Type,
        &[],
        "Shop Fittings Recipe Drawn Naming Kin Itself Fate Taker Destination Delivery Nowhere Extent Made \
         Binding Signs Tally Doorbell Rounds Outlet Said Say Talk Tidings News Wish Doors Shelf Desk Spot \
         Atlas Heard Ending Planter Gathering Occasion Miss Passage Wording Excess Voice Begun Ground GoOn \
         Goal Purpose Laps",
    ),
    (
        Item::Type,
        &["outputs", "pages"],
        "Rows Draft Shown Maker Alone Standing Thing Way Bodies Kept",
    ),
    (Item::Type, &["serve"], "Round Current Room"),
    (Item::Type, &["kinds", "syntax"], "Given"),
    (Item::Type, &["render"], "Words Guard"),
    (Item::Type, &["emit"], "List"),
    (
        Item::Function,
        &[],
        "furnished ring calm is_calm await_calm patience mistrust wish doors grow is_called_as skeleton \
         kept_apart speaking survey word kept",
    ),
    (
        Item::Function,
        &["outputs", "pages"],
        "press concern concerns apart nearby leads heads facts give take twin pairs spots pieces",
    ),
    (
        Item::Function,
        &["catalog", "kinds", "syntax"],
        "hits strangers marks suspects",
    ),
    (Item::Function, &["render"], "hear say"),
    (Item::Function, &["emit"], "declare"),
    (
        Item::Field,
        &[],
        "of kept found furnished press patience skeleton strangers shop",
    ),
    (
        Item::Module,
        &[],
        "shop press kin nearby leads heads facts delivery kept signs pairs twin twins doorbell rounds news \
         shelf desk spot atlas wording passage planter suspects marks voice begun ground laps",
    ),
    (Item::Constant, &[], "TORN LAST_WORDS"),
    (Item::Let, &[], "one own at"),
];

/// Texts that no file of `src` has, in small letters.
const WORDS: &[&str] = &[
    "befall",
    "doorbell",
    "tidings",
    "shopful",
    "furnish",
    "strangers",
    "of they",
];

/// How no doc comment begins.
const BEGINNINGS: &[&str] = &["Of ", "The same where"];

/// The names that a file gives, and to what. A constructor is listed as `Self::`.
fn given(text: &str) -> BTreeSet<(Item, String)> {
    let tokens = tokens(&code(text));
    let mut names = BTreeSet::new();
    for (index, name) in tokens.iter().enumerate() {
        let before = |back: usize| index.checked_sub(back).map_or("", |index| &tokens[index]);
        let next = tokens.get(index + 1).map_or("", String::as_str);
        let item = match before(1) {
            "struct" | "enum" | "trait" | "type" | "union" => Item::Type,
            "fn" => Item::Function,
            "mod" => Item::Module,
            "const" | "static" => Item::Constant,
            "let" => Item::Let,
            "mut" if before(2) == "let" => Item::Let,
            "{" | "," | "pub" | ")" if next == ":" => Item::Field,
            _ => continue,
        };
        names.insert((item, name.clone()));
        if item == Item::Function && makes_self(&tokens[index..]) {
            names.insert((item, format!("Self::{name}")));
        }
    }
    names
}

/// Whether a function returns `Self`, alone or in something.
fn makes_self(function: &[String]) -> bool {
    let body = function
        .iter()
        .position(|token| token == "{" || token == ";");
    let head = &function[..body.unwrap_or(function.len())];
    let result = head.windows(2).rposition(|pair| pair == ["-", ">"]);
    result.is_some_and(|result| head[result..].iter().any(|token| token == "Self"))
}

/// The names of a file that are gone.
fn old_names(file: &File) -> Vec<String> {
    let given = given(&file.text);
    let mut old = Vec::new();
    for (item, rooms, names) in GONE {
        if !rooms.is_empty() && !rooms.contains(&room(&file.path)) {
            continue;
        }
        let names = names.split_whitespace();
        let names = names.filter(|name| given.contains(&(*item, (*name).to_owned())));
        old.extend(names.map(|name| format!("{}: {item:?} `{name}`", file.path)));
    }
    if given.contains(&(Item::Function, "Self::of".to_owned())) {
        old.push(format!("{}: a constructor `of`", file.path));
    }
    old
}

/// The doc comments of a file that begin as none should.
fn old_beginnings(file: &File) -> Vec<String> {
    let doc = |line: &str| {
        let line = line.trim_start();
        let text = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"));
        text.map(|text| text.trim_start().to_owned())
    };
    let mut before = None;
    let mut old = Vec::new();
    for (number, line) in (1..).zip(file.text.lines()) {
        let text = doc(line);
        if let (None, Some(text)) = (&before, &text)
            && BEGINNINGS
                .iter()
                .any(|beginning| text.starts_with(beginning))
        {
            old.push(format!("{}:{number}: {line}", file.path));
        }
        before = text;
    }
    old
}

fn old_words(file: &File) -> Vec<String> {
    let lines = (1..).zip(file.text.lines());
    let old = lines.flat_map(|(number, line)| {
        let line = line.to_lowercase();
        let words = WORDS.iter().filter(move |word| line.contains(**word));
        words.map(move |word| format!("{}:{number}: {word}", file.path))
    });
    old.collect()
}

#[test]
fn replaced_names_do_not_come_back() {
    let files = rust("src");
    none(&files.iter().flat_map(old_names).collect::<Vec<_>>());
}

#[test]
fn replaced_words_do_not_come_back() {
    let files = below("src");
    none(&files.iter().flat_map(old_words).collect::<Vec<_>>());
}

#[test]
fn doc_comments_begin_with_a_verb_or_a_noun() {
    let files = rust("src");
    none(&files.iter().flat_map(old_beginnings).collect::<Vec<_>>());
}

#[test]
fn every_way_to_give_a_name_is_seen() {
    let file = |path: &str, text: &str| File {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    for text in [
        "pub struct Shop<'a> { x: &'a u8 }",
        "enum Wish {}",
        "type News = u8;",
        "pub(super) fn calm() {}",
        "struct A { pub kept: u8 }",
        "struct A { a: u8, pub(super) found: u8 }",
        "mod shelf;",
        "const TORN: u8 = 1;",
        "fn f() { let mut own = 1; }",
        "impl A { fn of(x: u8) -> Option<Self> { None } }",
    ] {
        assert_eq!(old_names(&file("src/serve/a.rs", text)).len(), 1, "{text}");
    }
    for text in [
        "use other::Shop; // struct Shop",
        "fn f(x: &Kept) -> Current { x.kept(found) }",
        "struct A { kept_bytes: u8 }",
        "impl A { fn of(&self, x: u8) -> u8 { x } }",
        "fn f() { let (one, other) = pair; }",
    ] {
        assert_eq!(old_names(&file("src/kinds/a.rs", text)), [""; 0], "{text}");
    }
    assert_eq!(old_names(&file("src/serve/a.rs", "struct Round;")).len(), 1);
    assert_eq!(old_names(&file("src/kinds/a.rs", "struct Round;")), [""; 0]);
    let text = "/// Of all.\n/// Of some.\nfn f() {}\n/// Some.\n/// Of all.\nfn g() {}\n";
    assert_eq!(
        old_beginnings(&file("src/a.rs", text)),
        ["src/a.rs:1: /// Of all."]
    );
    assert_eq!(old_words(&file("src/a.rs", "// What Of They\n")).len(), 1);
}
