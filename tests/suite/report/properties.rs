//! What holds of reports on any text.

use prepbook::diag::report::Format;
use prepbook::diag::{Code, Diagnostic, nearest};
use prepbook::diag::{LineIndex, Position};
use proptest::prelude::*;
use serde_json::Value;

use super::{PATH, at, book, written};

#[test]
fn near_names_are_found_among_very_many() {
    let names: Vec<String> = (0..2_000)
        .map(|index| format!("{:x}-{index}", index * 7_919))
        .collect();
    let names = || {
        names
            .iter()
            .map(String::as_str)
            .chain(["Views-Drop", "views-drop-2"])
    };
    assert_eq!(
        nearest("views-dorp", names()),
        ["Views-Drop", "views-drop-2"]
    );
    // a folder in common is no likeness
    let paths = [
        "interviews/cook-at-acme.md",
        "interviews/exmaple.md",
        "example.png",
    ];
    assert_eq!(
        nearest("interviews/example.md", paths),
        ["interviews/exmaple.md"]
    );
    assert_eq!(nearest("", names()), [""; 0]);
    let given = "1ab3f-13";
    let mut all: Vec<(f64, &str)> = names()
        .map(|name| (strsim::jaro_winkler(given, &name.to_lowercase()), name))
        .collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    assert_eq!(nearest(given, names()), [all[0].1, all[1].1, all[2].1]);
}

/// The same as [`LineIndex::position`], as plainly as can be.
fn counted(text: &str, offset: usize) -> Position {
    let before = &text[..offset];
    let before = before.strip_prefix('\u{feff}').unwrap_or(before);
    let splits = before.ends_with('\r') && text[offset..].starts_with('\n');
    let before = if splits {
        &before[..before.len() - 1]
    } else {
        before
    };
    let before = before.replace("\r\n", "\n").replace('\r', "\n");
    Position {
        line: before.matches('\n').count() + 1,
        column: before
            .rsplit('\n')
            .next()
            .map_or(0, |line| line.chars().count())
            + 1,
    }
}

proptest! {
    #[test]
    fn positions_are_those_of_plain_counting(
        text in "\u{feff}?([a-zé的]{0,700}(\r\n|\n|\r|😀)){0,3}",
    ) {
        let lines = LineIndex::new(&text);
        for offset in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            prop_assert_eq!(lines.position(offset), counted(&text, offset), "at {}", offset);
        }
    }

    #[test]
    fn any_span_of_any_text_can_be_reported(
        text in "(\\PC|[\r\n\t\u{1b}\u{202e}\u{301}]){0,80}",
        spans in prop::collection::vec((0_usize..200, 0_usize..200), 1..4),
    ) {
        let book = book(&[(PATH, &text)]);
        let mut places = spans.iter().map(|(start, end)| at(PATH, *start, *end));
        let own = places.next().expect("there is at least one");
        let one = places.fold(Diagnostic::new(Code::BadId, own, text.clone()), |one, place| {
            one.label(place, text.clone())
        });
        for format in [Format::Human, Format::Short] {
            let report = written(format, &book, [one.clone()]);
            let hostile = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
            prop_assert!(!report.contains(hostile), "{}", report);
        }
        prop_assert!(serde_json::from_str::<Value>(&written(Format::Json, &book, [one])).is_ok());
    }
}
