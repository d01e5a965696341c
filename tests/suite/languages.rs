//! The language names that authors write, checked against the grammars.
//!
//! `tests/markdown/languages.tsv` contains the counts of names in fences of real interview
//! material. To count other material: `FENCES=DIR cargo test --test suite languages -- --nocapture`
//! reads every `.md` file below `DIR`, takes at most [`MOST`] fences of each folder directly in it,
//! and writes the file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use prepbook::diag::Span;
use prepbook::render::{Highlighter, PlainReason};
use prepbook::syntax::FenceInfo;
use prepbook::syntax::markdown::{CodeBlockKind, Dialect, Event, Tag, TagEnd, placed_events};

/// The maximum number of fences per folder, so that no author outweighs the others.
const MOST: usize = 500;

fn table() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown/languages.tsv")
}

/// Returns the language and code of every fence with a language.
fn fences(markdown: &str) -> Vec<(String, String)> {
    let mut fences: Vec<(String, String)> = Vec::new();
    let mut open = false;
    for (event, range) in placed_events(markdown, Dialect::Handbook) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                let info = FenceInfo::of_block(markdown, Span::from(range));
                open = info.language.is_some();
                if open {
                    fences.push((info.language_name().to_lowercase(), String::new()));
                }
            }
            Event::End(TagEnd::CodeBlock) => open = false,
            Event::Text(text) if open => {
                if let Some((_, code)) = fences.last_mut() {
                    code.push_str(&text);
                }
            }
            _ => {}
        }
    }
    fences
}

/// Returns the fences of the files of a folder, in path order.
fn sample(folder: &Path) -> Vec<(String, String)> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name();
    let paths = files
        .into_iter()
        .filter_map(|entry| Some(entry.ok()?.into_path()));
    let texts = paths
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .filter_map(|path| fs::read_to_string(path).ok());
    texts.flat_map(|text| fences(&text)).take(MOST).collect()
}

/// Counts the fences of all folders in `root` and writes the table.
fn count(root: &Path) {
    let highlighter = Highlighter::default();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut plain: BTreeMap<String, usize> = BTreeMap::new();
    let folders = walkdir::WalkDir::new(root)
        .min_depth(1)
        .max_depth(1)
        .sort_by_file_name();
    for folder in folders.into_iter().flatten() {
        for (language, code) in sample(folder.path()) {
            if let Some(why) = highlighter.highlight(&language, &code).plain {
                *plain.entry(format!("{language}: {why:?}")).or_default() += 1;
            }
            *counts.entry(language).or_default() += 1;
        }
    }
    println!("without colors: {plain:#?}");
    let lines = counts
        .iter()
        .map(|(name, count)| format!("{name}\t{count}\n"));
    fs::write(table(), lines.collect::<String>()).expect("the table can be written");
}

#[test]
fn nearly_all_code_of_real_material_has_a_grammar() {
    if let Some(root) = env::var_os("FENCES") {
        count(Path::new(&root));
    }
    let text = fs::read_to_string(table()).expect("the table");
    let rows: Vec<(&str, usize)> = text
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, count)| (name, count.parse().expect("a number")))
        .collect();
    let highlighter = Highlighter::default();
    let unknown =
        |name: &str| highlighter.highlight(name, "x\n").plain == Some(PlainReason::UnknownLanguage);
    let all: usize = rows.iter().map(|(_, count)| count).sum();
    let (odd, _): (Vec<_>, Vec<_>) = rows.iter().partition(|(name, _)| unknown(name));
    let without: usize = odd.iter().map(|(_, count)| count).sum();
    assert!(all >= 2_000, "{all} fences are no sample");
    let share = (all - without) as f64 * 100.0 / all as f64;
    println!(
        "{share:.1} % of {all} fences in {} languages, but for {odd:?}",
        rows.len()
    );
    assert!(share >= 95.0, "{share:.1} % of {all}: {odd:?}");
}

#[test]
fn every_offered_name_has_a_grammar_or_is_plain_text() {
    let highlighter = Highlighter::default();
    let names = highlighter.languages();
    assert!(names.len() > 300, "{}", names.len());
    for name in names.iter() {
        let plain = highlighter.highlight(name, "x\n").plain;
        assert_eq!(plain, None, "{name}");
    }
}

#[test]
fn a_block_is_the_same_alone_and_among_others() {
    let highlighter = Highlighter::default();
    let blocks = [
        "def f():\n    \"\"\"a\n    b\"\"\"\n    return 1\n",
        "def f():\n    return 1\n",
        "    b\"\"\"\n    return 1\n",
        "x = \"\"\"\n    return 1\n",
    ];
    let together = highlighter.highlight_all("python", &blocks);
    let alone = blocks.map(|code| highlighter.highlight("python", code));
    assert_eq!(together, alone);
}

#[test]
fn large_code_has_no_colors() {
    const MAX_BLOCK: usize = 64 * 1024;
    const MAX_LINE: usize = 2_000;
    const MAX_BLANKS: usize = 200;
    let highlighter = Highlighter::default();
    let plain = |code: &str| highlighter.highlight("js", code).plain;
    let line = "é".repeat(MAX_LINE);
    assert_eq!(plain(&format!("{line}\n")), None);
    assert_eq!(plain(&format!("{line}é\n")), Some(PlainReason::LongLine));
    let blanks = " ".repeat(MAX_BLANKS);
    assert_eq!(plain(&format!("{blanks}x\n")), None);
    assert_eq!(plain(&format!("x {blanks}x\n")), Some(PlainReason::Blanks));
    let long = format!("{}\n", "x".repeat(MAX_LINE));
    assert_eq!(plain(&long.repeat(2)), None);
    assert_eq!(
        plain(&(long.repeat(2) + "x\n")),
        Some(PlainReason::LongLines)
    );
    let block = "f();\n".repeat(MAX_BLOCK / 5);
    assert_eq!(plain(&block), None);
    assert_eq!(plain(&(block + "f();\n")), Some(PlainReason::LargeBlock));
}
