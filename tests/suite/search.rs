//! The files of search, as the search page reads them.

use std::collections::{BTreeMap, BTreeSet};

use prepbook::build::{BuildOptions, Built, Memo, Mode, build};
use prepbook::catalog::Drafts;
use serde_json::Value;

use crate::book::Book;
use crate::site::titled;

/// Decodes a text of numbers: digits of base 45, where the last digit of each number is one of the
/// first 45 characters.
fn numbers(signs: &Value) -> Vec<usize> {
    const SIGNS: &str = "!#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}";
    let (mut all, mut number) = (Vec::new(), 0);
    for sign in signs.as_str().expect("signs").chars() {
        let digit = SIGNS.find(sign).expect("one of the signs");
        number = number * 45 + digit % 45;
        if digit < 45 {
            all.push(number);
            number = 0;
        }
    }
    all
}

/// Returns numbers that are encoded as differences.
fn sums(distances: &[usize]) -> Vec<usize> {
    let sums = distances.iter().scan(0, |sum, distance| {
        *sum += distance;
        Some(*sum)
    });
    sums.collect()
}

/// The files of search, decoded.
struct Index {
    files: BTreeMap<String, Value>,
}

impl Index {
    fn of(built: &Built) -> Self {
        assert_eq!(built.diagnostics.errors(), 0, "{:#?}", built.diagnostics);
        let files = built.artifacts.iter();
        let files = files.filter(|file| file.path.as_str().starts_with("search/"));
        let json = files.filter(|file| file.path.as_str().ends_with(".json"));
        let files = json.map(|file| {
            let bytes = file.bytes().expect("made");
            let value = serde_json::from_slice(&bytes).expect("JSON");
            (file.path.to_string(), value)
        });
        Self {
            files: files.collect(),
        }
    }

    fn of_files(files: &[(&str, &str)]) -> Self {
        Self::of(&titled(files).build())
    }

    fn head(&self) -> &Value {
        &self.files["search/index.json"]
    }

    /// Returns the entries of all files of one folder, in order.
    fn all(&self, folder: &str) -> Vec<Value> {
        let files = (0..).map_while(|at| self.files.get(&format!("search/{folder}/{at}.json")));
        files
            .flat_map(|file| file.as_array().expect("a list").clone())
            .collect()
    }

    fn titles(&self) -> Vec<String> {
        let titles = self.all("titles");
        titles
            .iter()
            .map(|title| title[0].as_str().expect("a title").to_owned())
            .collect()
    }

    /// Returns the words with their groups.
    fn words(&self) -> Vec<(String, usize)> {
        let text = self.head()["words"].as_str().expect("words");
        let (mut before, mut next) = (String::new(), 0);
        let mut words = Vec::new();
        for line in text.split('\n').filter(|line| !line.is_empty()) {
            let shared = line[..1]
                .parse()
                .unwrap_or_else(|_| usize::from(line.as_bytes()[0] - b'a') + 10);
            let (rest, back) = line[1..]
                .split_once(',')
                .map_or((&line[1..], None), |(rest, back)| {
                    (rest, Some(back.parse::<usize>().expect("a distance")))
                });
            let word: String = before.chars().take(shared).chain(rest.chars()).collect();
            let group = next - back.unwrap_or(0);
            next += usize::from(back.is_none());
            words.push((word.clone(), group));
            before = word;
        }
        words
    }

    /// Returns the titles of the records that have a word, with its weight in each.
    fn found(&self, word: &str) -> BTreeMap<String, usize> {
        let words = self.words();
        let groups: BTreeSet<usize> = words
            .iter()
            .filter(|(known, _)| known == word)
            .map(|(_, group)| *group)
            .collect();
        let (titles, lists) = (self.titles(), self.all("words"));
        let mut found = BTreeMap::new();
        for group in groups {
            let list = numbers(&lists[group]);
            let mut at = 0;
            for pair in list[1..].chunks(2) {
                at += pair[0];
                found.insert(titles[at].clone(), pair[1]);
            }
        }
        found
    }

