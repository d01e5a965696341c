//! Fragments of links lead where they lead on a forge.

use prepbook::build::Memo;

use crate::book::Book;
use crate::site::Site;

const GUIDE: &str = "# A guide\n\n[[acme]]\n\n## What's new in C++ & Rust?\n\nx\n\n## Steps\n\nx\n\n## Steps\n\nx\n\n\
    ## 什么是闭包？\n\nx\n\n## Written {#by-hand}\n\nx\n\n## `--flags`\n\nx\n";
const ACME: &str = "---\ncompany: Acme\nrole: Cook\ndate: 2026\n---\n# One talk\n\nText.\n\n## Round 1: Phone {#phone}\n\n\
    ### Q: Why us? {#why-us}\n\nBecause. [That](#q-how-fast) and [this](#details).\n\n#### Details\n\nx\n\n#### Why they ask\n\nx\n\n\
    #### F: Really?\n\nYes.\n\n### Q: How fast?\n\nFast. [Back](#why-us).\n\n#### Details\n\nx\n";

/// Builds a book with these links on a page, and returns what they lead to.
fn led(links: &[&str]) -> Vec<String> {
    let list: Vec<String> = links.iter().map(|link| format!("- {link}")).collect();
    let page = format!("# Links\n\n[[guide]]\n\n{}\n", list.join("\n"));
    let book = Book::of(&[
        ("book.toml", "[book]\ntitle = \"A book\"\n".to_owned()),
        ("content/index.md", "# Cover\n\n[[links]]\n".to_owned()),
        ("content/guide/guide.md", GUIDE.to_owned()),
        ("content/guide/links.md", page),
        ("content/interviews/acme.md", ACME.to_owned()),
    ]);
    let site = Site::of(&book);
    assert_eq!(site.dead_ends(), Vec::<String>::new());
    site.page("/guide/links/").all("main li > a", "href")
}

#[test]
fn headings_have_the_anchors_of_a_forge() {
    let guide = "/guide/guide/";
    for (link, expected) in [
        (
            "[a](guide.md#whats-new-in-c--rust)",
            "#whats-new-in-c--rust",
        ),
        (
            "[a](guide.md#Whats-New-In-C--Rust)",
            "#whats-new-in-c--rust",
        ),
        ("[a](guide.md#steps)", "#steps"),
        ("[a](guide.md#steps-1)", "#steps-1"),
        ("[a](guide.md#什么是闭包)", "#什么是闭包"),
        (
            "[a](guide.md#%E4%BB%80%E4%B9%88%E6%98%AF%E9%97%AD%E5%8C%85)",
            "#什么是闭包",
        ),
        ("[a](guide.md#by-hand)", "#by-hand"),
        ("[a](guide.md#written-by-hand)", "#by-hand"),
        ("[a](guide.md#written)", "#by-hand"),
        ("[a](guide.md#--flags)", "#--flags"),
        ("[a](guide.md#a-guide)", ""),
        ("[a](guide.md#top)", ""),
        ("[a](guide.md#)", ""),
        ("[[guide#steps-1]]", "#steps-1"),
    ] {
        let led = led(&[link]);
        let led = led.first().map(|href| crate::site::decoded(href));
        assert_eq!(led, Some(format!("{guide}{expected}")), "{link}");
    }
}

#[test]
fn headings_of_entities_lead_to_their_pages() {
    let file = "../interviews/acme.md";
    for (fragment, expected) in [
        ("one-talk", "/interviews/acme/"),
        ("round-1-phone-phone", "/interviews/acme/phone/"),
        ("round-1-phone", "/interviews/acme/phone/"),
        ("phone", "/interviews/acme/phone/"),
        ("q-why-us-why-us", "/questions/why-us/"),
        ("q-why-us", "/questions/why-us/"),
        ("why-us", "/questions/why-us/"),
        ("details", "/questions/why-us/#details"),
        ("details-1", "/questions/how-fast/#details"),
        ("why-they-ask", "/questions/why-us/#why-they-ask"),
        ("f-really", "/questions/really/"),
        ("q-how-fast", "/questions/how-fast/"),
    ] {
        assert_eq!(
            led(&[&format!("[a]({file}#{fragment})")]),
            [expected],
            "{fragment}"
        );
    }
}

