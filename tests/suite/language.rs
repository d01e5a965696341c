//! What authors may write, one small book for each thing, and what readers see of it.

mod hidden;
mod texts;

use prepbook::build::{BuildOptions, Memo, Mode, build};
use prepbook::catalog::Drafts;
use prepbook::diag::Code;

use crate::site::{Site, titled};

/// A round of an interview around some markdown.
fn round(text: &str) -> String {
    format!(
        "---\ncompany: Acme\nrole: Cook\ndate: 2026-03\n---\n# The talk\n\n\
         ## Round: First {{#first kind=case}}\n\n{text}"
    )
}

/// The site of a book with an interview, `talk.md`, whose round has this text, and more files.
fn site(text: &str, more: &[(&str, &str)]) -> Site {
    let talk = round(text);
    let mut files = vec![("content/interviews/talk.md", talk.as_str())];
    files.extend(more);
    Site::of_files(&files)
}

#[test]
fn a_question_in_a_round_has_a_page_that_says_where_it_was_asked() {
    let site = site("### Q: Why? {#why topics=motives}\n\nBecause.\n", &[]);
    let page = site.page("/questions/why/");
    assert_eq!(page.texts("h1"), ["Why?"]);
    assert!(page.text().contains("Because.") && page.text().contains("2026-03"));
    for route in [
        "/interviews/talk/",
        "/interviews/talk/first/",
        "/topics/motives/",
        "/companies/acme/",
    ] {
        assert!(site.leads("/questions/why/", route), "to {route}");
        assert!(site.leads(route, "/questions/why/"), "from {route}");
    }
    for route in ["/roles/cook/", "/rounds/case/", "/years/2026/"] {
        assert!(site.routes().contains(route), "{route}");
    }
}

#[test]
fn numbers_in_markers_are_dropped_and_letter_case_is_free() {
    let site = site(
        "### q 7： Why? {#why}\n\nA.\n\n#### FOLLOW-UP 2: And? {#and}\n\nB.\n",
        &[],
    );
    assert_eq!(site.page("/questions/why/").texts("h1"), ["Why?"]);
    assert_eq!(site.page("/questions/and/").texts("h1"), ["And?"]);
}

#[test]
fn follow_ups_make_a_chain() {
    let text = "### Q: One? {#one}\n\nA.\n\n#### F: Two? {#two tone=probe}\n\nB.\n\n\
        ##### F: Three? {#three}\n\nC.\n\n#### F: Four? {#four}\n\nD.\n";
    let site = site(text, &[]);
    let shown = site.page("/questions/one/").texts("main .tree a.words");
    assert_eq!(shown, ["Two?", "Three?", "Four?"]);
    assert_eq!(
        site.page("/questions/two/").texts("main .tree a.words"),
        ["Three?"]
    );
    assert!(site.page("/questions/two/").text().contains("Probe"));
    for (child, parent) in [("three", "two"), ("two", "one"), ("four", "one")] {
        let (child, parent) = (
            format!("/questions/{child}/"),
            format!("/questions/{parent}/"),
        );
        assert!(
            site.leads(&child, &parent) && site.leads(&parent, &child),
            "{child} {parent}"
        );
    }
    let order = site
        .page("/interviews/talk/first/")
        .texts("main .tree a.words");
    assert_eq!(order, ["One?", "Two?", "Three?", "Four?"]);
    assert!(!site.leads("/questions/three/", "/questions/four/"));
}

#[test]
fn an_asking_keeps_its_own_words_and_answer() {
    let again = "---\ncompany: Other\nrole: Cook\ndate: 2025\n---\n# Again\n\n## Round: Only {#only}\n\n\
        ### Q: Views fell. Now what? {asks=drop}\n\nI guessed.\n\n#### F: Sure? {#sure}\n\nNo.\n";
    let site = site(
        "### Q: What if views drop? {#drop}\n\nLook closer.\n",
        &[("content/interviews/again.md", again)],
    );
    let page = site.page("/questions/drop/");
    let text = page.text();
    assert_eq!(page.texts("h1"), ["What if views drop?"]);
    assert_eq!(page.texts("q"), ["Views fell. Now what?"]);
    assert!(
        text.contains("Look closer.") && text.contains("I guessed."),
        "{text}"
    );
    for route in [
        "/interviews/again/only/",
        "/interviews/talk/first/",
        "/questions/sure/",
    ] {
        assert!(site.leads("/questions/drop/", route), "{route}");
    }
    assert!(site.leads("/interviews/again/only/", "/questions/drop/"));
    assert!(
        site.page("/interviews/again/only/")
            .text()
            .contains("Views fell. Now what?")
    );
    assert!(
        !site
            .routes()
            .iter()
            .any(|route| route.contains("views-fell"))
    );
    // the same question a second time, not a second question
    assert_eq!(
        site.page("/questions/").texts("main .rows a.words").len(),
        2
    );
}

