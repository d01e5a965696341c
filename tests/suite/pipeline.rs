//! The handbook that this repository ships, from its sources to the pages readers open.

mod mistakes;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use prepbook::build::Memo;

use crate::book::Book;
use crate::site::{Page, Site};
use sources::Sources;

/// Runs the program on a book, which must go well, and gives back what it printed.
fn run(book: &Book, arguments: &[&str]) -> String {
    let program = Command::new(env!("CARGO_BIN_EXE_prepbook"))
        .args(arguments)
        .current_dir(book.root())
        .output()
        .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let (out, err) = (text(program.stdout), text(program.stderr));
    assert!(program.status.success(), "{out}{err}");
    out
}

/// The routes that the sources call for.
fn routes(sources: &Sources) -> BTreeSet<String> {
    let fixed = [
        "",
        "questions",
        "interviews",
        "frameworks",
        "topics",
        "companies",
        "roles",
        "rounds",
        "difficulties",
        "formats",
        "years",
        "faq",
        "takeaways",
        "guide",
        "years/2026",
    ];
    let mut routes: BTreeSet<String> = fixed.iter().map(|route| (*route).to_owned()).collect();
    routes.extend(
        sources
            .files
            .iter()
            .filter(|stem| *stem != "index")
            .cloned(),
    );
    for (interview, round) in &sources.rounds {
        routes.insert(format!("interviews/{interview}/{round}"));
    }
    for (id, question) in &sources.questions {
        routes.insert(format!("questions/{id}"));
        routes.extend(
            question
                .topics
                .iter()
                .map(|topic| format!("topics/{topic}")),
        );
        routes.extend(question.value_routes());
    }
    routes
        .iter()
        .map(|route| format!("/{route}/").replace("//", "/"))
        .collect()
}

impl sources::Question {
    fn value_routes(&self) -> Vec<String> {
        let indices = [
            ("difficulty", "difficulties"),
            ("format", "formats"),
            ("kind", "rounds"),
        ];
        let routes = indices.iter().filter_map(|(key, index)| {
            self.values
                .get(*key)
                .map(|value| format!("{index}/{value}"))
        });
        routes.collect()
    }
}

#[test]
fn the_handbook_is_whole() {
    let book = Book::shipped();
    let sources = Sources::of(&book);
    let built = book.build();
    assert!(built.diagnostics.is_empty(), "{:#?}", built.diagnostics);
    let follow_ups = sources
        .questions
        .values()
        .filter(|question| question.parent.is_some());
    let chained = follow_ups.clone().filter(|question| {
        let parent = question
            .parent
            .as_ref()
            .and_then(|parent| sources.questions.get(parent));
        parent.is_some_and(|parent| parent.parent.is_some())
    });
    assert_eq!(sources.questions.len(), 21);
    assert_eq!((follow_ups.clone().count(), chained.count()), (10, 1));
    assert_eq!((built.counts.questions, built.counts.rounds), (21, 3));
    assert_eq!(built.counts.frameworks, sources.stems("frameworks").count());

    let site = Site::built(&built);
    let missing: Vec<String> = routes(&sources)
        .difference(&site.routes())
        .cloned()
        .collect();
    assert_eq!(missing, [""; 0]);
    assert!(site.files.contains_key("404.html"));
    for (id, question) in &sources.questions {
        let page = site.page(&format!("/questions/{id}/"));
        assert_eq!(page.texts("h1"), [question.title.as_str()], "{id}");
    }
}

#[test]
fn nothing_leads_nowhere() {
    let book = Book::shipped();
    run(&book, &["build"]);
    let site = Site::published(&book.root().join("public"), "");
    assert!(site.routes().len() > 60);
    assert_eq!(site.dead_ends(), [""; 0]);
    run(
        &book,
        &["build", "--base-url", "/sub/path/", "-o", "elsewhere"],
    );
    let below = Site::published(&book.root().join("elsewhere"), "/sub/path");
    assert_eq!(below.routes(), site.routes());
    assert_eq!(below.dead_ends(), [""; 0]);
}

#[test]
fn titles_and_anchors_are_unique_and_every_page_has_a_heading() {
    let site = Site::of(&Book::shipped());
    let mut titles: BTreeMap<String, &str> = BTreeMap::new();
    for (path, html) in site
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        let page = Page::of(html);
        if let Some(other) = titles.insert(page.title(), path) {
            panic!("{path} and {other} have the title `{}`", page.title());
        }
        let mut ids = BTreeSet::new();
        let again: Vec<String> = page
            .ids()
            .into_iter()
            .filter(|id| !ids.insert(id.clone()))
            .collect();
        assert_eq!(again, [""; 0], "twice in {path}");
        assert_eq!(page.texts("h1").len(), 1, "headings of {path}");
        assert_eq!(
            page.all("script:not([src]), style, [style]", "id").len(),
            0,
            "{path}"
        );
    }
}

