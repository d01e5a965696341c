//! Advice works: what a help or a fix says, typed as it is written, removes the diagnostic and brings
//! no other.
//!
//! A help says where it belongs in words. The test tries the places that they can mean: for the text
//! that is marked, for the key and the value around it, for its line, in front of it, behind it, above
//! it and below it. Each text in backticks must work in one of them, except for names and examples
//! ([`NAMES`]).

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use prepbook::build::{BuildOptions, Memo, Mode, build, fix};
use prepbook::catalog::Drafts;
use prepbook::diag::{Advice, Diagnostic, Diagnostics, Span};
use prepbook::source;

use crate::book::Book;
use crate::cases::{Case, all};

type Files = BTreeMap<String, Vec<u8>>;

thread_local! {
    static MEMO: RefCell<Memo> = RefCell::default();
}

/// The diagnostics of a book; none if it cannot be read at all.
fn check(files: &Files) -> Option<Diagnostics> {
    let files: Vec<(&String, &Vec<u8>)> = files.iter().collect();
    let book = Book::of(&files);
    let sources = source::load(&book.root()).ok()?;
    let mut options = BuildOptions::new(Mode::Check, Drafts::Hidden);
    options.today = Some("2026-12-01".into());
    let built = MEMO.with_borrow_mut(|memo| build(&sources, &options, memo));
    Some(built.diagnostics)
}

/// The diagnostics by code and message, with their numbers.
fn counted(diagnostics: &Diagnostics) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for one in diagnostics.iter() {
        *counts.entry(name(one)).or_default() += 1;
    }
    counts
}

fn name(one: &Diagnostic) -> String {
    format!("{}: {}", one.code, one.message)
}

/// Whether `one` is gone in `files`, and nothing else is new.
fn cures(files: &Files, before: &BTreeMap<String, usize>, one: &Diagnostic) -> bool {
    let Some(after) = check(files) else {
        return false;
    };
    let after = counted(&after);
    let number =
        |counts: &BTreeMap<String, usize>, name: &String| counts.get(name).copied().unwrap_or(0);
    let is_gone = number(&after, &name(one)) < number(before, &name(one));
    let is_known = |name: &String, count: usize| count <= number(before, name);
    is_gone
        && after
            .iter()
            .all(|(name, count)| is_known(name, *count) || is_of_the_whole_book(name))
}

/// Whether a diagnostic is one of those that are only looked for in books without errors.
fn is_of_the_whole_book(name: &str) -> bool {
    let code = name.split(':').next().unwrap_or_default();
    WHOLE_BOOK.contains(&code)
}

const WHOLE_BOOK: &[&str] = &[
    "hand-made-list",
    "interview-without-date",
    "no-answer",
    "orphan",
    "similar-questions",
    "takeaway-without-evidence",
    "unused-framework",
    "unwritten-id",
];

fn replaced(files: &Files, path: &str, span: Span, text: &str) -> Option<Files> {
    let mut files = files.clone();
    let old = String::from_utf8(files.get(path)?.clone()).ok()?;
    let mut new = old.clone();
    new.replace_range(span.start.min(old.len())..span.end.min(old.len()), text);
    files.insert(path.to_owned(), new.into_bytes());
    Some(files)
}

/// The texts in backticks of a help, with words in the place of `…`.
fn typed(help: &str) -> Vec<String> {
    let parts: Vec<&str> = help.split('`').collect();
    let snippets = parts.iter().skip(1).step_by(2);
    let texts = snippets.map(|text| text.replace('…', "some-words-of-mine"));
    texts.collect()
}

