//! What stands inside an entity: parts, links, anchors, definitions.

use prepbook::build::{BuildOptions, Memo, Mode, build};
use prepbook::catalog::Drafts;

use super::site;
use crate::site::titled;

#[test]
fn definitions_hold_for_the_whole_file() {
    let text = "### Q: Why? {#why}\n\nA note[^n] and [a link][l].\n\n### Q: How? {#how}\n\nB.\n\n\
        [^n]: The note.\n\n[l]: https://example.org/x\n";
    let site = site(text, &[]);
    let page = site.page("/questions/why/");
    assert!(page.text().contains("The note."), "{}", page.text());
    assert!(page.main_links().contains("https://example.org/x"));
    assert!(!site.page("/questions/how/").text().contains("The note."));
    assert_eq!(site.dead_ends(), [""; 0]);
}

#[test]
fn a_quote_under_the_heading_is_the_prompt() {
    let site = site(
        "### Q: Why? {#why}\n\n> Tell me why.\n\nBecause.\n\n> Not this.\n",
        &[],
    );
    assert_eq!(
        site.page("/questions/why/").texts(".prompt"),
        ["Tell me why."]
    );
    assert!(site.page("/questions/why/").text().contains("Not this."));
}

#[test]
fn attributes_may_stand_in_a_comment() {
    let site = site(
        "### Q: Why?\n<!-- {#why topics=motives} -->\n\nA.\n<!-- a secret -->\n",
        &[],
    );
    assert!(site.leads("/topics/motives/", "/questions/why/"));
    let html = &site.files["questions/why/index.html"];
    assert!(
        !html.contains("secret") && !html.contains("motives}"),
        "{html}"
    );
}

#[test]
fn reserved_headings_are_parts_and_their_anchors_can_be_named() {
    let text = "### Q: Why? {#why}\n\nA.\n\n#### Short answer\n\nShort.\n\n#### Hints\n\n- One.\n\n\
        #### Aside\n\nProse.\n\n### Q: How? {#how}\n\n[[why#aside]].\n";
    let site = site(text, &[]);
    let page = site.page("/questions/why/");
    assert_eq!(page.texts("#hints li"), ["One."]);
    assert!(page.ids().contains(&"aside".to_owned()));
    assert!(site.leads("/questions/how/", "/questions/why/#aside"));
    assert_eq!(site.dead_ends(), [""; 0]);
}

#[test]
fn links_work_in_tables_and_by_path() {
    let text = "### Q: Why? {#why}\n\n| a | b |\n|---|---|\n| [[way\\|the way]] | [w](../frameworks/way.md) |\n";
    let site = site(
        text,
        &[("content/frameworks/way.md", "# Way\n\nThe idea.\n")],
    );
    let page = site.page("/questions/why/");
    assert_eq!(page.texts("td a"), ["the way", "w"]);
    assert_eq!(
        page.all("td a", "href"),
        ["/frameworks/way/", "/frameworks/way/"]
    );
}

#[test]
fn raw_html_is_cleaned_and_in_a_title_it_is_text() {
    let site = site(
        "### Q: Why <b>us</b>? {#why}\n\n<script>alert(1)</script>\n\n<u onclick=x>A</u>\n",
        &[],
    );
    let page = site.page("/questions/why/");
    assert_eq!(
        page.all("main script, main [onclick], main [onerror]", "src"),
        [""; 0]
    );
    assert_eq!(page.texts("main u"), ["A"]);
    assert!(!page.text().contains("alert"), "{}", page.text());
    assert!(page.text().contains("Why <b>us</b>?"), "{}", page.text());
}

