//! The formats that services read: annotations of a GitHub workflow, and SARIF.

use boon::{Compiler, Schemas};
use prepbook::diag::report::Format;
use prepbook::diag::{CODES, Code, Diagnostic, Place};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Book, PATH, at, book, place, written};

/// A mistake with a label, and one with a fix over two lines.
fn two(book: &Book) -> [Diagnostic; 2] {
    let value = || place(book, PATH, "é");
    [
        Diagnostic::new(Code::UnknownValue, value(), "no `é`")
            .label(place(book, PATH, "topics"), "this key")
            .help("write another"),
        Diagnostic::new(Code::NearMiss, place(book, PATH, "---\n#"), "too much").fix(
            "write `{#a}`",
            value(),
            "e",
        ),
    ]
}

const TEXT: &str = "---\ntopics: é\n---\n# A\n";

#[test]
fn github_gets_one_annotation_each() {
    let book = book(&[(PATH, TEXT)]);
    assert_eq!(
        written(Format::Github, &book, two(&book)),
        "::error file=content/a.md,line=2,endLine=2,col=9,endColumn=10,\
         title=prepbook[unknown-value]::no `é`%0Awrite another\n\
         ::warning file=content/a.md,line=3,endLine=4,\
         title=prepbook[near-miss]::too much%0Awrite `{#a}`\n"
    );
    assert_eq!(written(Format::Github, &book, []), "");
}

#[test]
fn no_name_and_no_message_gives_github_a_command() {
    let path = "content/a,line=9::\n::error::x%0A.md";
    let message = "`\r\n::add-mask::secret` is 100% \u{1b}[31m\u{202e}wrong";
    let one = Diagnostic::new(Code::BadId, at(path, 0, 0), message).help("a\n::b::");
    assert_eq!(
        written(Format::Github, &book(&[]), [one]),
        "::error file=content/a%2Cline=9%3A%3A%0A%3A%3Aerror%3A%3Ax%250A.md,\
         line=1,endLine=1,col=1,endColumn=1,title=prepbook[bad-id]::\
         `\\u{d}\\u{a}::add-mask::secret` is 100%25 \\u{1b}[31m\\u{202e}wrong\
         %0Aa\\u{a}::b::\n"
    );
}

#[test]
fn sarif_has_rules_results_places_and_fixes() {
    let book = book(&[(PATH, TEXT)]);
    let log = sarif(&book, two(&book));
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let ids: Vec<&Value> = rules.iter().map(|rule| &rule["id"]).collect();
    assert_eq!(ids, ["unknown-value", "near-miss"]);
    assert_eq!(rules[1]["defaultConfiguration"]["level"], "warning");
    let entry = CODES.iter().find(|entry| entry.code == Code::NearMiss);
    let documentation = entry.expect("a code").documentation;
    assert_eq!(rules[1]["help"]["markdown"], documentation);
    assert_eq!(
        rules[1]["shortDescription"]["text"],
        "Two names differ only by case, a plural or one letter."
    );
    let region = |line: usize, column: usize, end_line: usize, end_column: usize| {
        json!({
            "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column,
        })
    };
    let location = |region: &Value| {
        let file = json!({ "uri": "content/a.md" });
        json!({ "artifactLocation": file, "region": region })
    };
    let (value, key) = (region(2, 9, 2, 10), region(2, 1, 2, 7));
    assert_eq!(
        run["results"],
        json!([
            {
                "ruleId": "unknown-value", "ruleIndex": 0, "level": "error",
                "message": { "text": "no `é`\nwrite another" },
                "locations": [{ "physicalLocation": location(&value) }],
                "relatedLocations": [{
                    "physicalLocation": location(&key), "id": 0, "message": { "text": "this key" },
                }],
            },
            {
                "ruleId": "near-miss", "ruleIndex": 1, "level": "warning",
                "message": { "text": "too much\nwrite `{{#a}}`" },
                "locations": [{ "physicalLocation": location(&region(3, 1, 4, 2)) }],
                "fixes": [{
                    "description": { "text": "write `{{#a}}`" },
                    "artifactChanges": [{
                        "artifactLocation": { "uri": "content/a.md" },
                        "replacements": [{
                            "deletedRegion": value, "insertedContent": { "text": "e" },
                        }],
                    }],
                }],
            },
        ])
    );
}

