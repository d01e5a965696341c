//! What open pages are told: row 61, and what a reader sees of an edit.

use std::fs;

use super::{PAGE, QUESTION, Running, small};
use crate::book::Book;

/// Where the script of a page says it belongs, and to which version.
fn script(page: &str) -> (String, String) {
    let at = page
        .split("/.prepbook/live.js?page=")
        .nth(1)
        .expect("a script");
    let (path, rest) = at.split_once("&amp;version=").expect("a version");
    (
        path.to_owned(),
        rest.split('"').next().expect("its end").to_owned(),
    )
}

#[test]
fn only_pages_whose_bytes_changed_are_told_to_reload() {
    let book = small();
    let server = Running::serve(&book, &[]);
    let (path, version) = script(&server.get(PAGE).body);
    assert_eq!(path, PAGE);
    let (mut changing, mut other) = (server.listen(PAGE), server.listen("/guide/"));
    assert_eq!(changing.update()["version"], version.as_str());
    let guide = other.update();
    book.edit(QUESTION, "Because.", "Because of it.");
    let told = changing.update();
    assert_ne!(told["version"], version.as_str());
    let (_, now) = script(&server.get(PAGE).body);
    assert_eq!(told["version"], now.as_str());
    // the other page hears of its own change only
    book.edit("content/guide.md", "How to read.", "How to read it.");
    let told = other.update();
    assert_ne!(told["version"], guide["version"]);
    assert_eq!(told["report"], "");
}

#[test]
fn style_sheets_change_without_a_reload() {
    let book = small();
    let server = Running::serve(&book, &[]);
    let mut listener = server.listen("/");
    let before = listener.update();
    book.write("themes/default/site.css", "p { margin: 3px }\n");
    let after = listener.update();
    assert_eq!(after["version"], before["version"]);
    assert_ne!(after["styles"], before["styles"]);
    let styles = after["styles"].as_array().expect("style sheets");
    let mut styles = styles.iter().filter_map(|style| style.as_str());
    let style = styles
        .find(|style| style.contains("/site-"))
        .expect("the theme's");
    assert_eq!(server.get(style).body, "p { margin: 3px }\n");
    let page = server.get("/").body;
    assert!(page.contains(style));
}

#[test]
fn on_a_mistake_the_last_good_site_stays_under_the_report() {
    let book = small();
    let editor = ["--editor", "vscode://file/{path}:{line}:{column}"];
    let server = Running::serve(&book, &editor);
    let mut listener = server.listen(PAGE);
    let good = listener.update();
    book.edit(QUESTION, "---\ntopics", "---\ntopics: [\nmore");
    let bad = listener.update();
    assert_eq!(bad["version"], good["version"]);
    let report = bad["report"].as_str().expect("a report");
    assert!(report.contains("error[invalid-front-matter]"), "{report}");
    assert!(
        report.contains("--> content/questions/why-us.md:2:"),
        "{report}"
    );
    // the terminal has the very lines
    for line in report.lines() {
        server.await_line(line);
    }
    assert_eq!(bad["editor"]["url"], editor[1]);
    let root = bad["editor"]["root"].as_str().expect("a folder");
    assert_eq!(format!("/{root}"), book.root().as_str());
    assert!(server.get(PAGE).body.contains("Because."));
    book.edit(QUESTION, "topics: [\nmore", "topics");
    let update = listener.update();
    assert_eq!(
        (&update["version"], &update["report"]),
        (&good["version"], &"".into())
    );
}

#[test]
fn a_mistake_in_a_template_keeps_the_last_good_site_too() {
    let book = small();
    let server = Running::serve(&book, &[]);
    let mut listener = server.listen(PAGE);
    let good = listener.update();
    // An empty template, as it is for a moment when it is written in place, has no mistake.
    let put = |template: &str| {
        book.write("template.html", template);
        fs::create_dir_all(book.root().join("themes/default")).expect("a folder");
        let (from, to) = ("template.html", "themes/default/question.html");
        fs::rename(book.root().join(from), book.root().join(to)).expect("renamed");
    };
    for template in ["{% block", "{{ no_such_field.deeper }}"] {
        put(template);
        let bad = listener.update_until(|update| update["report"] != "");
        let report = bad["report"].as_str().expect("a report");
        assert!(report.contains("error[template-error]"), "{report}");
        assert!(
            report.contains("--> themes/default/question.html:1:"),
            "{report}"
        );
        assert_eq!(bad["version"], good["version"]);
        assert!(server.get(PAGE).body.contains("Because."));
        put("Mended.");
        listener.update_until(|update| update["report"] == "");
        book.remove("themes/default/question.html");
        listener.update_until(|update| update["version"] == good["version"]);
    }
}