/// The places of a file that a help can mean, for a diagnostic at `span`.
fn places(text: &str, span: Span) -> Vec<Span> {
    let start = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
    let end = text[span.end.max(span.start)..]
        .find('\n')
        .map_or(text.len(), |end| span.end + end);
    let first_end = text[span.start..]
        .find('\n')
        .map_or(text.len(), |end| span.start + end);
    let item_start = text[start..span.start]
        .rfind([' ', '{'])
        .map_or(start, |at| start + at + 1);
    let quoted = span.end + usize::from(text[span.end..].starts_with('"'));
    let below = (end + 1).min(text.len());
    let words =
        text[start..first_end].len() - text[start..first_end].trim_start_matches(['#', ' ']).len();
    let keys = text.find("---\n").map_or(0, |at| at + 4);
    let mut all = vec![
        span,
        Span::new(span.start, first_end),
        Span::new(item_start, quoted),
        Span::new(start, end),
        Span::new(start + words, first_end),
        Span::point(span.start),
        Span::point(span.end),
        Span::point(first_end),
        Span::point(start),
        Span::point(below),
        Span::point(keys),
        Span::point(text.len()),
    ];
    all.push(Span::new(start + words, span.start.max(start + words)));
    if let Some(equals) = text[start..first_end].find('=') {
        all.push(Span::new(start + equals + 1, first_end));
    }
    if let Some(open) = text[start..first_end].rfind('{') {
        all.push(Span::point(start + open + 1));
        all.push(Span::new(start + open, first_end));
    }
    let character = text[span.start..].chars().next().map_or(0, char::len_utf8);
    all.push(Span::new(span.start, span.start + character));
    all
}

/// Whether a text works in one of the places.
fn works(files: &Files, before: &BTreeMap<String, usize>, one: &Diagnostic, typed: &str) -> bool {
    let path = one.place.file.to_string();
    let Some(text) = files
        .get(&path)
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
    else {
        return false;
    };
    for place in places(text, one.place.span) {
        for form in [
            "{}",
            "\"{}\"",
            "{} ",
            " {}",
            "{}\n",
            "\n{}\n",
            "{}\n\n",
            "\n\n{}\n\n",
        ] {
            let written = form.replace("{}", typed);
            if let Some(files) = replaced(files, &path, place, &written)
                && cures(&files, before, one)
            {
                return true;
            }
        }
    }
    false
}

/// Whether taking the marked text, its key, its line or the line and its blank out works.
fn removal_works(files: &Files, before: &BTreeMap<String, usize>, one: &Diagnostic) -> bool {
    let path = one.place.file.to_string();
    let mut without = files.clone();
    without.remove(&path);
    if cures(&without, before, one) {
        return true;
    }
    let Some(text) = files
        .get(&path)
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
    else {
        return false;
    };
    let mut all = places(text, one.place.span);
    let longer: Vec<Span> = all
        .iter()
        .flat_map(|place| {
            let end = (place.end + 1).min(text.len());
            [
                Span::new(place.start, end),
                Span::new(place.start.saturating_sub(1), place.end),
                Span::new(place.start.saturating_sub(2), (end + 1).min(text.len())),
            ]
        })
        .collect();
    all.extend(longer);
    all.into_iter()
        .filter(|place| text.is_char_boundary(place.start) && text.is_char_boundary(place.end))
        .filter_map(|place| replaced(files, &path, place, ""))
        .any(|files| cures(&files, before, one))
}

/// Whether the limit that a help names can be raised.
fn raise_works(
    files: &Files,
    before: &BTreeMap<String, usize>,
    one: &Diagnostic,
    help: &str,
) -> bool {
    let Some((_, rest)) = help.split_once("raise `") else {
        return false;
    };
    let key = rest.split('`').next().expect("a key");
    let config = String::from_utf8(files["book.toml"].clone()).expect("UTF-8");
    let raised = format!("[limits]\n{key} = 100000000\n");
    let config = match config.split_once("[limits]\n") {
        Some((above, limits)) => {
            let others = limits
                .lines()
                .filter(|line| !line.starts_with(&format!("{key} =")));
            let others: String = others.map(|line| format!("{line}\n")).collect();
            format!("{above}{raised}{others}")
        }
        None => config + &raised,
    };
    let mut files = files.clone();
    files.insert("book.toml".to_owned(), config.into_bytes());
    cures(&files, before, one)
}