    /// Returns the titles of the records with a value of a facet.
    fn chosen(&self, facet: &str, value: &str) -> BTreeSet<String> {
        let facets = self.head()["facets"].as_array().expect("facets");
        let facet = facets
            .iter()
            .find(|one| one["id"] == facet)
            .expect("the facet");
        let values = facet["values"].as_array().expect("values");
        let value = values
            .iter()
            .find(|one| one[0] == value)
            .expect("the value");
        let titles = self.titles();
        let records = sums(&numbers(&value[2]));
        records.iter().map(|at| titles[*at].clone()).collect()
    }
}

const INTERVIEW: &str = "---\ncompany: Acme\nrole: Analyst\n---\n# At Acme\n\nIt began with a call.\n\n\
    ## Round: Case {kind=case}\n\nQuiet room.\n\n### Q: Why do stores close? {#close topics=\"retail\" difficulty=hard}\n\n\
    Because rents are growing.\n\n#### F: And online?\n\nLess so.\n\n### Q: [[sum|Add it all up]]\n\nI took a loop.\n";

fn small() -> Index {
    Index::of_files(&[
        ("content/interviews/acme.md", INTERVIEW),
        (
            "content/questions/sum.md",
            "---\ntopics: [arrays]\n---\n# Sum of a list\n\nKeep a running total. Don’t sort.\n\n## Hints\n\nThink of growth and `fold`.\n<!-- never said -->\n",
        ),
        (
            "content/topics/arrays.md",
            "---\nsynonyms: [lists]\n---\n# Arrays\n\nRows of cells.\n",
        ),
        (
            "content/frameworks/tree.md",
            "---\nsummary: Split it.\n---\n# Issue tree\n\n## Steps\n\n1. Branch\n",
        ),
        (
            "content/questions/zh.md",
            "---\nlang: zh\n---\n# 如何衡量增长率?\n\n看留存。\n",
        ),
        (
            "content/guide/private.md",
            "---\nprivate: true\n---\n# Hidden\n\nUnspeakable.\n",
        ),
    ])
}

#[test]
fn every_kind_that_can_be_chosen_says_how_much_it_counts() {
    let index = small();
    let weights = index.head()["weights"].as_object().expect("weights");
    let kinds = index.head()["facets"][0]["values"].as_array();
    let kinds = kinds.expect("kinds").iter();
    let kinds: BTreeSet<&str> = kinds.filter_map(|kind| kind[0].as_str()).collect();
    assert_eq!(
        weights.keys().map(String::as_str).collect::<BTreeSet<_>>(),
        kinds
    );
    assert!(weights.values().all(|weight| weight.as_u64() > Some(0)));
    assert_eq!(weights["question"], 100);
}

#[test]
fn every_entity_has_a_record_and_its_words_lead_to_it() {
    let index = small();
    let titles = index.titles();
    for title in [
        "Why do stores close?",
        "And online?",
        "Sum of a list",
        "Issue tree",
        "Arrays",
        "At Acme",
        "Acme",
        "Analyst",
    ] {
        assert!(
            titles.contains(&title.to_owned()),
            "{title} is not in {titles:?}"
        );
    }
    let at = |title: &str| titles.iter().position(|one| one == title);
    assert_eq!(
        at("Why do stores close?").map(|at| at + 1),
        at("And online?"),
        "families stay together"
    );
    let only = |word: &str, title: &str| {
        let found = index.found(word);
        assert_eq!(found.keys().collect::<Vec<_>>(), [title], "{word}");
    };
    only("branch", "Issue tree");
    only("quiet", "Case");
    only("dont", "Sum of a list");
    // the candidate's answer is on the question's page
    only("loop", "Sum of a list");
    assert!(index.found("unspeakable").is_empty());
    assert!(index.found("never").is_empty());
    let kinds = index.head()["kinds"].as_str().expect("letters");
    let letter = |title: &str| kinds.chars().nth(at(title).expect("there"));
    assert_eq!(letter("Why do stores close?"), Some('a'));
    assert_eq!(letter("And online?"), Some('B'), "it follows");
    let texts = index.all("texts");
    assert_eq!(texts.len(), titles.len());
    assert_eq!(texts[at("And online?").expect("there")], "Less so.");
}

