//! What other programs ask for: schemas, completions, manual pages.

use serde_json::Value;
use snapbox::str;

use super::tools::json;
use super::{good, prepbook, shows};
use crate::book::Book;

#[test]
fn shells_and_manuals_know_every_command() {
    let book = good();
    let said = |arguments: &[&str]| {
        let run = prepbook(&book, arguments).assert().success();
        String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8")
    };
    let page = said(&["man"]);
    for command in ["build", "list", "new", "diff", "completions"] {
        for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
            assert!(said(&["completions", shell]).contains(command), "{shell}");
        }
        assert!(page.contains(&format!("prepbook\\-{command}(1)")), "{page}");
        let own = said(&["man", command]);
        assert!(own.contains(&format!("prepbook\\-{command}")), "{own}");
        assert!(own.contains("Example:"), "{own}");
    }
    shows(
        &book,
        &["man biuld", "man xyzzy", "completions tcsh", "completions"],
        str![[r#"
$ prepbook man biuld
! error: there is no command `biuld`
!   = help: did you mean `build`?
= 2
$ prepbook man xyzzy
! error: there is no command `xyzzy`
!   = help: see `prepbook --help`
= 2
$ prepbook completions tcsh
! error: invalid value 'tcsh' for '<SHELL>'
!   [possible values: bash, elvish, fish, powershell, zsh]
!
!   tip: a similar value exists: 'zsh'
!
! For more information, try '--help'.
= 2
$ prepbook completions
! error: the following required arguments were not provided:
!   <SHELL>
!
! Usage: prepbook completions <SHELL>
!
! For more information, try '--help'.
= 2

"#]],
    );
}

#[test]
fn schemas_are_those_of_the_program() {
    shows(
        &good(),
        &["schema qestion", "schema xyzzy", "schema"],
        str![[r#"
$ prepbook schema qestion
! error: there is no schema for `qestion`
!   = help: did you mean `question`?
= 2
$ prepbook schema xyzzy
! error: there is no schema for `xyzzy`
!   = help: the schemas are `cover`, `interview`, `round`, `question`, `framework`, `topic`, `company`, `role`, `faq`, `page`, `book`, `data`
= 2
$ prepbook schema
! error: the following required arguments were not provided:
!   <KIND|book|data>
!
! Usage: prepbook schema <KIND|book|data>
!
! For more information, try '--help'.
= 2

"#]],
    );
    for kind in prepbook::kinds::kind_names() {
        let schema = json(&good(), &format!("schema {kind}"));
        assert_eq!(schema["additionalProperties"], false, "{kind}");
        assert!(schema["properties"]["draft"]["description"].is_string());
    }
    let book = json(&good(), "schema book");
    let known = toml::from_str::<Value>(&Book::shipped().read("book.toml")).expect("TOML");
    assert!(fits(&book, &known));
    for wrong in [
        "description = 1",
        "titel = \"x\"",
        "[search]\nenabled = \"no\"",
        "[outputs]\nepub = true",
    ] {
        let wrong = toml::from_str(&format!("[book]\ntitle = \"x\"\n{wrong}")).expect("TOML");
        assert!(!fits(&book, &wrong), "{wrong}");
    }
    assert!(book["properties"]["book"]["properties"]["title"].is_object());
}

/// Whether a value follows a schema.
fn fits(schema: &Value, value: &Value) -> bool {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler
        .add_resource("schema.json", schema.clone())
        .expect("a schema");
    let index = compiler
        .compile("schema.json", &mut schemas)
        .expect("a schema");
    schemas.validate(value, index).is_ok()
}

/// The schema takes what the parser takes: the examples of all keys, and of wrong values none.
#[test]
fn schemas_and_parser_agree() {
    let mut keys = 0;
    for kind in prepbook::kinds::KINDS {
        let schema = json(&good(), &format!("schema {}", kind.name));
        for key in kind.keys.iter().chain(prepbook::kinds::keys::FILE) {
            keys += 1;
            let name = key.name();
            let example = key.shape().example();
            let value = match example.trim_matches(['[', ']']) {
                list if list.len() < example.len() => list.split(", ").collect(),
                "true" => Value::Bool(true),
                number if number.parse::<u32>().is_ok() => number.parse::<u32>().unwrap().into(),
                text => text.into(),
            };
            let with = |value: Value| serde_json::json!({ name: value });
            assert!(
                fits(&schema, &with(value.clone())),
                "{} {name}: {value}",
                kind.name
            );
            assert!(!fits(&schema, &with(serde_json::json!({}))), "{name}");
            assert!(!fits(
                &schema,
                &serde_json::json!({ format!("{name}x"): value })
            ));
        }
    }
    assert!(keys > 100, "{keys}");
}