/// Whether the fixes of all diagnostics together cure one: it may wait for another.
fn all_fixes_cure(files: &Files, before: &BTreeMap<String, usize>, one: &Diagnostic) -> bool {
    let list: Vec<(&String, &Vec<u8>)> = files.iter().collect();
    let sources = Book::of(&list).load();
    let options = BuildOptions::new(Mode::Write, Drafts::Hidden);
    let fixed = MEMO.with_borrow_mut(|memo| fix(sources, None, &options, memo));
    let on_disk = fixed.sources.files.iter();
    let texts = on_disk
        .filter_map(|file| Some((file.path.to_string(), file.on_disk()?.as_bytes().to_vec())));
    let mut after = files.clone();
    after.extend(texts);
    cures(&after, before, one)
}

/// Whether the file or its folder can have the name that a help gives, or any other name, with the
/// links to it.
fn rename_works(
    files: &Files,
    before: &BTreeMap<String, usize>,
    one: &Diagnostic,
    help: &str,
) -> bool {
    let path = one.place.file.to_string();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let names = typed(help).into_iter();
    let of_files = names.chain(["renamed.md".to_owned()]).flat_map(|name| {
        let paths = [
            format!("content/{name}"),
            format!("{folder}/{name}"),
            format!(
                "{}{name}",
                path.rsplit_once('.').map_or("", |(stem, _)| stem)
            ),
            format!("content/other/{name}"),
        ];
        paths.map(|new| (path.clone(), new))
    });
    let of_folders = [
        (format!("{folder}/"), "content/renamed/".to_owned()),
        (format!("{path}/"), "content/renamed/".to_owned()),
    ];
    of_files
        .chain(of_folders)
        .any(|(old, new)| cures(&renamed(files, &old, &new), before, one))
}

/// The book with other paths for what begins with `old`, in its links too.
fn renamed(files: &Files, old: &str, new: &str) -> Files {
    let [link, to] = [old, new].map(|path| path.trim_start_matches("content/"));
    let moved = files.iter().map(|(path, bytes)| {
        let path = match path.strip_prefix(old) {
            Some(rest) => format!("{new}{rest}"),
            None => path.clone(),
        };
        match std::str::from_utf8(bytes) {
            Ok(text) => (path, text.replace(link, to).into_bytes()),
            Err(_) => (path, bytes.clone()),
        }
    });
    moved.collect()
}

/// Whether the file can be saved as UTF-8.
fn saving_works(files: &Files, before: &BTreeMap<String, usize>, one: &Diagnostic) -> bool {
    let mut files = files.clone();
    files.insert(one.place.file.to_string(), b"# Saved\n".to_vec());
    cures(&files, before, one)
}

/// What is wrong with the help of a diagnostic.
fn faults(
    files: &Files,
    before: &BTreeMap<String, usize>,
    one: &Diagnostic,
    help: &str,
) -> Vec<String> {
    let mut faults = Vec::new();
    let mut ways = 0;
    let is_rename = help.contains("rename") || help.contains("move the file");
    let renames = is_rename && rename_works(files, before, one, help);
    for text in typed(help) {
        if renames || works(files, before, one, &text) {
            ways += 1;
        } else if !NAMES.contains(&&*text) && !IN_WORDS.contains(&help) {
            faults.push(format!("`{text}` works nowhere"));
        }
    }
    type Way = (
        &'static [&'static str],
        fn(&Files, &BTreeMap<String, usize>, &Diagnostic, &str) -> bool,
    );
    let other: [Way; 4] = [
        (&["raise `"], raise_works),
        (&["rename", "move the file"], rename_works),
        (&["as UTF-8"], |files, before, one, _| {
            saving_works(files, before, one)
        }),
        (
            &["take ", "leave ", "remove", "keep one", "cut it", "make it"],
            |files, before, one, _| removal_works(files, before, one),
        ),
    ];
    for (words, way) in other {
        if words.iter().any(|word| help.contains(word)) {
            if way(files, before, one, help) {
                ways += 1;
            } else if words[0] != "take " && ways == 0 && !IN_WORDS.contains(&help) {
                faults.push(format!("to {} does not work", words[0]));
            }
        }
    }
    if ways == 0 && !IN_WORDS.contains(&help) {
        faults.push("nothing in it can be typed".to_owned());
    }
    faults
}

