//! Validators that no one here wrote, which `tests/validators` names. They run where what
//! `npm ci --prefix tests/validators` and its `requirements.txt` install is there, and say so where it
//! is not; `PREPBOOK_VALIDATORS=required` makes that a failure.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use camino::{Utf8Path, Utf8PathBuf};
use tempfile::TempDir;

use crate::book::Book;

const FOLDER: &str = "tests/validators";

fn root() -> &'static Utf8Path {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether validators can run; if not, that is said, or fails where they must.
fn installed(what: &str, path: &str) -> bool {
    let there = root().join(FOLDER).join(path).exists();
    if !there {
        let required = std::env::var("PREPBOOK_VALIDATORS").is_ok_and(|value| value == "required");
        let note = format!("{what} cannot run: `{FOLDER}/{path}` is not installed");
        assert!(!required, "{note}");
        // straight to the terminal: a test that passes shows nothing of what it prints
        std::io::stderr()
            .write_all(format!("\nnote: {note}\n").as_bytes())
            .expect("a terminal");
    }
    there
}

fn run(program: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(program);
    let output = command.current_dir(root()).args(arguments).output();
    output.unwrap_or_else(|error| panic!("{program}: {error}"))
}

/// What a validator said, and whether it was content.
fn verdict(output: &Output) -> (bool, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
    (output.status.success(), said)
}

/// A book, built for a host, with everything that machines can ask for.
fn built(book: &Utf8Path) -> (TempDir, Utf8PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let site = Utf8PathBuf::from_path_buf(folder.path().join("site")).expect("UTF-8");
    let url = "https://example.org/sub/path/";
    let arguments = [
        "build",
        book.as_str(),
        "--base-url",
        url,
        "-o",
        site.as_str(),
    ];
    let (fine, said) = verdict(&run(env!("CARGO_BIN_EXE_prepbook"), &arguments));
    assert!(fine, "{said}");
    (folder, site)
}

fn node(site: &Utf8Path) -> (bool, String) {
    let script = format!("{FOLDER}/run.mjs");
    verdict(&run(
        "node",
        &[
            &script,
            site.as_str(),
            ".github/workflows/ci.yml",
            ".github/workflows/pages.yml",
            ".github/workflows/release.yml",
            "src/cli/starter/ci/github.yml",
        ],
    ))
}

#[test]
fn pages_sitemap_data_blocks_and_workflows_are_valid() {
    if !installed("the validators of pages", "node_modules") {
        return;
    }
    for book in [root().to_owned(), root().join("tests/books/golden")] {
        let (_folder, site) = built(&book);
        let (fine, said) = node(&site);
        assert!(fine, "{book}:\n{said}");
    }
}

#[test]
fn the_validators_find_what_is_wrong() {
    if !installed("the validators of pages", "node_modules") {
        return;
    }
    let (_folder, site) = built(root());
    let spoil = |path: &str, from: &str, to: &str| {
        let path = site.join(path);
        let text = fs::read_to_string(&path).expect("a file");
        assert!(text.contains(from), "{path}: {from}");
        fs::write(&path, text.replacen(from, to, 1)).expect("a file");
    };
    spoil("index.html", "<main", "<p><div></p><main");
    spoil("sitemap.xml", "<loc>", "<place>x</place><loc>");
    spoil(
        "questions/views-drop/index.html",
        "\"teaches\"",
        "\"teachings\"",
    );
    let (fine, said) = node(&site);
    assert!(!fine, "{said}");
    for wanted in [
        "index.html:",
        "sitemap.xml:",
        "data block:",
        "\"teachings\"",
    ] {
        assert!(said.contains(wanted), "{wanted} in\n{said}");
    }
}