#[test]
fn a_question_and_what_it_belongs_to_show_each_other() {
    let book = Book::shipped();
    let (site, sources) = (Site::of(&book), Sources::of(&book));
    let mut missing = Vec::new();
    let mut both_ways = |one: &str, other: &str| {
        for (from, to) in [(one, other), (other, one)] {
            if !site.leads(from, to) {
                missing.push(format!("{from} does not lead to {to}"));
            }
        }
    };
    for (id, question) in &sources.questions {
        let own = format!("/questions/{id}/");
        let interview = format!("/interviews/{}/", question.interview);
        both_ways(&own, &format!("{interview}{}/", question.round));
        if question.parent.is_none() {
            both_ways(&own, &interview);
        }
        both_ways(&own, "/companies/tiktok/");
        if let Some(parent) = &question.parent {
            both_ways(&own, &format!("/questions/{parent}/"));
        }
        for topic in &question.topics {
            both_ways(&own, &format!("/topics/{topic}/"));
        }
        for framework in &question.frameworks {
            both_ways(&own, &format!("/frameworks/{framework}/"));
        }
        if let Some(difficulty) = question.values.get("difficulty") {
            both_ways(&own, &format!("/difficulties/{difficulty}/"));
        }
    }
    assert_eq!(missing, [""; 0]);
    for (id, question) in &sources.questions {
        let own = format!("/questions/{id}/");
        for index in question
            .value_routes()
            .iter()
            .map(|route| format!("/{route}/"))
        {
            assert!(site.leads(&index, &own), "{index} does not lead to {own}");
        }
        assert!(site.leads("/questions/", &own) && site.leads("/roles/content-operations/", &own));
        assert!(
            site.leads(&own, &format!("/interviews/{}/", question.interview)),
            "{own}"
        );
    }
}

#[test]
fn a_framework_is_used_by_the_questions_that_name_it() {
    let book = Book::shipped();
    let (site, sources) = (Site::of(&book), Sources::of(&book));
    for framework in sources.stems("frameworks") {
        let users: BTreeSet<String> = sources
            .questions
            .iter()
            .filter(|(_, question)| question.frameworks.contains(framework))
            .map(|(id, _)| format!("/questions/{id}/"))
            .collect();
        let page = site.page(&format!("/frameworks/{framework}/"));
        let shown: BTreeSet<String> = page
            .main_links()
            .into_iter()
            .filter(|link| link.starts_with("/questions/"))
            .collect();
        assert!(
            shown.is_superset(&users),
            "{framework}: {users:?}, shown are {shown:?}"
        );
        assert!(!users.is_empty(), "{framework}");
    }
}

#[test]
fn a_new_title_changes_the_pages_that_show_it_and_no_other() {
    let book = Book::shipped();
    let mut memo = Memo::default();
    for (path, title) in [
        ("content/frameworks/traffic-pools.md", "Traffic pools"),
        ("content/frameworks/growth-equation.md", "Growth equation"),
        ("content/frameworks/rival-scan.md", "Rival scan"),
    ] {
        let before = Site::built(&book.build_with(&mut memo)).files;
        run(&book, &["build"]);
        book.edit(
            path,
            &format!("# {title}\n"),
            &format!("# No more {}\n", title.len()),
        );
        let after = Site::built(&book.build_with(&mut memo)).files;
        let shows = before
            .iter()
            .filter(|(_, html)| html.contains(title))
            .map(|(path, _)| path);
        let shows: Vec<&String> = shows.collect();
        let written: Vec<&String> = before
            .iter()
            .filter(|(path, html)| after.get(*path) != Some(html))
            .map(|(path, _)| path)
            .collect();
        // what search knows of a title is words, cut and sorted
        let changed = written.iter().copied();
        let changed: Vec<&String> = changed
            .filter(|path| !path.starts_with("search/") || path.contains("titles"))
            .collect();
        assert_eq!(changed, shows, "{title}");
        assert_eq!(before.len(), after.len());
        assert!(
            shows.len() > 3 && shows.len() < before.len() / 2,
            "{shows:?}"
        );
        let report = run(&book, &["build"]);
        let counts = format!(
            ": {} written, {} unchanged, 0 removed\n",
            written.len(),
            before.len() - written.len()
        );
        assert!(report.ends_with(&counts), "{report}, not{counts}");
    }
}