#[test]
fn sarif_encodes_names_and_leaves_regions_of_unread_files_out() {
    let path = "content/a b#é%\n?:.md";
    let place = Place::start_of(&path.into());
    let log = sarif(
        &book(&[]),
        [Diagnostic::new(Code::UnreadableFile, place, "no")],
    );
    assert_eq!(
        log["runs"][0]["results"][0]["locations"],
        json!([{ "physicalLocation": { "artifactLocation": {
            "uri": "content/a%20b%23%C3%A9%25%0A%3F%3A.md",
        }}}])
    );
}

#[test]
fn sarif_of_no_mistake_is_a_run_without_results() {
    let log = sarif(&book(&[]), []);
    assert_eq!(log["runs"][0]["results"], json!([]));
}

#[test]
fn sarif_of_every_code_holds_its_schema() {
    let book = book(&[(PATH, TEXT)]);
    let all = CODES
        .iter()
        .map(|entry| Diagnostic::new(entry.code, place(&book, PATH, "é"), "m"));
    let log = sarif(&book, all);
    let results = log["runs"][0]["results"].as_array().map(Vec::len);
    assert_eq!(results, Some(CODES.len()));
}

#[test]
fn the_schema_is_really_asked() {
    let wrong = [
        json!({ "version": "2.0.0", "runs": [] }),
        json!({ "version": "2.1.0", "runs": [{ "tool": { "driver": {} } }] }),
        json!({ "version": "2.1.0", "runs": [{
            "tool": { "driver": { "name": "a" } },
            "results": [{ "message": { "text": "m" }, "level": "bad" }],
        }]}),
    ];
    for log in wrong {
        assert!(fault(&log).is_some(), "{log}");
    }
}

/// The report on `found`, which holds the schema.
fn sarif(book: &Book, found: impl IntoIterator<Item = Diagnostic>) -> Value {
    let report = written(Format::Sarif, book, found);
    let log = serde_json::from_str(&report).expect("JSON");
    assert_eq!(fault(&log), None, "{report}");
    log
}

/// What the official schema says against `log`.
fn fault(log: &Value) -> Option<String> {
    let text = include_str!("../../schemas/sarif-2.1.0-rtm.5.json");
    // a slip of the schema: no strict reader of regular expressions takes the lone bracket
    let text = text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema = serde_json::from_str(&text).expect("JSON");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.enable_format_assertions();
    compiler
        .add_resource("sarif.json", schema)
        .expect("a schema");
    let index = compiler
        .compile("sarif.json", &mut schemas)
        .expect("a schema");
    let fault = schemas.validate(log, index).err();
    fault.map(|fault| format!("{fault:#}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_reported_services_get_what_they_understand(
        path in "(\\PC|[\r\n:,%]){1,12}",
        message in "(\\PC|[\r\n\t\u{1b}{}]|::|%0A){0,20}",
        span in (0_usize..30, 0_usize..30),
    ) {
        let book = book(&[(&path, TEXT)]);
        let one = Diagnostic::new(Code::BadId, at(&path, span.0, span.1), message.clone())
            .label(at(&path, span.1, span.0), message.clone())
            .fix(message.clone(), at(&path, 0, 1), message.clone());
        let annotations = written(Format::Github, &book, [one.clone()]);
        let (properties, rest) = annotations["::error ".len()..].split_once("::").expect("data");
        prop_assert!(annotations.starts_with("::error file="));
        prop_assert!(properties.ends_with(",title=prepbook[bad-id]"));
        prop_assert_eq!(properties.matches(',').count(), properties.matches('=').count()
            - path.matches('=').count() - 1);
        prop_assert_eq!(annotations.matches(['\r', '\n']).count(), 1);
        prop_assert!(rest.ends_with('\n'));
        let log = sarif(&book, [one]);
        let uri = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        prop_assert_eq!(decoded(uri["artifactLocation"]["uri"].as_str().expect("a URI")), path);
    }
}

fn decoded(uri: &str) -> String {
    let mut parts = uri.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits"));
        bytes.extend(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).expect("UTF-8")
}
