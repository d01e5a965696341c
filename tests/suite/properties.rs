//! What holds of any text and any book: nothing panics, places are real, equal input gives equal
//! bytes.

mod builds;
mod edits;
mod kept;
mod links;
mod texts;

use std::sync::Arc;

use prepbook::build::{BuildOptions, Built, Memo, Mode, build};
use prepbook::catalog::Drafts;
use prepbook::diag::{Diagnostic, SourcePath, Span};
use prepbook::outputs::ContentHash;
use prepbook::source::{Original, SourceFile, SourceSet};
use proptest::test_runner::{Config, RngSeed};

/// So many cases, the same in every run.
fn cases(cases: u32) -> Config {
    Config {
        cases,
        rng_seed: RngSeed::Fixed(0x9e37_79b9),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    }
}

/// A file of the content folder, as if it had been loaded.
fn file(within: &str, text: &str) -> SourceFile {
    SourceFile {
        original: Original::AsText,
        path: SourcePath::from(format!("content/{within}").as_str()),
        within: within.into(),
        text: text.into(),
        hash: ContentHash::new(&(within, text)),
    }
}

/// A site, byte for byte: paths, keys and contents.
type Site = Vec<(String, ContentHash, Arc<[u8]>)>;

fn site(built: &Built) -> Site {
    let file = |artifact: &prepbook::outputs::Artifact| {
        let bytes = artifact.bytes().expect("a page that renders");
        (artifact.path.to_string(), artifact.key, bytes)
    };
    built.artifacts.iter().map(file).collect()
}

/// Builds as `build` does, with a memo of its own.
fn cold(sources: &SourceSet) -> Built {
    let options = BuildOptions::new(Mode::Write, Drafts::Hidden);
    build(sources, &options, &mut Memo::default())
}

/// Fails where two builds differ, and names the first file that does.
fn assert_equal(one: &Built, other: &Built, when: &str) {
    assert_eq!(one.diagnostics, other.diagnostics, "diagnostics, {when}");
    assert_eq!(one.counts, other.counts, "counts, {when}");
    let (one, other) = (site(one), site(other));
    let paths = |site: &Site| site.iter().map(|file| file.0.clone()).collect::<Vec<_>>();
    assert_eq!(paths(&one), paths(&other), "paths, {when}");
    for (one, other) in one.iter().zip(&other) {
        assert!(one == other, "{} differs, {when}", one.0);
    }
}

/// Whether a span lies inside a text and cuts no character.
fn fits(text: &str, span: Span) -> bool {
    text.get(span.start..span.end).is_some()
}

/// All places that a diagnostic names.
fn places(diagnostic: &Diagnostic) -> Vec<(&SourcePath, Span)> {
    let labels = diagnostic.labels.iter().map(|label| &label.place);
    let fix = match &diagnostic.advice {
        prepbook::diag::Advice::Fix(_, fix) => Some(&fix.place),
        _ => None,
    };
    let all = std::iter::once(&diagnostic.place).chain(labels).chain(fix);
    all.map(|place| (&place.file, place.span)).collect()
}