#[test]
fn a_book_that_begins_with_a_mistake_is_served_once_it_is_mended() {
    let book = small();
    book.edit(QUESTION, "# Why us?", "# Why us? [[no-such-id]]");
    let server = Running::serve(&book, &[]);
    server.await_line("book: there is no site yet");
    let answer = server.get(PAGE);
    assert_eq!(answer.status, 503);
    assert_eq!(script(&answer.body).1, "none");
    let mut listener = server.listen(PAGE);
    let report = listener.update()["report"].to_string();
    assert!(report.contains("broken-reference"), "{report}");
    book.edit(QUESTION, " [[no-such-id]]", "");
    assert_ne!(
        listener.update_until(|update| update["report"] == "")["version"],
        "none"
    );
    assert_eq!(server.get(PAGE).status, 200);
}

#[test]
fn a_page_that_is_gone_becomes_the_page_for_missing_pages() {
    let book = small();
    book.write("content/questions/gone.md", "# Gone?\n\nSoon.\n");
    let server = Running::serve(&book, &[]);
    let mut listener = server.listen("/questions/gone/");
    let there = listener.update();
    book.remove("content/questions/gone.md");
    let gone = listener.update();
    assert_ne!(gone["version"], there["version"]);
    let answer = server.get("/questions/gone/");
    assert_eq!(answer.status, 404);
    assert_eq!(gone["version"], script(&answer.body).1.as_str());
    // and comes back
    book.write("content/questions/gone.md", "# Gone?\n\nSoon.\n");
    assert_eq!(listener.update()["version"], there["version"]);
}

#[test]
fn pages_stand_below_the_base_path() {
    let book = Book::of(&[
        (
            "book.toml",
            "[book]\ntitle = \"A book\"\nbase-url = \"https://example.org/prep/\"\n",
        ),
        ("content/index.md", "# Cover\n\nWelcome.\n"),
    ]);
    let server = Running::serve(&book, &[]);
    server.await_line("/prep/ (ctrl-c ends)");
    assert!(server.get("/prep/").body.contains("Welcome."));
    for (from, to) in [
        ("/prep/questions", "/prep/questions/"),
        ("/prep", "/prep/"),
        ("/", "/prep/"),
    ] {
        let answer = server.get(from);
        assert_eq!(answer.status, 307);
        assert!(
            answer.head.contains(&format!("location: {to}\r\n")),
            "{}",
            answer.head
        );
    }
    book.edit("book.toml", "/prep/", "/new/");
    server.await_line("/new/ (ctrl-c ends)");
    assert_eq!(server.get("/").status, 307);
    book.edit("book.toml", "/new/", "/prep/");
    server.await_text("/prep/", "Welcome.");
    assert_eq!(server.get("/preposterous/").status, 404);
    assert_eq!(server.get("/questions/").status, 404);
}

#[test]
fn pages_are_left_alone_where_nobody_wants_reloads() {
    let book = small();
    let server = Running::serve(&book, &["--no-reload"]);
    assert!(!server.get(PAGE).body.contains("/.prepbook/"));
    for path in ["/.prepbook/live.js", "/.prepbook/events?page=/"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
}

#[test]
fn no_build_holds_the_script_and_the_policy_lets_only_it_in() {
    let book = small();
    let built = book.build();
    for (path, page) in crate::book::pages(&built) {
        assert!(!page.contains(".prepbook"), "{path}");
    }
    let server = Running::serve(&book, &[]);
    let answer = server.get(PAGE);
    assert!(
        answer
            .head
            .contains("content-security-policy: frame-ancestors 'none'")
    );
    assert!(
        answer
            .body
            .contains("content=\"default-src &#39;none&#39;; ")
    );
    // one more than the page has of its own
    let own = crate::book::pages(&built)["questions/why-us/index.html"]
        .matches("<script")
        .count();
    assert_eq!(answer.body.matches("<script").count(), own + 1);
    assert!(
        answer
            .body
            .contains("<script type=\"module\" src=\"/.prepbook/live.js?")
    );
    let script = server.get("/.prepbook/live.js").body;
    for sink in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
    ] {
        assert!(!script.contains(sink), "{sink}");
    }
}