#[test]
fn a_question_file_is_at_home_where_it_was_asked_first() {
    let file = "---\ntopics: [data]\n---\n# Q: Why us?\n\nThe reference.\n\n## F: Really? {#really}\n\nYes.\n";
    let site = site(
        "### Q: [[why-us]]\n\nThe candidate's.\n",
        &[("content/questions/why-us.md", file)],
    );
    let page = site.page("/questions/why-us/");
    assert_eq!(page.texts("h1"), ["Why us?"]);
    assert_eq!(page.texts(".crumbs a"), ["The talk", "First"]);
    let text = page.text();
    assert!(
        text.contains("The reference.") && text.contains("The candidate's."),
        "{text}"
    );
    assert!(site.leads("/questions/why-us/", "/questions/really/"));
    assert!(site.leads("/questions/really/", "/questions/why-us/"));
}

#[test]
fn an_interview_may_be_a_folder_with_a_file_for_each_round() {
    let site = Site::of_files(&[
        (
            "content/interviews/long/index.md",
            "---\ncompany: Acme\nrole: Cook\ndate: 2026\n---\n# Long one\n",
        ),
        (
            "content/interviews/long/2-last.md",
            "---\nkind: hr\n---\n# Last\n\n## Q: Two? {#two}\n\nB.\n",
        ),
        (
            "content/interviews/long/1-opening.md",
            "# Round: Opening\n\n## Q: One? {#one}\n\nA [[long/last|later]].\n",
        ),
    ]);
    let page = site.page("/interviews/long/");
    assert_eq!(page.texts("main .timeline h3"), ["Opening", "Last"]);
    assert!(site.leads("/questions/one/", "/interviews/long/last/"));
    assert!(site.leads("/interviews/long/opening/", "/questions/one/"));
    assert!(site.leads("/questions/two/", "/interviews/long/last/"));
    assert!(site.leads("/rounds/hr/", "/questions/two/"));
}

#[test]
fn an_faq_file_is_its_entries_or_itself_one() {
    let site = Site::of_files(&[
        (
            "content/faq/money.md",
            "# Money\n\n## Is it paid? {#paid}\n\nYes.\n\n### More\n\nDeep.\n\n## How much?\n\nSome.\n",
        ),
        ("content/faq/dress.md", "# What to wear?\n\nClothes.\n"),
        (
            "content/index.md",
            "# Cover\n\n[[faq:money/paid]] and [[faq:dress/dress|clothes]].\n",
        ),
    ]);
    let page = site.page("/faq/");
    assert_eq!(
        page.texts("main h2"),
        ["What to wear?", "Is it paid?", "How much?"]
    );
    assert!(
        page.ids().contains(&"money--how-much".to_owned()),
        "{:?}",
        page.ids()
    );
    assert!(page.text().contains("Deep."));
    assert!(site.leads("/", "/faq/#money--paid"));
    assert_eq!(site.dead_ends(), [""; 0]);
}

#[test]
fn a_folder_without_an_index_lists_its_pages() {
    let site = Site::of_files(&[
        (
            "content/guide/2-second.md",
            "# Second\n\nSee [the first](1-first.md#part).\n",
        ),
        ("content/guide/1-first.md", "# First\n\n## Part\n\nText.\n"),
        (
            "content/guide/deep/index.md",
            "# Deep\n\nText, and [[second]].\n",
        ),
        ("content/index.md", "# Cover\n\n[[first]] [[deep]]\n"),
    ]);
    assert_eq!(
        site.page("/guide/").texts("main .links a"),
        ["First", "Second", "Deep"]
    );
    assert!(site.leads("/guide/second/", "/guide/first/#part"));
    assert!(site.page("/guide/first/").text().contains("Second"));
    assert_eq!(site.dead_ends(), [""; 0]);
}

#[test]
fn names_of_any_script_are_addresses() {
    let text =
        "### Q: 你为什么想来？ {topics=\"Ανάλυση δεδομένων, Größe\"}\n\nA.\n\n### Q: Πώς; \n\nB.\n";
    let site = site(text, &[]);
    for route in [
        "/questions/你为什么想来/",
        "/questions/πώς/",
        "/topics/ανάλυση-δεδομένων/",
        "/topics/größe/",
    ] {
        assert!(
            site.routes().contains(route),
            "{route} among {:?}",
            site.routes()
        );
    }
    assert_eq!(site.dead_ends(), [""; 0]);
}