#[test]
fn the_feed_the_data_and_reports_are_valid() {
    let (python, checker) = (".venv/bin/python", ".venv/bin/check-jsonschema");
    if !installed("the validators of feeds and data", checker) {
        return;
    }
    let [python, checker] = [python, checker].map(|path| root().join(FOLDER).join(path));
    let book = Book::shipped();
    book.set("outputs", "data", "true");
    let (folder, site) = built(&book.root());
    let feed = site.join("feed.xml");
    let script = format!("{FOLDER}/feed.py");
    let (fine, said) = verdict(&run(python.as_str(), &[&script, feed.as_str()]));
    assert!(fine, "{said}");

    let file = |name: &str| Utf8PathBuf::from_path_buf(folder.path().join(name)).expect("UTF-8");
    let program = env!("CARGO_BIN_EXE_prepbook");
    let schema = file("schema.json");
    fs::write(&schema, run(program, &["schema", "data"]).stdout).expect("a file");
    let (fine, said) = verdict(&run(
        checker.as_str(),
        &["--check-metaschema", schema.as_str()],
    ));
    assert!(fine, "{said}");
    let data = site.join("data/handbook.json");
    let sarif = file("report.sarif");
    book.write("content/guide/bad.md", "# Bad\n\nSee [[nowhere]].\n");
    let report = run(
        program,
        &["check", book.root().as_str(), "--format", "sarif"],
    );
    assert_eq!(report.status.code(), Some(1));
    fs::write(&sarif, report.stdout).expect("a file");
    let standard = root().join("tests/schemas/sarif-2.1.0-rtm.5.json");
    for (schema, instance) in [(&schema, &data), (&standard, &sarif)] {
        let check = |instance: &str| {
            let options = [
                "--regex-variant",
                "nonunicode",
                "--schemafile",
                schema.as_str(),
            ];
            verdict(&run(
                checker.as_str(),
                &[&options[..], &[instance]].concat(),
            ))
        };
        let (fine, said) = check(instance.as_str());
        assert!(fine, "{instance}: {said}");
        assert!(
            !check("tests/browser/package.json").0,
            "{schema} takes anything"
        );
    }
    let pipeline = [
        "--builtin-schema",
        "vendor.gitlab-ci",
        "src/cli/starter/ci/gitlab.yml",
    ];
    let (fine, said) = verdict(&run(checker.as_str(), &pipeline));
    assert!(fine, "{said}");
}

/// What a YAML language server says of some front matter, with the settings that the guide shows.
fn yaml_server(folder: &Utf8Path, settings: &str, file: &str, text: &str) -> serde_json::Value {
    let script = root().join(FOLDER).join("yaml.mjs");
    let mut server = Command::new("node")
        .args([script.as_str(), folder.as_str(), file, settings])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs");
    let mut stdin = server.stdin.take().expect("a pipe");
    stdin.write_all(text.as_bytes()).expect("a text");
    drop(stdin);
    let output = server.wait_with_output().expect("an answer");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn an_editor_knows_the_keys() {
    if !installed("the YAML language server", "node_modules") {
        return;
    }
    // the server's patterns do not reach into hidden folders, which temporary ones are
    let folder = tempfile::Builder::new().prefix("book").tempdir();
    let folder = folder.expect("a folder");
    let book = Utf8PathBuf::from_path_buf(folder.path().to_owned()).expect("UTF-8");
    fs::create_dir(book.join(".schemas")).expect("a folder");
    for kind in ["interview", "question", "framework", "topic"] {
        let schema = run(env!("CARGO_BIN_EXE_prepbook"), &["schema", kind]).stdout;
        fs::write(book.join(format!(".schemas/{kind}.schema.json")), schema).expect("a file");
    }
    let guide = fs::read_to_string(root().join("docs/content/guide/editors.md")).expect("a guide");
    let shown = |title: &str| -> serde_json::Value {
        let (_, fence) = guide.split_once(title).expect(title);
        let (_, fence) = fence.split_once('\n').expect("a fence");
        let (settings, _) = fence.split_once("```").expect("its end");
        serde_json::from_str(settings).expect("JSON")
    };
    let code = serde_json::json!({
        "yaml": {"schemas": shown(".vscode/settings.json")["yaml.schemas"].clone()}
    });
    let zed = shown(".zed/settings.json")["lsp"]["yaml-language-server"]["settings"].clone();
    for settings in [code.to_string(), zed.to_string()] {
        let said = |file: &str, text: &str| yaml_server(&book, &settings, file, text);
        let wrong = "---\ncompany: Acme\nrole: Cook\nlevle: 3\nresult: hired\ndate: 2026\n";
        let found = said("content/interviews/acme.md", wrong).to_string();
        assert!(found.contains("Property levle is not allowed"), "{found}");
        assert!(found.contains("\\\"withdrawn\\\""), "{found}");
        let fine = wrong.replace("levle", "level").replace("hired", "offer");
        let found = said("content/interviews/acme.md", &fine);
        assert_eq!(found["diagnostics"], serde_json::json!([]));
        for (file, key) in [
            ("content/interviews/acme.md", "applied-via"),
            ("content/questions/soup.md", "difficulty"),
            ("content/frameworks/way.md", "use-when"),
            ("content/topics/heat.md", "synonyms"),
        ] {
            let completed = said(file, "---\nadded: 2026\n")["completed"].clone();
            let labels: Vec<&str> = completed
                .as_array()
                .expect("labels")
                .iter()
                .filter_map(serde_json::Value::as_str)
                .collect();
            assert!(
                labels.contains(&key) && !labels.contains(&"added"),
                "{file}: {labels:?}"
            );
        }
    }
}