#[test]
fn authors_see_what_the_book_lacks() {
    const COVERAGE: &str = "/.prepbook/coverage/";
    let book = small();
    book.write(
        "content/questions/open.md",
        "# Is <b>this</b> \"open\"?\n\nSee [[why-us]].\n\n## Hints\n\nNone.\n",
    );
    book.write(
        "content/questions/empty.md",
        "# And <script>this</script>?\n",
    );
    let server = Running::serve(&book, &[]);
    server.await_line("what the book lacks: http://");
    let page = server.get(COVERAGE).body;
    let open = "<a href=\"/questions/empty/\">And &lt;script&gt;this&lt;/script&gt;?</a> \
                <code>content/questions/empty.md</code>";
    assert!(page.contains("Questions without answer: 1"), "{page}");
    assert!(page.contains(open), "{page}");
    assert!(!page.contains("<script>this"), "{page}");
    let (path, version) = script(&page);
    assert_eq!(path, COVERAGE);
    let mut listener = server.listen(COVERAGE);
    assert_eq!(listener.update()["version"], version.as_str());
    // a title leaves the catalog as it is, and the page has the new one
    book.edit("content/questions/empty.md", "And", "But");
    assert_ne!(listener.update()["version"], version.as_str());
    server.await_text(COVERAGE, "But &lt;script&gt;");
    book.edit("content/questions/empty.md", "?\n", "?\n\nNow it is.\n");
    server.await_text(COVERAGE, "Answered</th><td>100 %<");
    assert!(!server.get(COVERAGE).body.contains("without answer"));
}

#[test]
fn an_editor_must_be_something_that_a_link_can_open() {
    let book = small();
    for editor in [
        "javascript:alert({path})",
        "{path}",
        "vscode://file/",
        "data:text/html,{path}",
    ] {
        let output = super::program()
            .args(["serve", "--port", "0", "--editor", editor])
            .current_dir(book.root())
            .output()
            .expect("the program runs");
        assert_eq!(output.status.code(), Some(2), "{editor}");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(said.contains("is not a URL that opens an editor"), "{said}");
    }
}

#[test]
fn open_opens_the_page_once_it_is_served() {
    let book = small();
    book.write("bin/xdg-open", "#!/bin/sh\necho \"$1\" > opened\n");
    let mut command = super::program();
    command.args(["serve", "--port", "0", "--open"]);
    command.env("PATH", format!("{}:/bin:/usr/bin", book.root().join("bin")));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let file = book.root().join("bin/xdg-open");
        let all = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(file, all).expect("made executable");
    }
    let server = Running::start(command, &book, "serving http://");
    if cfg!(target_os = "linux") {
        let opened = || std::fs::read_to_string(book.root().join("opened")).unwrap_or_default();
        let url = format!("http://127.0.0.1:{}/\n", server.port);
        super::until(|| opened() == url, || format!("opened `{}`", opened()));
    }
}

#[test]
fn drafts_are_served_where_they_are_asked_for() {
    let book = small();
    book.write(
        "content/questions/half.md",
        "---\ndraft: true\n---\n# Half?\n\nDone.\n",
    );
    assert_eq!(
        Running::serve(&book, &[]).get("/questions/half/").status,
        404
    );
    let server = Running::serve(&book, &["--drafts"]);
    assert!(server.get("/questions/half/").body.contains("Done."));
}

#[test]
fn a_round_is_one_line() {
    let book = small();
    let server = Running::serve(&book, &["--quiet"]);
    book.edit(QUESTION, "Because.", "Quietly.");
    server.await_text(PAGE, "Quietly.");
    assert_eq!(server.rounds(), 0, "{:#?}", server.printed());
    let server = Running::serve(&book, &[]);
    book.edit(QUESTION, "Quietly.", "Aloud.");
    let line = server.await_line("content/questions/why-us.md: 1 page in ");
    assert!(line.ends_with(" ms"), "{line}");
    book.edit(QUESTION, "Aloud.", "See [[why-su]].");
    server.await_line("content/questions/why-us.md: the last good site stays");
    server.await_line("did you mean `why-us`?");
    server.await_line("1 error in 1 file");
}
