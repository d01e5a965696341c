//! How long a warm build takes after one edit, stage by stage.
//!
//! `cargo bench --bench edits -- BOOK [FILE]`: the book is read once and edited in memory; nothing
//! is written. Prints the median of 21 edits of a word and of 21 edits of a title.

// A bench measures, and stops at the first surprise.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use camino::Utf8Path;
use prepbook::build::{BuildOptions, Memo, Mode, build};
use prepbook::catalog::Drafts;
use prepbook::source::{self, SourceFile, SourceSet};

const EDITS: usize = 21;

type Laps = Arc<Mutex<(Instant, BTreeMap<String, Vec<Duration>>)>>;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut named = arguments.iter().filter(|word| !word.starts_with("--"));
    let Some(book) = named.next() else {
        println!("name a book: cargo bench --bench edits -- BOOK [FILE]");
        return;
    };
    let mut sources = source::load(Utf8Path::new(book)).expect("a book");
    let file = named.next().map_or("questions/q000137.md", String::as_str);
    let at = sources
        .files
        .iter()
        .position(|known| &*known.within == file);
    let at = at.unwrap_or_else(|| panic!("the book has no {file}"));
    let laps: Laps = Arc::new(Mutex::new((Instant::now(), BTreeMap::new())));
    let mut options = BuildOptions::new(Mode::Serve, Drafts::Hidden);
    let listener = laps.clone();
    options.on_stage = Arc::new(move |name| lap(&listener, name));
    let mut memo = Memo::default();
    let begun = Instant::now();
    let mut built = build(&sources, &options, &mut memo);
    println!(
        "cold build of {} files: {:.1} ms",
        built.artifacts.len(),
        ms(begun.elapsed())
    );
    for (name, edit) in [
        ("word", word as fn(&str, usize) -> String),
        ("title", title),
    ] {
        laps.lock().expect("laps").1.clear();
        let original = sources.files[at].text.clone();
        for count in 0..EDITS {
            replace(&mut sources, at, &edit(&original, count));
            laps.lock().expect("laps").0 = Instant::now();
            let begun = Instant::now();
            let next = build(&sources, &options, &mut memo);
            let whole = begun.elapsed();
            let changed = next.artifacts.iter().filter(|new| {
                let old = built
                    .artifacts
                    .binary_search_by(|old| old.path.cmp(&new.path));
                old.is_err() || old.is_ok_and(|old| built.artifacts[old].key != new.key)
            });
            let changed: Vec<_> = changed.map(|artifact| artifact.bytes()).collect();
            let mut laps = laps.lock().expect("laps");
            laps.1
                .entry(format!("zz whole, then {} pages changed", changed.len()))
                .or_default()
                .push(whole);
            let begun = Instant::now();
            built = next;
            laps.1
                .entry("zz drop".into())
                .or_default()
                .push(begun.elapsed());
        }
        replace(&mut sources, at, &original);
        println!("-- {name}");
        for (stage, times) in &mut laps.lock().expect("laps").1 {
            times.sort();
            println!("{stage:40} {:8.2} ms", ms(times[times.len() / 2]));
        }
    }
    let begun = Instant::now();
    drop((sources, built, memo));
    println!("dropping the book: {:.1} ms", ms(begun.elapsed()));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn lap(laps: &Laps, name: &str) {
    let mut laps = laps.lock().expect("laps");
    let now = Instant::now();
    let time = now - laps.0;
    laps.1.entry(name.to_owned()).or_default().push(time);
    laps.0 = now;
}

fn replace(sources: &mut SourceSet, at: usize, text: &str) {
    let old = &sources.files[at];
    sources.files[at] = SourceFile::new(old.path.clone(), &old.within, text.as_bytes()).0;
}

fn word(text: &str, count: usize) -> String {
    text.replacen(
        "## What to listen for",
        &format!("## What to listen for\n\nChanged {count} here."),
        1,
    )
}

fn title(text: &str, count: usize) -> String {
    let line = text
        .lines()
        .find(|line| line.starts_with("# "))
        .expect("a title");
    text.replacen(line, &format!("{line} {count}"), 1)
}
