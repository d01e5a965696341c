//! The info strings of code fences.

use prepbook::diag::{Span, excerpt};
use prepbook::syntax::{FenceInfo, Word};

/// Returns the text and message of each fault.
fn faults(text: &str) -> Vec<(String, String)> {
    let info = FenceInfo::parse(text, 100);
    let faults = info.faults.iter().map(|fault| {
        let span = Span::new(fault.span.start - 100, fault.span.end - 100);
        (excerpt(text, span).to_owned(), fault.message.clone())
    });
    faults.collect()
}

#[test]
fn an_info_string_is_taken_apart() {
    let source = r#"c++ {2,4-6} linenos title="a \"b\"" tab=C++ include="/code/two.cc#L3-L9""#;
    let info = FenceInfo::parse(source, 10);
    assert_eq!(info.faults, []);
    assert_eq!(info.language_name(), "c++");
    assert_eq!(info.marked, [(2, 2), (4, 6)]);
    assert!(info.numbered && info.is_marked(5) && !info.is_marked(3));
    let text = |word: &Option<Word>| word.as_ref().map(|word| word.text.clone());
    assert_eq!(text(&info.title).as_deref(), Some("a \"b\""));
    assert_eq!(text(&info.tab).as_deref(), Some("C++"));
    let written = |word: &Word| {
        let span = Span::new(word.span.start - 10, word.span.end - 10);
        excerpt(source, span).to_owned()
    };
    let include = info.include.as_ref().map(written);
    assert_eq!(include.as_deref(), Some("/code/two.cc#L3-L9"));
}

#[test]
fn language_and_lines_may_touch_and_either_may_be_left_out() {
    assert_eq!(FenceInfo::parse("js{1}", 0).language_name(), "js");
    assert_eq!(FenceInfo::parse("js{1}", 0).marked, [(1, 1)]);
    assert_eq!(FenceInfo::parse("{1}", 0).language, None);
    let overlapping = FenceInfo::parse("js {5-9,1,2-3,6,8-12}", 0);
    assert_eq!(overlapping.marked, [(1, 1), (2, 3), (5, 12)]);
    assert_eq!(FenceInfo::parse("title=\"x\"", 0).language, None);
    assert!(FenceInfo::parse("linenos", 0).numbered);
    assert_eq!(FenceInfo::parse("", 0), FenceInfo::default());
}

#[test]
fn words_for_other_tools_are_passed_over() {
    for (info, language) in [
        ("rust,ignore", "rust"),
        ("rust,editable,no_run {2}", "rust"),
        ("jsx harmony", "jsx"),
        ("{.js}", "js"),
        ("{.python .numberLines startFrom=\"10\"}", "python"),
        ("sh copy wrap", "sh"),
    ] {
        let parsed = FenceInfo::parse(info, 0);
        assert_eq!(parsed.language_name(), language);
        assert_eq!(parsed.faults, [], "{info}");
    }
}

#[test]
fn each_mistake_has_its_place() {
    let of = |info: &str| {
        faults(info)
            .into_iter()
            .map(|(at, _)| at)
            .collect::<Vec<_>>()
    };
    assert_eq!(of("js {0,3-2,x} lineno"), ["0", "3-2", "x", "lineno"]);
    assert_eq!(of("js {1"), ["{1"]);
    assert_eq!(of("js size=3 title=\"\""), ["size", "title"]);
    assert_eq!(of("js tab=a tab=b linenos linenos"), ["linenos", "tab"]);
    assert_eq!(of("js title=“a b”"), ["“a b”"]);
}