#[test]
fn advice_typed_as_written_removes_its_diagnostic_and_brings_no_other() {
    let mut faulty = BTreeSet::new();
    let mut typed = 0;
    for Case { path, files, .. } in all() {
        let files: Files = files.into_iter().collect();
        let uncovers = UNCOVERING.iter().any(|name| path.ends_with(name));
        let found = check(&files).expect("a case can be read");
        let before = counted(&found);
        let mut seen = BTreeSet::new();
        for one in found.iter() {
            let said = match &one.advice {
                Advice::Fix(help, fix) => {
                    typed += 1;
                    let place = &fix.place;
                    let fixed = replaced(&files, place.file.as_str(), place.span, &fix.text);
                    let alone = fixed.is_some_and(|files| cures(&files, &before, one));
                    let cured = alone || all_fixes_cure(&files, &before, one) || uncovers;
                    (!cured).then(|| vec![format!("the fix `{}` of `{help}`", fix.text)])
                }
                Advice::Help(help) if seen.insert((one.code, help.clone())) => {
                    typed += 1;
                    Some(faults(&files, &before, one, help)).filter(|faults| !faults.is_empty())
                }
                Advice::Help(_) | Advice::DidYouMean { .. } | Advice::None => None,
            };
            let file = path.file_name().expect("a name").to_string_lossy();
            faulty.extend(said.map(|said| {
                format!(
                    "{file}: {}\n  {:?}\n  {}",
                    name(one),
                    one.advice,
                    said.join("\n  ")
                )
            }));
        }
    }
    assert!(typed > 250, "only {typed} were typed");
    assert!(
        faulty.is_empty(),
        "{}\n{}",
        faulty.len(),
        faulty.into_iter().collect::<Vec<_>>().join("\n")
    );
}

/// Cases of which a fix uncovers another error: two questions have one id then, and a case can have no file
/// with a blank in its name.
const UNCOVERING: &[&str] = &["bad-id-once.md", "broken-link-with-blanks.md"];

/// Texts in backticks that are the name of something, or stand for something of the author's.
const NAMES: &[&str] = &[
    "answer", // the key of another marker
    "question",
    "round", // the key of the words
    "follow-up",
    "[markers]",
    "shape", // the key to leave out
    "[[id]]",
    "F: [[id]]",
    ".md",
    "files", // the limit to raise
    "image",
    "include",
    "page",
    "path",
    "[limits]",
];

/// Helps in words that only the author can carry out.
const IN_WORDS: &[&str] = &[
    "call it by another name",
    "cut it down to what readers need, or raise `include` under `[limits]`",
    "give it another name",
    "give it another name, and a mark of its own",
    "it says links, rules and focus",
    "it says the longest title, in characters; the default is 300",
    "it says where a reader can edit a page; `{path}` stands for the file",
    "link to a file of the content folder",
    "link to it, or name it where it belongs",
    "make it smaller: 1600 pixels are wide enough; or raise `image` under `[limits]`",
    "correct the template; the guide to themes in the documentation shows what it can use",
    "move it, or name the heading otherwise",
    "move the text below the front matter",
    "name a question",
    "name questions, rounds, interviews or frameworks: `{evidence=some-question}`",
    "save it as plain SVG without scripts, links and styles from elsewhere, or as PNG",
    "say it in markdown; of HTML only what marks up text is kept",
    "show code in a fence; of a page, write the text in markdown",
    "write it in markdown, in a file that ends in `.md`",
    "show it in a code fence with `include=\"…\"`, or move the file out of the content folder",
    "write it relative to this file, or write `[[id]]`",
    "write it where the question is defined",
    "write lines that it has",
    "write the answer under its heading",
    "write the date of the past",
    "write the id of a question",
    "write the value out",
];