/// Sections of a page are records of their own, with the address of their place.
#[test]
fn sections_of_a_page_have_records_of_their_own() {
    let page = "# Rules\n\nMind them.\n\n## Be *fair* {#fair}\n\nName nobody.\n\n> ### In a quote\n> Hm.\n\n## Be brief\n\nStop early.\n";
    let index = Index::of_files(&[
        ("content/guide/rules.md", page),
        (
            "content/guide/one.md",
            "# One page\n\nNothing below it.\n\n## Last\n",
        ),
    ]);
    let of = |word: &str| index.found(word).into_keys().collect::<Vec<_>>();
    assert_eq!(of("mind"), ["Rules"]);
    assert_eq!(of("nobody"), ["Be fair"]);
    assert_eq!(of("stop"), ["Be brief"]);
    assert_eq!(of("rules").len(), 4, "a section's page leads to it");
    let records = index.all("titles");
    assert_eq!(index.all("texts").len(), records.len());
    let path = |title: &str| {
        let record = records.iter().find(|record| record[0] == title);
        record.expect("a record")[1].clone()
    };
    assert_eq!(path("Be fair"), "guide/rules/#fair");
    assert_eq!(path("Be brief"), "guide/rules/#be-brief");
    assert_eq!(path("Last"), "guide/one/#last");
    let kinds = index.head()["kinds"].as_str().expect("letters");
    assert_eq!(kinds, "kKkKKK", "sections stand behind their page");
}

#[test]
fn other_wordings_synonyms_and_companies_lead_to_a_question() {
    let index = small();
    for word in ["add", "lists", "arrays", "acme", "analyst"] {
        assert!(index.found(word).contains_key("Sum of a list"), "{word}");
    }
    // titles weigh most, then other wordings, then names of related entities, then bodies
    let says = |word: &str| index.found(word)["Sum of a list"];
    let order = [says("sum"), says("add"), says("arrays"), says("running")];
    assert!(order.is_sorted_by(|a, b| a > b), "{order:?}");
    assert!(index.found("lists")["Arrays"] > says("arrays"));
}

#[test]
fn spellings_of_a_stem_are_one_group_and_cjk_goes_by_pairs() {
    let index = Index::of_files(&[
        ("content/questions/a.md", "# Growing a store\n\nText.\n"),
        ("content/questions/b.md", "# It grows\n\nText.\n"),
        (
            "content/questions/c.md",
            "# 如何衡量增长率?\n\nNaïve ＡＢＣ.\n",
        ),
    ]);
    assert_eq!(index.found("grows").len(), 2);
    assert_eq!(index.found("growing"), index.found("grows"));
    assert_eq!(index.found("增长").len(), 1);
    assert_eq!(index.found("长率").len(), 1);
    assert_eq!(index.found("naive").len(), 1);
    assert_eq!(index.found("abc").len(), 1);
}

/// Returns the bigrams of each shard, with their texts and positions, including those in blocks.
fn pairs(index: &Index) -> BTreeMap<(String, String), BTreeSet<(String, usize)>> {
    let words: Vec<String> = index.words().into_iter().map(|(word, _)| word).collect();
    let titles = index.titles();
    let size =
        |at: usize| usize::try_from(index.head()["sizes"][at].as_u64().expect("a size")).unwrap();
    let (shards, spots, files) = (size(2), size(3), size(4));
    let file = |at: usize| numbers(&index.files[&format!("search/pairs/{at}.json")]);
    let piece = |number: usize| {
        let list = file(shards + number % files);
        let mut rest = list.as_slice();
        while let [round, count, behind @ ..] = rest {
            let (listed, behind) = behind.split_at(*count);
            if *round == number / files {
                return sums(listed);
            }
            rest = behind;
        }
        panic!("no piece {number}");
    };
    let place = |spot: usize| {
        let text = spot / spots;
        let title = match text < titles.len() {
            true => format!("the title {}", titles[text]),
            false => titles[text - titles.len()].clone(),
        };
        (title, spot % spots)
    };
    let mut all = BTreeMap::new();
    for at in 0..shards {
        let list = file(at);
        let (mut rest, mut first) = (list.as_slice(), 0);
        while let [step, turns, count, behind @ ..] = rest {
            first += step;
            let second = (0..words.len())
                .filter(|second| (first + second) % shards == at)
                .find(|second| second / shards == *turns);
            let (found, behind) = match (count, behind) {
                (0, [count, from, behind @ ..]) => {
                    let (begins, behind) = behind.split_at(*count);
                    let pieces: Vec<_> = (0..*count).map(|at| piece(from + at)).collect();
                    let firsts: Vec<_> = pieces.iter().map(|piece| piece[0]).collect();
                    assert_eq!(firsts, sums(begins));
                    (pieces.concat(), behind)
                }
                _ => {
                    assert!(*count <= 2_048, "nobody reads more at once");
                    let (listed, behind) = behind.split_at(*count);
                    (sums(listed), behind)
                }
            };
            let pair = (words[first].clone(), words[second.expect("a word")].clone());
            all.insert(pair, found.into_iter().map(place).collect());
            rest = behind;
        }
    }
    all
}

