//! Damage: a slip on a heading line or in front matter costs at most a message, never an entity.
//!
//! Each slip changes one place of one file. Afterwards a diagnostic names the place, or the entities
//! are the same: their number, kinds, parents, order, written ids, keys and closed values.
//! `DAMAGE=20000 cargo test damage -- --nocapture` makes that many and prints how they ended;
//! `DAMAGE_SEED=7` makes others, and `DAMAGE_SHOW=Value` prints all that ended so.

mod entities;
mod slips;

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;

use prepbook::build::{BuildOptions, Memo, Mode, build};
use prepbook::catalog::Drafts;
use prepbook::diag::{Code, Diagnostics, LineIndex};
use prepbook::source::{SourceFile, SourceSet};

use self::entities::{Change, Entities};
use self::slips::{Random, Slip};
use crate::book::Book;

const BOOKS: [&str; 4] = [
    "",
    "tests/books/full",
    "tests/books/golden",
    "tests/books/zh",
];

/// The number of slips that a run makes if nobody asks for more.
const SLIPS: usize = 1000;

/// What came of a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// A new diagnostic is at the changed lines.
    Named,
    /// A new diagnostic is elsewhere: at the line that the slip broke.
    NamedElsewhere,
    /// The entities are the same.
    Same,
    /// A title, a text, a number or an open name is another one.
    Value,
    /// A key of the front matter is a comment, as well formed as before.
    Comment,
    /// There are as many entities, in another legal tree; or a `#` more or less makes a step a heading
    /// of the text, which keeps its words.
    OtherTree,
    /// Something is lost, and nothing says so.
    Silent,
}

/// A book that is damaged and checked again and again.
struct Patient {
    sources: SourceSet,
    before: Diagnostics,
    entities: BTreeMap<String, Entities>,
    memo: Memo,
}

impl Patient {
    fn new(folder: &str) -> Self {
        let sources = Book::copy(folder).load();
        let mut memo = Memo::default();
        let built = build(&sources, &options(), &mut memo);
        let documents = &built.book.catalog.documents;
        let entities = documents
            .iter()
            .map(|one| (one.path.to_string(), Entities::new(&one.entity)));
        Self {
            entities: entities.collect(),
            before: built.diagnostics,
            sources,
            memo,
        }
    }

    /// The files that can be damaged: those that are a document.
    fn files(&self) -> Vec<&SourceFile> {
        let files = self.sources.files.iter();
        files
            .filter(|file| self.entities.contains_key(&file.path.to_string()))
            .collect()
    }

    fn suffer(&mut self, file: &SourceFile, slip: &Slip) -> (Outcome, String) {
        let bytes = slip.text.as_bytes();
        let (damaged, fault) = SourceFile::new(file.path.clone(), &file.within, bytes);
        assert!(fault.is_none(), "{fault:?}");
        let mut sources = self.sources.clone();
        for one in &mut sources.files {
            if one.path == file.path {
                *one = damaged.clone();
            }
        }
        let built = build(&sources, &options(), &mut self.memo);
        let (here, elsewhere) = self.new_messages(&built.diagnostics, file, slip);
        if !here.is_empty() {
            return (Outcome::Named, here);
        }
        if !elsewhere.is_empty() {
            return (Outcome::NamedElsewhere, elsewhere);
        }
        let documents = &built.book.catalog.documents;
        let after = documents.iter().find(|one| one.path == file.path);
        let before = &self.entities[&file.path.to_string()];
        match after {
            Some(after) => match before.compare(&Entities::new(&after.entity), slip.moved) {
                Change::None => (Outcome::Same, String::new()),
                Change::Value(what) => (Outcome::Value, what),
                Change::Tree(what) => (Outcome::OtherTree, what),
                Change::Lost(what) if slip.commented => (Outcome::Comment, what),
                Change::Lost(what) => (Outcome::Silent, what),
            },
            None => (Outcome::Silent, "the file is gone".to_owned()),
        }
    }

    /// The messages that the slip brought, at its lines and elsewhere.
    fn new_messages(
        &self,
        after: &Diagnostics,
        file: &SourceFile,
        slip: &Slip,
    ) -> (String, String) {
        let lines = LineIndex::new(&slip.text);
        let mut old: Vec<String> = self.before.iter().map(|one| one.message.clone()).collect();
        let (mut here, mut elsewhere) = (String::new(), String::new());
        for one in after.iter() {
            if let Some(known) = old.iter().position(|message| *message == one.message) {
                old.swap_remove(known);
                continue;
            }
            let places =
                std::iter::once(&one.place).chain(one.labels.iter().map(|label| &label.place));
            let mut touched = places.filter(|place| place.file == file.path).map(|place| {
                let from = lines.position(place.span.start).line;
                let to = lines.position(place.span.end).line;
                from <= slip.lines.end && slip.lines.start <= to
            });
            if is_of_a_check(one.code) && one.place.file != file.path {
                continue;
            }
            let message = if touched.any(|at| at) {
                &mut here
            } else {
                &mut elsewhere
            };
            writeln!(message, "{} {}: {}", one.place.file, one.code, one.message)
                .expect("a message");
        }
        (here, elsewhere)
    }
}

/// Whether a code is about the book as a whole: it names what a slip left behind, and not the slip.
fn is_of_a_check(code: Code) -> bool {
    matches!(
        code,
        Code::UnusedFramework
            | Code::NoAnswer
            | Code::Orphan
            | Code::SimilarQuestions
            | Code::TakeawayWithoutEvidence
            | Code::InterviewWithoutDate
            | Code::UnwrittenId
    )
}

fn options() -> BuildOptions {
    BuildOptions::new(Mode::Check, Drafts::Shown)
}

#[test]
fn a_slip_is_named_or_changes_no_entity() {
    let wanted = env::var("DAMAGE").ok().and_then(|count| count.parse().ok());
    let count: usize = wanted.unwrap_or(SLIPS);
    let mut patients = BOOKS.map(Patient::new);
    let seed = env::var("DAMAGE_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let mut random = Random::new(seed.unwrap_or(20_261_201));
    let mut outcomes: BTreeMap<Outcome, Vec<String>> = BTreeMap::new();
    for n in 0..count {
        let patient = &mut patients[n % BOOKS.len()];
        let files = patient.files();
        let file = files[random.below(files.len())].clone();
        let text = file.on_disk().expect("a text").to_owned();
        let Some(slip) = slips::make(&text, &mut random) else {
            continue;
        };
        let (outcome, what) = patient.suffer(&file, &slip);
        let told = format!(
            "{}:{} {}\n    {}\n  {}",
            file.path,
            slip.lines.start,
            slip.name,
            slip.shown,
            what.trim_end()
        );
        outcomes.entry(outcome).or_default().push(told);
    }
    for (outcome, all) in &outcomes {
        println!("{outcome:?}: {}", all.len());
        if env::var("DAMAGE_SHOW").is_ok_and(|shown| format!("{outcome:?}").starts_with(&shown)) {
            println!("{}", all.join("\n"));
        }
    }
    let made: usize = outcomes.values().map(Vec::len).sum();
    assert!(
        made * 10 > count * 9,
        "only {made} slips of {count} were made"
    );
    let silent = outcomes.remove(&Outcome::Silent).unwrap_or_default();
    assert!(
        silent.is_empty(),
        "{} silent:\n{}",
        silent.len(),
        silent.join("\n")
    );
    let moved = outcomes.remove(&Outcome::OtherTree).unwrap_or_default();
    assert!(
        moved.len() * 50 <= made,
        "{} trees:\n{}",
        moved.len(),
        moved.join("\n")
    );
}