#[test]
fn a_synonym_is_its_topic_and_a_parent_shows_its_children() {
    let topic =
        "---\nsynonyms: [Figures]\nparent: craft\nsummary: Numbers.\n---\n# Data\n\nText.\n";
    let site = site(
        "### Q: Why? {#why topics=figures}\n\nA, as [[topic:figures]] says.\n",
        &[("content/topics/data.md", topic)],
    );
    assert!(site.leads("/questions/why/", "/topics/data/"));
    assert!(site.leads("/topics/data/", "/questions/why/"));
    assert!(site.leads("/topics/data/", "/topics/craft/"));
    assert!(site.leads("/topics/craft/", "/topics/data/"));
    assert!(site.page("/topics/data/").text().contains("Figures"));
    assert!(!site.routes().contains("/topics/figures/"));
}

#[test]
fn topics_add_up_and_the_nearest_difficulty_wins() {
    let text = "### Theme {#theme topics=b}\n\n#### Q: One? {#one topics=c}\n\nA.\n\n\
        ##### F: Two? {#two topics=d difficulty=easy}\n\nB.\n";
    let talk = round(text).replace("kind=case", "kind=case topics=a difficulty=hard");
    let site = Site::of_files(&[("content/interviews/talk.md", &talk)]);
    for (question, topics, level) in [("one", "abc", "hard"), ("two", "abcd", "easy")] {
        let own = format!("/questions/{question}/");
        for topic in ["a", "b", "c", "d"] {
            let shown = site.leads(&own, &format!("/topics/{topic}/"));
            assert_eq!(shown, topics.contains(topic), "{question} {topic}");
        }
        assert!(
            site.leads(&own, &format!("/difficulties/{level}/")),
            "{question}"
        );
    }
    assert!(!site.routes().contains("/difficulties/medium/"));
}

#[test]
fn steps_may_be_one_list() {
    let framework =
        "# Way\n\nThe idea.\n\n## Steps\n\n1. **Look** at it.\n2. Think: twice, as [[why]].\n";
    let site = site(
        "### Q: Why? {#why}\n\nSee [[way]].\n",
        &[("content/frameworks/way.md", framework)],
    );
    let page = site.page("/frameworks/way/");
    assert_eq!(page.texts("main .steps h3"), ["Look", "Think"]);
    assert!(page.text().contains("twice, as Why?."), "{}", page.text());
    assert!(site.leads("/questions/why/", "/frameworks/way/"));
    assert!(site.leads("/frameworks/way/", "/questions/why/"));
    assert!(site.page("/frameworks/").text().contains("The idea."));
}

#[test]
fn takeaways_rest_on_their_evidence() {
    let talk = round("### Q: Why? {#why}\n\nA.\n")
        + "\n## Takeaways\n\n### Be kind {#kind evidence=why,first,other}\n\nAlways.\n";
    let other = "---\ncompany: Other\nrole: Cook\ndate: 2026\n---\n# Another talk\n";
    let faq = "---\nevidence: other\n---\n# How long?\n\nAn hour.\n";
    let site = Site::of_files(&[
        ("content/interviews/talk.md", &talk),
        ("content/interviews/other.md", other),
        ("content/faq/long.md", faq),
    ]);
    assert!(site.leads("/faq/", "/interviews/other/"));
    assert!(site.leads("/interviews/other/", "/faq/#long--long"));
    let anchor = "/takeaways/#talk--kind";
    for route in [
        "/questions/why/",
        "/",
        "/interviews/other/",
        "/interviews/talk/first/",
    ] {
        assert!(site.leads(route, anchor), "{route}");
    }
    for route in [
        "/questions/why/",
        "/interviews/talk/first/",
        "/interviews/other/",
        "/interviews/talk/",
    ] {
        assert!(site.leads("/takeaways/", route), "{route}");
    }
    assert_eq!(site.dead_ends(), [""; 0]);
}

