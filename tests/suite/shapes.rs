//! Frameworks drawn: real text, in the order of the source, that leads to where it is explained.

use scraper::{Html, Selector};

use crate::book::{Book, pages};

/// The pages of a framework of that shape, and of a question that uses it.
fn drawn(shape: &str, steps: &[&str]) -> (Html, Html) {
    let steps: String = steps
        .iter()
        .map(|step| format!("### {step}\n\nText.\n\n"))
        .collect();
    let framework =
        format!("---\nshape: {shape}\nsummary: A way.\n---\n# Growth\n\n## Steps\n\n{steps}");
    let book = Book::of(&[
        ("book.toml", "[book]\ntitle = \"A book\"\n"),
        ("content/frameworks/growth.md", &framework),
        (
            "content/questions/q.md",
            "---\nuses: growth\n---\n# Why?\n\nSo.\n",
        ),
    ]);
    let built = book.build();
    assert_eq!(built.diagnostics.errors(), 0, "{:?}", built.diagnostics);
    let pages = pages(&built);
    let page = |path: &str| Html::parse_document(&pages[path]);
    (
        page("frameworks/growth/index.html"),
        page("questions/q/index.html"),
    )
}

/// Class and text of each element.
fn found(html: &Html, selector: &str) -> Vec<(String, String)> {
    let selector = Selector::parse(selector).expect("a selector");
    let elements = html.select(&selector);
    let shown = elements.map(|element| {
        let class = element.value().attr("class").unwrap_or_default().to_owned();
        (class, element.text().collect::<String>().trim().to_owned())
    });
    shown.collect()
}

#[test]
fn every_shape_is_a_list_whose_items_lead_to_their_text() {
    for (shape, tag) in [
        ("steps", "ol"),
        ("cycle", "ol"),
        ("funnel", "ol"),
        ("dimensions", "ul"),
        ("formula", "ul"),
        ("checklist", "ul"),
    ] {
        let (framework, question) = drawn(shape, &["One <1>", "Two"]);
        let items = found(
            &framework,
            &format!("figure > {tag}.shape-{shape} > li > a"),
        );
        let texts: Vec<&str> = items.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["One <1>", "Two"], "{shape}");
        let links = Selector::parse("figure a").expect("a selector");
        for link in framework.select(&links) {
            let anchor = link.value().attr("href").unwrap_or_default();
            let target =
                Selector::parse(&format!("li[id=\"{}\"] h3", &anchor[1..])).expect("a selector");
            let heading: String = framework
                .select(&target)
                .flat_map(|found| found.text())
                .collect();
            assert_eq!(heading, link.text().collect::<String>(), "{shape}");
        }
        let small = found(&question, &format!("{tag}.small-{shape}[aria-label] > li"));
        assert_eq!(small.len(), 2, "{shape}");
        let label = found(&framework, "p.label > span");
        assert_eq!(label.len(), 1, "{shape}");
        let heading = if tag == "ol" { "Steps" } else { "Parts" };
        assert_eq!(
            found(&framework, "section:has(> .steps) > h2")[0].1,
            heading
        );
    }
}

#[test]
fn parts_of_a_formula_add_up_or_begin_with_their_sign() {
    let (framework, question) = drawn(
        "formula",
        &[
            "Traffic",
            "× Conversion",
            "- Returns",
            "/ Days",
            "+ Tips",
            "-",
        ],
    );
    let expected = [
        ("sign-plus", "Traffic"),
        ("sign-times", "Conversion"),
        ("sign-minus", "Returns"),
        ("sign-over", "Days"),
        ("sign-plus", "Tips"),
        ("sign-plus", "-"),
    ];
    let expected: Vec<(String, String)> = expected
        .map(|(class, text)| (class.into(), text.into()))
        .into();
    assert_eq!(found(&framework, ".shape-formula > li"), expected);
    assert_eq!(found(&question, ".small-formula > li"), expected);
    let (steps, _) = drawn("steps", &["- Not a sign", "Two"]);
    assert_eq!(found(&steps, ".shape-steps > li")[0].1, "- Not a sign");
}

#[test]
fn one_step_alone_is_no_drawing() {
    let (framework, question) = drawn("cycle", &["Only"]);
    assert_eq!(found(&framework, "figure"), []);
    assert_eq!(found(&question, ".small-cycle"), []);
}
