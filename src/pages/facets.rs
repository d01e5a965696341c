//! The facets of the bank: the values that its filters offer, and the style sheet that filters without a
//! script.

use std::sync::Arc;

use super::theme_files::{ThemeAsset, theme_asset};
use crate::catalog::{Catalog, Node, TermNode};
use crate::kinds::{Difficulty, Format, Question, RoundKind};
use crate::render::Strings;
use crate::render::model::{Facets, Filter, FilterValue, Filters, Link};

/// The most topics that have a filter of their own; the others are in the index of topics.
const MOST_TOPICS: usize = 12;

/// The values that the filters can be set to.
struct Values {
    difficulties: Vec<Difficulty>,
    formats: Vec<Format>,
    kinds: Vec<RoundKind>,
    topics: Vec<Arc<TermNode>>,
}

impl Values {
    fn new(catalog: &Catalog) -> Self {
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

    fn difficulties(&self) -> Vec<&'static str> {
        let values = self.difficulties.iter();
        values.map(|difficulty| difficulty.as_str()).collect()
    }

    fn formats(&self) -> Vec<&'static str> {
        self.formats.iter().map(|format| format.as_str()).collect()
    }

    fn kinds(&self) -> Vec<&'static str> {
        self.kinds.iter().map(|kind| kind.as_str()).collect()
    }
}

/// Returns the values of a question.
pub fn facets(catalog: &Catalog, node: &Node<Question>) -> Facets {
    let appearances = catalog.askings.appearances.of(node.idx).iter();
    let rounds = appearances.filter_map(|appearance| appearance.round.as_ref()?.entity.kind);
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

/// Returns the filters as the bank's page shows them; `None` if there is nothing to choose. `data` is the
/// address of the bank as data, and `all_topics` the link to the index of topics.
pub(super) fn filters(
    catalog: &Catalog,
    strings: &Strings,
    data: String,
    all_topics: impl Fn() -> Link,
) -> Option<Filters> {
    let values = Values::new(catalog);
    let labeled = |group: &str, words: Vec<&'static str>| -> Vec<FilterValue> {
        let value = |word: &&str| FilterValue {
            id: format!("{group}-{word}"),
            value: (*word).into(),
            label: strings.value(word),
        };
        words.iter().map(value).collect()
    };
    let topics = values.topics.iter().enumerate();
    let topics = topics.map(|(number, topic)| FilterValue {
        id: format!("t-{number}"),
        value: topic.id.shared(),
        label: topic.title.clone(),
    });
    let filter = |name, legend: &str, values: Vec<FilterValue>| Filter {
        name,
        legend: strings.text(legend),
        // a question has at most one of these, and any number of the others
        single: matches!(name, "d" | "f"),
        all: (name == "t" && values.len() == MOST_TOPICS).then(&all_topics),
        values,
    };
    let mut groups = vec![
        filter("d", "difficulties", labeled("d", values.difficulties())),
        filter("k", "round-kinds", labeled("k", values.kinds())),
        filter("f", "formats", labeled("f", values.formats())),
        filter("t", "topics", topics.collect()),
    ];
    groups.retain(|group| group.values.len() > 1);
    (!groups.is_empty()).then(|| Filters {
        style: style(&values).link(&catalog.config),
        data,
        groups,
    })
}

/// Returns the style sheet that filters the bank's page where there is no script.
pub fn bank_style(catalog: &Catalog) -> ThemeAsset {
    style(&Values::new(catalog))
}

/// A question is shown if it has any of the chosen values in every group.
fn style(values: &Values) -> ThemeAsset {
    let mut rules = String::from("html {\n");
    for (name, words) in [("d", values.difficulties()), ("f", values.formats())] {
        rules += &format!("&:has([name={name}]:checked) .q:not([data-{name}]),\n");
        for word in words {
            rules += &format!(
                "&:has([name={name}]:checked):has(#{name}-{word}:not(:checked)) .q[data-{name}={word}],\n"
            );
        }
    }
    for word in values.kinds() {
        rules += &format!("&:has(#k-{word}:checked) .q:not([data-k~={word}]),\n");
    }
    for (number, topic) in values.topics.iter().enumerate() {
        // a slug contains no quote and no backslash
        rules += &format!(
            "&:has(#t-{number}:checked) .q:not([data-t~=\"{}\"]),\n",
            topic.id
        );
    }
    rules += ".q.none { display: none }\n}\n";
    theme_asset("bank.css", rules.into())
}