#[test]
fn every_heading_that_can_be_named_has_its_anchor() {
    let parts = [
        "Short answer",
        "Why they ask",
        "Hints",
        "Pitfalls",
        "Rubric",
        "References",
    ];
    let mut text = "Intro.\n\n### Q: Why? {#why}\n\nA.\n\n#### In the answer\n\nB.\n\n".to_owned();
    let mut cover =
        "# Cover\n\n[[why#in-the-answer]] [[way#at-first]] [[way#look]] [[talk/first#in-style]]\n"
            .to_owned();
    for (number, part) in parts.iter().enumerate() {
        text += &format!("#### {part}\n\nC.\n\n##### In part {number}\n\nD.\n\n");
        cover += &format!("[[why#in-part-{number}]]\n");
    }
    text += "### Style\n\nE.\n\n#### In style\n\nF.\n";
    let way = "# Way\n\nG.\n\n## At first\n\nH, [here](#at-first).\n\n## Steps\n\n### Look\n\nI.\n";
    let site = site(
        &text,
        &[
            ("content/index.md", &cover),
            ("content/frameworks/way.md", way),
        ],
    );
    assert_eq!(site.dead_ends(), [""; 0]);
}

#[test]
fn anchors_of_one_page_differ() {
    let note = "A[^n].\n\n[^n]: Note.\n\n";
    let text = format!(
        "### Q: Why? {{#why}}\n\n{note}#### Same\n\nB.\n\n#### Same\n\nC.\n\n#### Same 2\n\nD.\n\n\
         #### Hints\n\nE[^n].\n\n##### Same\n\nF.\n\n\
         #### Pitfalls\n\nG[^n].\n\n#### F: And? {{#and}}\n\nH[^n].\n\n##### Same\n\nI.\n"
    );
    let site = site(&text, &[]);
    for path in [
        "/questions/why/",
        "/questions/and/",
        "/interviews/talk/first/",
    ] {
        let mut ids = site.page(path).ids();
        ids.sort();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "{ids:?}");
    }
    assert_eq!(site.dead_ends(), [""; 0]);
}

#[test]
fn pages_of_one_title_are_told_apart() {
    let text =
        "### Q: Why? {#one}\n\nA.\n\n### Q: Why? {#two}\n\nB.\n\n### Q: Why? {#three}\n\nC.\n";
    let site = site(text, &[("content/guide/why.md", "# Why?\n\nD.\n")]);
    let mut titles = std::collections::BTreeSet::new();
    for route in [
        "/questions/one/",
        "/questions/two/",
        "/questions/three/",
        "/guide/why/",
    ] {
        let title = site.page(route).title();
        assert!(
            title.starts_with("Why?") && titles.insert(title),
            "{titles:?}"
        );
    }
}

#[test]
fn on_the_page_above_a_follow_up_leads_to_its_own_headings() {
    let text = "### Q: One? {#one}\n\nA.\n\n#### F: Two? {#two}\n\n[x](#near), [y](#deep).\n\n\
        ##### Near\n\nB.\n\n##### Hints\n\n###### Deep\n\nC.\n";
    let site = site(text, &[]);
    let own = site.page("/questions/two/").main_links();
    assert!(own.contains("#near") && own.contains("#deep"), "{own:?}");
    let above = site.page("/questions/one/").main_links();
    assert!(
        above.contains("#two--near") && above.contains("/questions/two/#deep"),
        "{above:?}"
    );
    assert_eq!(site.dead_ends(), [""; 0]);
}

/// Read piece by piece, each of these would take time with the square of its length.
#[test]
fn repeated_pieces_of_html_and_brackets_are_read_in_one_pass() {
    const LENGTH: usize = 100_000;
    let begun = std::time::Instant::now();
    for piece in [
        "<a <a ",
        "<a id=x></a>\n",
        "<b>",
        "[[",
        "[[x",
        "![a](https://example.org/a.png){",
        "| a | `b|c` |\n",
        "[x](a b.md",
    ] {
        let text = piece.repeat(LENGTH / piece.len());
        let page = format!("# Page\n\n<div>\n{text}\n\n{text}</b></i>\n");
        let book = titled(&[("content/guide/page.md", &page)]);
        let options = BuildOptions::new(Mode::Check, Drafts::Hidden);
        build(&book.load(), &options, &mut Memo::default());
        let seconds = begun.elapsed().as_secs();
        assert!(seconds < 60, "{piece:?}: {seconds} s until here");
    }
}
