//! Lists of a large book: how much of it a page shows, and what leads on from one question to others.

use scraper::{Html, Selector};

use crate::site::{Site, titled};

const QUESTIONS: usize = 1_200;
const INTERVIEWS: usize = 60;

/// A book with very long lists: every question has three of a few topics, and what is at home in an
/// interview is asked again in the next.
fn large() -> Site {
    let topics = ["alpha", "beta", "gamma", "delta"];
    let mut files: Vec<(String, String)> = Vec::new();
    for number in 0..QUESTIONS {
        let three: Vec<&str> = (0..3)
            .map(|at| topics[(number + at) % topics.len()])
            .collect();
        let difficulty = ["easy", "medium", "hard"][number % 3];
        let text = format!(
            "---\ntopics: [{}]\ndifficulty: {difficulty}\nformat: concept\n---\n# Question number {number}?\n\nYes.\n\n## F: And {number}?\n\nNo.\n",
            three.join(", ")
        );
        files.push((format!("content/questions/q{number}.md"), text));
    }
    let each = QUESTIONS / INTERVIEWS;
    for number in 0..INTERVIEWS {
        let asked = (number * each..(number + 1) * each).chain([0, 0, number]);
        let asked: String = asked.map(|at| format!("### Q: [[q{at}]]\n\n")).collect();
        let text = format!(
            "---\ncompany: Acme\nrole: Analyst\ndate: 2026\n---\n# Interview {number}\n\n## Round: All {{kind=screen}}\n\n{asked}"
        );
        files.push((format!("content/interviews/i{number}.md"), text));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    Site::of(&titled(&files))
}

#[test]
fn no_list_of_a_large_book_is_a_burden() {
    let site = large();
    let all = Selector::parse("*").expect("a selector");
    for route in [
        "/",
        "/questions/",
        "/questions/page/7/",
        "/questions/q0/",
        "/topics/alpha/",
        "/companies/acme/",
        "/rounds/screen/",
        "/difficulties/hard/",
        "/formats/concept/",
        "/years/2026/",
        "/interviews/",
    ] {
        let html = &site.files[&format!("{}index.html", &route[1..])];
        let elements = Html::parse_document(html).select(&all).count();
        assert!(elements <= 1_500, "{route}: {elements} elements");
    }
    let rounds = site
        .page("/rounds/screen/")
        .texts("section:first-of-type li");
    assert_eq!(rounds.len(), 20);
    let more = format!("and {} more", INTERVIEWS - 20);
    let more_at = "section:first-of-type p a";
    assert_eq!(site.page("/rounds/screen/").texts(more_at), [more]);
    let often = site
        .page("/topics/alpha/")
        .texts("section:first-of-type a.words");
    assert_eq!(often.len(), 5);
    assert_eq!(often[0], "Question number 0?");
}

#[test]
fn a_question_leads_to_those_that_have_most_in_common_with_it() {
    let question = |title: &str, topics: &str, more: &str| {
        format!("---\ntopics: [{topics}]\n---\n# {title}\n\nText.\n{more}")
    };
    let own = question("One?", "a, b, c", "\n## F: And then? {#then}\n\nNothing.\n");
    let site = Site::of_files(&[
        ("content/questions/one.md", &own),
        ("content/questions/two.md", &question("Two?", "a", "")),
        (
            "content/questions/three.md",
            &question("Three?", "a, b", ""),
        ),
        ("content/questions/four.md", &question("Four?", "d", "")),
        (
            "content/questions/five.md",
            &question("Five?", "c, b, a", ""),
        ),
    ]);
    let related = |route: &str| {
        site.page(route)
            .texts("main > section:has(> .rows) a.words")
    };
    assert_eq!(related("/questions/one/"), ["Five?", "Three?", "Two?"]);
    assert_eq!(related("/questions/four/"), [""; 0]);
    let then = related("/questions/then/");
    assert!(!then.contains(&"One?".to_owned()), "{then:?}");
}

#[test]
fn a_question_that_was_asked_again_leads_to_every_time() {
    let interview = |number: usize| {
        format!(
            "---\ncompany: Acme\nrole: Analyst\n---\n# Interview {number}\n\n## Round: One {{kind=case}}\n\n### Q: [[why]]\n"
        )
    };
    let (one, two) = (interview(1), interview(2));
    let site = Site::of_files(&[
        ("content/questions/why.md", "# Why us?\n\nBecause.\n"),
        ("content/interviews/one.md", &one),
        ("content/interviews/two.md", &two),
    ]);
    let chips = site.page("/questions/why/").all(".chips a", "href");
    assert_eq!(chips, ["/rounds/case/", "/companies/acme/", "#asked--in"]);
    assert_eq!(site.dead_ends(), Vec::<String>::new());
}

#[test]
fn the_cover_mentions_everything_and_is_listed_nowhere() {
    let site = Site::of_files(&[
        (
            "content/index.md",
            "# Cover\n\n[[why]] [[how]] [use](guide/use.md)\n",
        ),
        ("content/guide/use.md", "# Use\n\n[[why]]\n"),
        ("content/questions/why.md", "# Why us?\n\nBecause.\n"),
        ("content/frameworks/how.md", "# How\n\nSo.\n"),
    ]);
    let groups = |route: &str| {
        let page = site.page(route);
        let titles = page.texts("main > section > h3");
        (titles, page.texts("h3 + .links a"))
    };
    let (titles, links) = groups("/questions/why/");
    assert_eq!((titles, links), (vec!["Guide".into()], vec!["Use".into()]));
    for route in ["/frameworks/how/", "/guide/use/"] {
        assert_eq!(groups(route), (vec![], vec![]), "{route}");
    }
}

#[test]
fn no_question_is_related_to_what_it_follows_or_what_follows_it() {
    let own = "---\ntopics: [a]\n---\n# One?\n\nText.\n\n## F: Two? {#two}\n\nText.\n\n### F: Three? {#three}\n\nText.\n\n#### F: Four? {#four}\n\nText.\n\n##### F: [[other]]\n\n###### F: Six? {#six}\n\nText.\n\n## F: Seven? {#seven}\n\nText.\n";
    let site = Site::of_files(&[
        ("content/questions/one.md", own),
        (
            "content/questions/other.md",
            "---\ntopics: [a]\n---\n# Other?\n\nText.\n",
        ),
        (
            "content/questions/what.md",
            "---\ntopics: [a]\n---\n# What?\n\nText.\n",
        ),
    ]);
    let related = |id: &str| {
        site.page(&format!("/questions/{id}/"))
            .texts("main > section:has(> .rows) a.words")
    };
    // five and more of its own stand between the two in the list of the topic
    assert_eq!(related("one"), ["What?"]);
    assert_eq!(related("four"), ["Seven?", "What?"]);
    let seven = related("seven");
    assert!(!seven.contains(&"One?".to_owned()), "{seven:?}");
    assert!(!related("what").is_empty());
}

#[test]
fn the_next_question_leads_through_a_whole_interview() {
    let interview = |rounds: &str| format!("---\ncompany: Acme\nrole: Cook\n---\n# I\n\n{rounds}");
    let one = interview(
        "### Q: Loose? {#loose}\n\nText.\n\n## Round: One {kind=hr}\n\n### Q: A? {#a}\n\nText.\n\n#### F: B? {#b}\n\nText.\n\n### Q: [[far]]\n\nText.\n\n## Round: Empty {kind=hr}\n\nText.\n\n## Round: Two {kind=hr}\n\n### Q: [[a]]\n\nText.\n\n### Q: C? {#c}\n\nText.\n\n### Q: [[d]]\n\nText.\n\n## Round: Three {kind=hr}\n\n### Q: D? {#d}\n\nText.\n\n### Q: [[c]]\n\nText.\n",
    );
    let two = interview("## Round: One {kind=hr}\n\n### Q: Far? {#far}\n\nText.\n");
    let site = Site::of_files(&[
        ("content/interviews/one.md", &one),
        ("content/interviews/two.md", &two),
        ("content/questions/alone.md", "# Alone?\n\nText.\n"),
    ]);
    let ways = |id: &str| {
        let page = site.page(&format!("/questions/{id}/"));
        let way = |rel: &str| {
            page.all(&format!(".neighbors [rel={rel}]"), "href")
                .join(" ")
        };
        [way("prev"), way("next")].map(|way| way.replace("/questions/", "").replace('/', ""))
    };
    // each once, where it is at home; what was asked outside of rounds comes last, as on its page
    assert_eq!(ways("a"), ["", "b"]);
    assert_eq!(ways("b"), ["a", "far"]);
    assert_eq!(ways("c"), ["far", "d"]);
    assert_eq!(ways("d"), ["c", "loose"]);
    assert_eq!(ways("loose"), ["d", ""]);
    // what is at home elsewhere goes on there
    assert_eq!(ways("far"), ["", ""]);
}