#[test]
fn drafts_and_private_entities_appear_nowhere() {
    let text = "### Q: Open? {#open}\n\nA.\n\n#### F: Zebra? {#zebra draft=true topics=stripes}\n\nB.\n\n\
        ##### F: Yak? {#yak}\n\nC.\n\n### Q: Quokka? {#quokka private=true topics=fur}\n\nD.\n";
    let talk = round(text);
    let book = titled(&[
        ("content/interviews/talk.md", &talk),
        (
            "content/frameworks/wombat.md",
            "---\ndraft: true\n---\n# Wombat\n\nAs in [[open]].\n",
        ),
        (
            "content/faq/vole.md",
            "---\nprivate: true\n---\n# Vole?\n\nYes.\n",
        ),
        (
            "content/topics/lynx.md",
            "---\ndraft: true\n---\n# Lynx\n\nText.\n",
        ),
    ]);
    let drafts = ["zebra", "stripes", "yak", "wombat", "lynx"];
    let private = ["quokka", "fur", "vole"];
    let sources = book.load();
    let site = |drafts| {
        let options = BuildOptions::new(Mode::Write, drafts);
        Site::built(&build(&sources, &options, &mut Memo::default()))
    };
    let (hidden, shown) = (site(Drafts::Hidden), site(Drafts::Shown));
    // a page's address is one of its words; the style sheet may say what it likes
    let words = |site: &Site| {
        let pages = site
            .files
            .iter()
            .filter(|(path, _)| path.ends_with(".html"));
        pages
            .map(|(path, html)| format!("{path} {html}"))
            .collect::<String>()
            .to_lowercase()
    };
    let (hidden_words, shown_words) = (words(&hidden), words(&shown));
    for word in drafts {
        assert!(!hidden_words.contains(word), "the draft {word} is shown");
        assert!(shown_words.contains(word), "the draft {word} is hidden");
    }
    for word in private {
        assert!(
            !hidden_words.contains(word) && !shown_words.contains(word),
            "{word} is shown"
        );
    }
    assert_eq!((hidden.dead_ends(), shown.dead_ends()), (vec![], vec![]));
}

#[test]
fn a_question_is_asked_again_by_a_link_to_its_file() {
    let why = ("content/questions/why.md", "# Why?\nBecause.\n");
    let site = site("### Q: [Why on earth?](../questions/why.md)\nSo.\n", &[why]);
    assert!(site.leads("/questions/why/", "/interviews/talk/first/"));
    assert!(site.leads("/interviews/talk/first/", "/questions/why/"));
    let page = site.page("/questions/why/");
    assert!(page.text().contains("Why on earth?") && page.text().contains("Because."));
}

#[test]
fn a_name_in_the_other_form_of_unicode_is_the_same_file() {
    // the link is composed, the file's name is not
    let site = Site::of_files(&[
        ("content/index.md", "# Cover\n[Café](guide/caf\u{e9}.md)\n"),
        ("content/guide/cafe\u{301}.md", "# Café\n"),
    ]);
    assert!(site.leads("/", "/guide/caf\u{e9}/"));
}

#[test]
fn the_first_page_of_the_book_is_not_its_cover() {
    let site = Site::of_files(&[
        ("content/index.md", "# Cover\n[A](notes/a.md) and [[way]]\n"),
        ("content/notes/a.md", "# A\nAs in [[way]].\n"),
        (
            "content/frameworks/way.md",
            "---\nsummary: A way.\n---\n# A way\n\n## Steps\n\n1. **First**: go.\n",
        ),
    ]);
    assert!(
        site.leads("/frameworks/way/", "/notes/a/"),
        "the cover is left out of those who mention it, and the page is not the cover"
    );
}

#[test]
fn dates_more_than_a_year_ahead_are_odd() {
    let book = titled(&[
        (
            "content/interviews/a.md",
            "---\ncompany: A\nrole: B\ndate: 2062-10\nadded: 2027-12-01\nupdated: 2027-12-02\n---\n# One\n",
        ),
        (
            "content/interviews/b.md",
            "---\ncompany: A\nrole: B\ndate: 2027\n---\n# Two\n",
        ),
    ]);
    let odd = |today: Option<&str>| -> Vec<String> {
        let mut options = BuildOptions::new(Mode::Check, Drafts::Hidden);
        options.today = today.map(Into::into);
        let built = build(&book.load(), &options, &mut Memo::default());
        let odd = built
            .diagnostics
            .iter()
            .filter(|one| one.code == Code::OddDate);
        odd.map(|one| one.message.clone()).collect()
    };
    let far = |date| format!("the date `{date}` is more than a year ahead");
    assert_eq!(odd(Some("2026-12-01")), [far("2062-10"), far("2027-12-02")]);
    assert_eq!(odd(Some("2061-11-01")), [""; 0]);
    assert_eq!(odd(None), [""; 0]);
}
