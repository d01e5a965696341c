//! Whatever a book without mistakes says, every link of its site leads to something, and no page
//! has two anchors of one name.

use proptest::prelude::*;
use proptest::sample::select;

use super::cases;
use crate::site::{Page, Site, titled};

/// What texts are made of. Every page of these books has the headings `Same` and `Other`.
const SENTENCES: &[&str] = &[
    "Words.\n\n",
    "A note[^n] and[^m] more.\n\n",
    "See [[q0]], [[q1|that]], [[way]] and [[topic:t]].\n\n",
    "By [[company:acme]] for [[role:cook]], [a file](../guide/page.md#same).\n\n",
    "| a | b |\n|---|---|\n| [[q0#same\\|x]] | [[way#other]] |\n\n",
    "Above: [[q0#other]], [[page#same]]; here: [x](#same), [y](#other).\n\n",
    "> Quoted [[q1]].\n\n- a list, [r]\n- [[talk/one|the round]]\n\n",
    "[^n]: A note, [[q2]].\n\n",
    "```rust\nlet x = [[0]];\n```\n\n<b>x</b> <!-- z -->\n\n",
];

/// The parts that a question's headings open.
const PARTS: &[&str] = &[
    "Short answer",
    "Hints",
    "Pitfalls",
    "Why they ask",
    "Rubric",
    "References",
    "Same",
    "Other",
];

fn sentences() -> impl Strategy<Value = String> {
    prop::collection::vec(select(SENTENCES), 0..4).prop_map(|sentences| sentences.concat())
}

/// A question's text under a heading of `level`, with its parts in some order.
fn answer(level: usize) -> impl Strategy<Value = String> {
    let part = (select(PARTS), sentences(), any::<bool>());
    let parts = prop::collection::vec(part, 0..4);
    (sentences(), parts, sentences()).prop_map(move |(first, parts, last)| {
        let hashes = "#".repeat(level + 1);
        let mut text = first;
        for (part, sentences, deeper) in parts {
            text += &format!("{hashes} {part}\n\n{sentences}");
            if deeper && level < 5 {
                text += &format!("#{hashes} Same\n\nDeep.\n\n");
            }
        }
        format!("{text}{hashes} Same\n\n{last}{hashes} Other\n\nEnd.\n\n")
    })
}

/// A round of questions, the first three of which have the ids `q0`, `q1` and `q2`.
fn round() -> impl Strategy<Value = String> {
    let question = (1..4_usize, any::<bool>()).prop_flat_map(|(depth, asks)| {
        answer(depth + 2).prop_map(move |answer| (depth, asks, answer))
    });
    prop::collection::vec(question, 3..7).prop_map(|questions| {
        let mut text = String::new();
        let mut above = 0;
        for (number, (depth, asks, answer)) in questions.into_iter().enumerate() {
            let depth = depth.min(above + 1);
            above = depth;
            let hashes = "#".repeat(depth + 2);
            let marker = if depth == 1 { "Q" } else { "F" };
            let heading = match (asks, number) {
                (true, 3..) => format!("{marker}: In words {number}? {{asks=q{}}}", number % 3),
                _ => format!("{marker}: Title {}? {{#q{number} topics=t}}", number / 2),
            };
            text += &format!("{hashes} {heading}\n\n{answer}");
        }
        text
    })
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn no_sound_book_has_dead_ends(round in round(), texts in prop::array::uniform4(answer(1))) {
        let interview = format!(
            "---\ncompany: Acme\nrole: Cook\ndate: 2026\n---\n# Talk\n\n{}\
             ## Round: One\n\n### Style\n\n#### Same\n\n[x](#other)\n\n### Same\n\n### Other\n\n{round}\
             ## Takeaways\n\n### Learned {{evidence=q0,one}}\n\nSee [[q0#same]].\n\n\
             ## FAQ\n\n### Same\n\nSee [[faq:talk/same]].\n\n[^m]: Another note.\n\n[r]: ../guide/page.md\n",
            texts[0].replace("talk/one", "one"),
        );
        let [_, page, way, topic] = &texts;
        let plain = |text: &String, title: &str| {
            format!("# {title}\n\n{}\n\n[^m]: Another note.\n\n[r]: ../guide/page.md\n", text.replace("### ", "## "))
        };
        let way = format!("{}\n\n## Steps\n\n### Same\n\n[x](#other) [^m].\n\n#### Same\n", plain(way, "Way"));
        let book = titled(&[
            ("content/index.md", "# Cover\n\n## Same\n\n[x](#same), [[talk#other]], [[talk/one#same]]\n"),
            ("content/interviews/talk.md", &interview),
            ("content/frameworks/way.md", &way),
            ("content/topics/t.md", &plain(topic, "Topic")),
            ("content/guide/page.md", &plain(page, "Page")),
        ]);
        let built = book.build();
        prop_assert_eq!(built.diagnostics.errors(), 0, "{:#?}\n{}", built.diagnostics, interview);
        let site = Site::built(&built);
        prop_assert_eq!(site.dead_ends(), [""; 0], "{}", interview);
        for (path, html) in site.files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let mut ids = Page::of(html).ids();
            ids.sort();
            let twice = ids.windows(2).find(|pair| pair[0] == pair[1]);
            prop_assert_eq!(twice, None, "{}\n{}", path, interview);
        }
    }
}
