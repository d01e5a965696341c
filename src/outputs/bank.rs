//! The filters of the bank: a style sheet that filters the page shown without any script, and the
//! whole bank as data for readers who have one.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::{Artifact, Book, Bytes, ContentHash, Inputs, Made, OutPath, theme_files};
use crate::catalog::{Catalog, Idx, Node, Route, TermNode};
use crate::kinds::{Difficulty, Format, Question, RoundKind};
use crate::render::model::{Facets, Filter, FilterValue, Filters, Link};
use crate::render::{Html, Words};

/// So many topics have a filter of their own; the others have their index.
const MOST_TOPICS: usize = 12;
/// Where the whole bank lies.
const DATA: &str = "questions/bank.json";

/// The bank as data.
pub(super) fn data(inputs: &Inputs<'_>) -> Made {
    let wanted = !inputs.catalog.ids.questions.is_empty();
    let data = wanted.then(|| inputs.of_book(DATA, text));
    data.flatten().into_iter().collect()
}

/// The style sheet of the filters.
pub(super) fn style(inputs: &Inputs<'_>) -> Made {
    let text = rules(&Values::of(inputs.catalog));
    let bytes: Arc<[u8]> = text.as_bytes().into();
    let artifact = |path| Artifact {
        path,
        key: ContentHash::of_bytes(&bytes),
        bytes: Bytes::Ready(bytes.clone()),
    };
    let path = OutPath::new(&theme_files::path("bank.css", &text));
    path.map(artifact).into_iter().collect()
}

/// What the filters of the bank can be set to.
struct Values {
    difficulties: Vec<Difficulty>,
    formats: Vec<Format>,
    kinds: Vec<RoundKind>,
    topics: Vec<Arc<TermNode>>,
}

impl Values {
    fn of(catalog: &Catalog) -> Self {
        let indices = &catalog.indices;
        let questions = |topic: &TermNode| indices.of_topic.questions.of(topic.idx).len();
        let mut topics: Vec<_> = catalog.terms.topics.terms.iter().collect();
        topics.retain(|topic| questions(topic) > 0);
        topics.sort_by_key(|topic| (std::cmp::Reverse(questions(topic)), topic.title.clone()));
        topics.truncate(MOST_TOPICS);
        Self {
            difficulties: indices.of_difficulty.keys().copied().collect(),
            formats: indices.of_format.keys().copied().collect(),
            kinds: indices.questions_of_kind.keys().copied().collect(),
            topics: topics.into_iter().cloned().collect(),
        }
    }
}

/// A question's own values.
pub(super) fn facets(catalog: &Catalog, node: &Node<Question>) -> Facets {
    let occasions = catalog.askings.appearances.of(node.idx).iter();
    let rounds = occasions.filter_map(|occasion| occasion.round.as_ref()?.entity.kind);
    let mut kinds: Vec<&'static str> = rounds.map(RoundKind::as_str).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let topics = catalog.indices.topics.of(node.idx).iter();
    let topics: Vec<&str> = topics.map(|topic| topic.id.as_str()).collect();
    Facets {
        difficulty: node.entity.difficulty.map(Difficulty::as_str),
        format: node.entity.format.map(Format::as_str),
        kinds: kinds.join(" "),
        topics: topics.join(" "),
    }
}

/// The filters as the bank's page shows them; `None` where there is nothing to choose.
pub(super) fn filters(
    catalog: &Catalog,
    words: &Words,
    link: impl Fn(&Route, &str) -> Link,
) -> Option<Filters> {
    let values = Values::of(catalog);
    let worded = |group: &str, all: Vec<&'static str>| -> Vec<FilterValue> {
        let value = |word: &&str| FilterValue {
            id: format!("{group}-{word}"),
            value: (*word).into(),
            label: words.value(word),
        };
        all.iter().map(value).collect()
    };
    let topics = values.topics.iter().enumerate();
    let topics = topics.map(|(number, topic)| FilterValue {
        id: format!("t-{number}"),
        value: topic.id.shared(),
        label: topic.title.clone(),
    });
    let filter = |name, legend: &str, values: Vec<FilterValue>| Filter {
        name,
        legend: words.text(legend),
        // a question has one of these, and any number of the others
        single: matches!(name, "d" | "f"),
        all: (name == "t" && values.len() == MOST_TOPICS)
            .then(|| link(&Route::from_parts(["topics"]), &words.text("all-topics"))),
        values,
    };
    let difficulties = values.difficulties.iter().map(|one| one.as_str()).collect();
    let formats = values.formats.iter().map(|one| one.as_str()).collect();
    let kinds = values.kinds.iter().map(|one| one.as_str()).collect();
    let mut groups = vec![
        filter("d", "difficulties", worded("d", difficulties)),
        filter("k", "round-kinds", worded("k", kinds)),
        filter("f", "formats", worded("f", formats)),
        filter("t", "topics", topics.collect()),
    ];
    groups.retain(|group| group.values.len() > 1);
    let text = rules(&values);
    (!groups.is_empty()).then(|| Filters {
        style: theme_files::link("bank.css", &text, &catalog.config),
        data: format!("{}/{DATA}", catalog.config.base.path),
        groups,
    })
}

/// Rules that need no script: within a group any of the chosen values, across groups all of them.
/// Pages load them only where there are no scripts.
fn rules(values: &Values) -> String {
    let mut rules = String::from("html {\n");
    let singles = [
        ("d", words(&values.difficulties, |one| one.as_str())),
        ("f", words(&values.formats, |one| one.as_str())),
    ];
    for (name, all) in singles {
        rules += &format!("&:has([name={name}]:checked) .q:not([data-{name}]),\n");
        for word in all {
            rules += &format!(
                "&:has([name={name}]:checked):has(#{name}-{word}:not(:checked)) .q[data-{name}={word}],\n"
            );
        }
    }
    for word in words(&values.kinds, |one| one.as_str()) {
        rules += &format!("&:has(#k-{word}:checked) .q:not([data-k~={word}]),\n");
    }
    for (number, topic) in values.topics.iter().enumerate() {
        // a slug holds no quote and no backslash
        rules += &format!(
            "&:has(#t-{number}:checked) .q:not([data-t~=\"{}\"]),\n",
            topic.id
        );
    }
    rules + ".q.none { display: none }\n}\n"
}

fn words<T: Copy>(values: &[T], word: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    values.iter().copied().map(word).collect()
}

#[derive(Serialize)]
struct Bank<T, Q> {
    topics: Vec<T>,
    questions: Vec<Q>,
}

/// `{"topics": [[id, title]], "questions": [[id, title, difficulty, format, kinds, topics, follow-ups]]}`
fn text(book: &Book) -> String {
    let catalog = &book.catalog;
    let topics: Vec<_> = catalog.terms.topics.terms.iter().collect();
    let numbers: BTreeMap<Idx<TermNode>, usize> = (0..)
        .zip(&topics)
        .map(|(at, topic)| (topic.idx, at))
        .collect();
    let questions = catalog.ids.questions.iter().map(|node| {
        let facets = facets(catalog, node);
        let topics = catalog.indices.topics.of(node.idx).iter();
        let topics = topics.filter_map(|topic| numbers.get(&topic.idx));
        (
            &*node.id,
            &**book.texts.title(node),
            facets.difficulty,
            facets.format,
            facets.kinds,
            topics.collect::<Vec<_>>(),
            catalog.askings.follow_ups.of(node.idx).len(),
        )
    });
    let topics = topics.iter();
    Html::data_text(&Bank {
        topics: topics
            .map(|topic| (topic.id.as_str(), &*topic.title))
            .collect(),
        questions: questions.collect(),
    })
}