/// A very frequent bigram is divided into blocks and stays complete. The beginnings of its blocks
/// are listed once.
#[test]
fn a_pair_that_is_everywhere_lies_in_pieces() {
    let many = 5_000;
    let text = "red blue ".repeat(many);
    let index = Index::of_files(&[
        ("content/questions/a.md", &format!("# A\n\n{text}green.\n")),
        ("content/questions/b.md", "# B\n\nRed, blue.\n"),
    ]);
    let pairs = pairs(&index);
    let of = |first: &str, second: &str| &pairs[&(first.to_owned(), second.to_owned())];
    let even = (0..many).map(|place| ("A".to_owned(), 2 * place));
    let wanted: BTreeSet<_> = even.chain([("B".to_owned(), 0)]).collect();
    assert_eq!(*of("red", "blue"), wanted);
    assert_eq!(of("blue", "red").len(), many - 1);
    assert_eq!(of("blue", "green").len(), 1);
}

/// Titles and texts are separate, and no bigram reaches from one into the other.
#[test]
fn pairs_lead_to_the_texts_that_have_them() {
    let index = Index::of_files(&[
        (
            "content/questions/a.md",
            "# Growing a store\n\nThe store’s *own* shelf. A store again, a store.\n",
        ),
        (
            "content/questions/b.md",
            "# Other\n\nA store-own shelf.\n\n- 如何衡量\n",
        ),
    ]);
    let pairs = pairs(&index);
    let of = |first: &str, second: &str| {
        let found = pairs.get(&(first.to_owned(), second.to_owned()));
        let found = found.into_iter().flatten();
        found
            .map(|(title, place)| (title.as_str(), *place))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of("a", "store"),
        [
            ("Growing a store", 4),
            ("Growing a store", 7),
            ("Other", 0),
            ("the title Growing a store", 1)
        ]
    );
    assert_eq!(of("own", "shelf"), [("Growing a store", 2), ("Other", 2)]);
    assert_eq!(of("shelf", "a"), [("Growing a store", 3)]);
    assert_eq!(of("如何", "何衡"), [("Other", 4)]);
    assert_eq!(of("shelf", "如何"), [("Other", 3)]);
    assert!(
        of("store", "the").is_empty(),
        "a text does not go on from its title"
    );
    assert!(of("store", "a").is_empty(), "an order is not its reverse");
}

