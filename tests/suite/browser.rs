//! Tests in a real browser, which `tests/browser` has. They run where Chromium and what
//! `npm ci --prefix tests/browser` installs are there, and say so where they do not;
//! `PREPBOOK_BROWSER=required` makes that a failure.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

/// Why the tests cannot run here.
fn missing() -> Option<&'static str> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let runs = |program: &str| {
        let version = Command::new(program).arg("--version").output();
        version.is_ok_and(|output| output.status.success())
    };
    let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    if !runs("node") {
        Some("there is no node")
    } else if !folder.join("node_modules/playwright-core").exists() {
        Some("`npm ci --prefix tests/browser` was not run")
    } else if !runs(&browser) {
        Some("there is no Chromium; CHROMIUM names one that is elsewhere")
    } else {
        None
    }
}

#[test]
fn open_pages_follow_their_book() {
    in_the_browser("live");
}

#[test]
fn every_page_type_holds_in_a_browser() {
    in_the_browser("site");
}

#[test]
fn a_portable_site_opens_from_its_folder() {
    in_the_browser("portable");
}

#[test]
fn what_authors_write_stays_on_a_page() {
    in_the_browser("strange");
}

#[test]
fn the_search_finds() {
    in_the_browser("search");
}

fn in_the_browser(name: &str) {
    if let Some(why) = missing() {
        let required = std::env::var("PREPBOOK_BROWSER").is_ok_and(|value| value == "required");
        assert!(!required, "the browser tests cannot run: {why}");
        // straight to the terminal: a test that passes shows nothing of what it prints
        let note = format!("\nnote: the browser tests were left out: {why}\n");
        std::io::stderr()
            .write_all(note.as_bytes())
            .expect("a terminal");
        return;
    }
    let output = Command::new("node")
        .args(["--test", &format!("tests/browser/{name}.test.mjs")])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("PREPBOOK", env!("CARGO_BIN_EXE_prepbook"))
        .env_remove("PREPBOOK_EDITOR")
        .output()
        .expect("node runs");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