#[test]
fn a_fragment_of_an_inline_question_says_nothing_about_its_file() {
    let links = [
        "[[how-fast#Details]]",
        "[a](../interviews/acme.md#top)",
        "[[why-us#details]]",
        "[a](../interviews/acme.md#DETAILS-1)",
    ];
    let expected = [
        "/questions/how-fast/#details",
        "/interviews/acme/",
        "/questions/why-us/#details",
        "/questions/how-fast/#details",
    ];
    assert_eq!(led(&links), expected);
}

#[test]
fn links_within_a_file_lead_to_its_other_entities() {
    let book = Book::of(&[
        ("book.toml", "[book]\ntitle = \"A book\"\n"),
        ("content/index.md", "# Cover\n\n[[acme]]\n"),
        ("content/interviews/acme.md", ACME),
    ]);
    let site = Site::of(&book);
    let links = site
        .page("/questions/why-us/")
        .all("main .reveal p > a", "href");
    assert_eq!(links, ["/questions/how-fast/", "#details"]);
    let links = site
        .page("/questions/how-fast/")
        .all("main .reveal p > a", "href");
    assert_eq!(links, ["/questions/why-us/"]);
}

#[test]
fn another_title_moves_what_a_fragment_leads_to() {
    let book = Book::of(&[
        ("book.toml", "[book]\ntitle = \"A book\"\n"),
        (
            "content/index.md",
            "# Cover\n\n[a](interviews/acme.md#q-how-fast)\n",
        ),
        ("content/interviews/acme.md", ACME),
    ]);
    let mut memo = Memo::default();
    assert_eq!(book.build_with(&mut memo).diagnostics.errors(), 0);
    book.edit("content/interviews/acme.md", "How fast?", "How slow?");
    let warm = book.build_with(&mut memo);
    assert_eq!(warm.diagnostics.errors(), book.build().diagnostics.errors());
    assert_eq!(
        warm.diagnostics.errors(),
        2,
        "the link of the cover, and the one within the file"
    );
}

/// Anchors in raw HTML lead to the heading that they are in, right above, or below.
#[test]
fn anchors_of_html_lead_to_their_headings() {
    let page = "# A page\n\n<a name=\"toc\"></a>\n\n## Contents\n\n[x](#concurrency) [x](#TOC) [x](#in-text) [x](#div) [x](#next)\n\n\
        ## [[↑]](#toc) <a name='concurrency'>Questions about it:</a>\n\nSome <span id=in-text>words</span>.\n\n\
        <div id=\"div\">\n\n<p id='next'></p>\n\n### 8.  Last\n\n</div>\n\n[x](#8--last) [x](#-questions-about-it)\n\n[[ $a = 1 ]] && echo\n";
    let site = Site::of_files(&[
        (
            "content/index.md",
            "# Cover\n\n[a](guide/page.md#concurrency)\n",
        ),
        ("content/guide/page.md", page),
    ]);
    assert_eq!(site.dead_ends(), Vec::<String>::new());
    let page = site.page("/guide/page/");
    let links = page.all("main p > a", "href");
    let links: Vec<&str> = links
        .iter()
        .map(|link| link.trim_start_matches("/guide/page/"))
        .collect();
    let questions = "#-questions-about-it";
    assert_eq!(
        links,
        [
            questions,
            "#contents",
            questions,
            "#8--last",
            "#8--last",
            "#8--last",
            questions
        ]
    );
    assert_eq!(page.texts("main h2 > a[href]"), ["[↑]"]);
    assert!(page.text().contains("[[ $a = 1 ]] && echo"));
}

#[test]
fn links_of_html_lead_where_those_of_markdown_lead() {
    let page = "# Page\n\n<a href=\"#part\">a</a> <a href='other.md'>b</a> <a href=other.md#deep>c</a>\n\n\
        <div>\n<a href=\"../questions/why.md\">d</a>\n</div>\n\n## Part\n\nx\n";
    let site = Site::of_files(&[
        ("content/guide/page.md", page),
        ("content/guide/other.md", "# Other\n\n## Deep\n\nx\n"),
        ("content/questions/why.md", "# Why?\n\nSo.\n"),
    ]);
    assert_eq!(site.dead_ends(), Vec::<String>::new());
    assert_eq!(
        site.page("/guide/page/").all("main .text a", "href"),
        [
            "#part",
            "/guide/other/",
            "/guide/other/#deep",
            "/questions/why/"
        ]
    );
    assert!(site.leads("/questions/why/", "/guide/page/"));
}