#[test]
fn facets_hold_what_a_reader_can_choose() {
    let index = small();
    let set = |titles: &[&str]| {
        titles
            .iter()
            .map(|title| (*title).to_owned())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(
        index.chosen("difficulty", "hard"),
        set(&["Why do stores close?", "And online?"])
    );
    assert_eq!(
        index.chosen("topic", "arrays"),
        set(&["Sum of a list", "Arrays"])
    );
    let case = set(&[
        "Why do stores close?",
        "And online?",
        "Sum of a list",
        "At Acme",
        "Case",
    ]);
    assert_eq!(index.chosen("round", "case"), case);
    let acme: BTreeSet<_> = case.into_iter().chain(["Acme".to_owned()]).collect();
    assert_eq!(index.chosen("company", "acme"), acme);
}

#[test]
fn names_of_prototypes_are_words() {
    let index = Index::of_files(&[(
        "content/questions/a.md",
        "# What is __proto__ of a constructor?\n\nText.\n",
    )]);
    assert_eq!(index.found("constructor").len(), 1);
    assert_eq!(index.found("proto").len(), 1);
}

#[test]
fn a_book_can_do_without() {
    let files = [
        (
            "book.toml",
            "[book]\ntitle = \"T\"\n[search]\nenabled = false\n",
        ),
        ("content/questions/a.md", "# A\n\nText.\n"),
    ];
    assert!(Index::of(&Book::of(&files).build()).files.is_empty());
    assert!(!Index::of_files(&files[1..]).files.is_empty());
}

/// With many records, very common words are not listed for bodies, and there are many files.
#[test]
fn a_warm_memo_gives_the_files_of_a_cold_one() {
    let files: Vec<(String, String)> = (0..250)
        .map(|at| {
            (
                format!("content/questions/q{at}.md"),
                format!("# Question {at} of all\n\nAlways the same, but word{at}.\n"),
            )
        })
        .chain([("book.toml".to_owned(), "[book]\ntitle = \"T\"\n".to_owned())])
        .collect();
    let book = Book::of(&files);
    let options = BuildOptions::new(Mode::Serve, Drafts::Hidden);
    let mut memo = Memo::default();
    let bytes = |built: &Built| -> BTreeMap<String, Vec<u8>> {
        let files = built
            .artifacts
            .iter()
            .filter(|file| file.path.as_str().starts_with("search/"));
        files
            .map(|file| (file.path.to_string(), file.bytes().expect("made").to_vec()))
            .collect()
    };
    let first = build(&book.load(), &options, &mut memo);
    let index = Index::of(&first);
    assert!(index.found("same").is_empty(), "every body has it");
    assert_eq!(index.found("question").len(), 250);
    assert_eq!(index.found("word7").len(), 1);
    assert!(index.files.len() > 50, "{}", index.files.len());
    let before = bytes(&first);
    book.write(
        "content/questions/q7.md",
        "# Question 7 of all\n\nAlways other, zebra.\n",
    );
    let sources = book.load();
    let warm = bytes(&build(&sources, &options, &mut memo));
    let cold = bytes(&build(&sources, &options, &mut Memo::default()));
    assert_eq!(warm, cold);
    let same = warm
        .iter()
        .filter(|(path, bytes)| before[*path] == **bytes)
        .count();
    assert!(
        same > warm.len() / 2,
        "an edit leaves most files alone: {same} of {}",
        warm.len()
    );
    assert_ne!(before["search/index.json"], warm["search/index.json"]);
}

#[test]
fn the_text_of_a_record_is_that_of_its_page() {
    let text = "Use [[b]], [[b|that]], [c](b.md) and [[topic:net-works]], then H<sub>2</sub>O &amp; `a*b`.\n\n\
        <details>\n<summary><b>More</b></summary>\n<p title=\"A title\">In &lt;HTML\n<!-- not\nthis --></p></details>\n\n\
        <script>\nalert(1)\n</script>\n\n\
        $\\frac{1}{2} \\cdot \\sin x$<br>*Yes*.[^n] <!-- nor this -->\n\n[^n]: A note.\n";
    let question = format!("# How do you start?\n\n{text}");
    let page = format!("# Starts\n\n{text}\n## Next\n\nSee [[a]].\n");
    let index = Index::of_files(&[
        ("content/questions/a.md", &question),
        (
            "content/questions/b.md",
            "---\ntopics: [Net works]\n---\n# Where does *the* time go?\n\nx\n",
        ),
        (
            "content/guide/starts.md",
            &page.replace("(b.md)", "(../questions/b.md)"),
        ),
    ]);
    let texts: Vec<String> = index
        .all("texts")
        .iter()
        .map(|text| text.as_str().expect("a text").to_owned())
        .collect();
    let shown = "Use Where does the time go?, that, c and Net works, then H2O & a*b. More In <HTML 1 2 ⋅sin x Yes.";
    assert_eq!(texts[0], format!("{shown} A note."));
    assert_eq!(texts[texts.len() - 2], shown);
    assert_eq!(texts[texts.len() - 1], "See How do you start?. A note.");
}

/// The records that a memo keeps have the titles of the links in them.
#[test]
fn a_new_title_is_found_in_the_texts_that_link_to_it() {
    let book = titled(&[
        ("content/questions/a.md", "# Why?\n\nSee [[b]].\n"),
        ("content/questions/b.md", "# Old words\n\nx\n"),
    ]);
    let mut memo = Memo::default();
    let mut texts = || Index::of(&book.build_with(&mut memo)).all("texts");
    assert_eq!(texts()[0], "See Old words.");
    book.edit("content/questions/b.md", "Old", "New");
    assert_eq!(texts()[0], "See New words.");
}
