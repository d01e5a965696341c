//! The pages of topics, companies, roles, frameworks, round kinds and difficulties.

use std::cmp::Reverse;
use std::fmt::Display;
use std::sync::Arc;

use super::parts::{Maker, Standing};
use super::shapes::{drawn, shape};
use super::{Draft, Naming, paged};
use crate::catalog::{Node, Route, Target, TermIndex, TermNode, Vocabulary};
use crate::kinds::{self, Difficulty, Format, RoundKind};
use crate::render::Words;
use crate::render::model::{
    AskedIn, Count, Framework, Link, Page, RowGroup, Step, Term, TermRow, Terms, Value, Values,
};

/// How many rounds or interviews the list of a value shows.
const PLACES: usize = 20;

/// One of the three vocabularies, with what its pages are called.
pub(super) struct Shelf<'a> {
    pub(super) folder: &'static str,
    pub(super) kind: &'static str,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) index: &'a TermIndex,
    pub(super) target: fn(Arc<TermNode>) -> Target,
}

impl<'a> Maker<'a> {
    pub(super) fn shelves(&self) -> [Shelf<'a>; 3] {
        let (terms, indices) = (&self.catalog.terms, &self.catalog.indices);
        [
            Shelf {
                folder: "topics",
                kind: "topic",
                vocabulary: &terms.topics,
                index: &indices.of_topic,
                target: Target::Topic,
            },
            Shelf {
                folder: "companies",
                kind: "company",
                vocabulary: &terms.companies,
                index: &indices.of_company,
                target: Target::Company,
            },
            Shelf {
                folder: "roles",
                kind: "role",
                vocabulary: &terms.roles,
                index: &indices.of_role,
                target: Target::Role,
            },
        ]
    }

    pub(super) fn terms(&self, shelf: &Shelf<'_>) -> Draft {
        let mut terms: Vec<&Arc<TermNode>> = shelf.vocabulary.terms.iter().collect();
        terms.sort_by_key(|term| (order(term), term.title.to_lowercase()));
        let row = |term: &&Arc<TermNode>| TermRow {
            link: self.term_link(term),
            summary: summary(term),
            questions: shelf.index.questions.of(term.idx).len(),
            interviews: shelf.index.interviews.of(term.idx).len(),
        };
        let heading = self.words.text(shelf.folder);
        let values: [(&str, &dyn Display); 2] = [("title", &heading), ("n", &terms.len())];
        Draft::list(
            Route::from_parts([shelf.folder]),
            &heading.clone(),
            self.words.with("describe-terms", &values),
            Page::Terms(Terms {
                heading,
                rows: terms.iter().map(row).collect(),
            }),
        )
    }

    pub(super) fn term(&self, shelf: &Shelf<'_>, node: &Arc<TermNode>) -> Vec<Draft> {
        let mut questions = shelf.index.questions.of(node.idx).to_vec();
        questions.sort_by_key(|question| (rank(question), question.idx));
        let pages = paged(&questions, |number| self.href(&node.route.paged(number)));
        let document = node.file.as_ref().map(|(_, document)| document);
        let voice = document.map_or(&self.words, |document| self.words_of(document));
        let drafts = pages.into_iter().map(|(number, rows, pager)| {
            let mut page = self.term_list(shelf, node, &questions);
            page.groups = self.by_difficulty(voice, rows);
            page.pager = pager;
            if number == 1 {
                page.often_html = self.rows(voice, &self.often(&questions));
                self.fill_term(voice, shelf, node, &mut page);
            }
            let summary = page.summary.clone();
            let described = summary.unwrap_or_else(|| {
                let values: [(&str, &dyn Display); 2] =
                    [("n", &questions.len()), ("title", &node.title)];
                self.words.with("describe-term", &values)
            });
            Draft {
                route: node.route.paged(number),
                about: Some((shelf.target)(node.clone())),
                naming: Naming {
                    title: self.numbered(&node.title, number),
                    apart: self.words.text(shelf.kind),
                    description: self.numbered(&described, number),
                },
                crumbs: vec![self.titled(
                    &Route::from_parts([shelf.folder]),
                    &self.words.text(shelf.folder),
                )],
                document: document.cloned(),
                content: Page::Term(Box::new(page)).into(),
            }
        });
        drafts.collect()
    }

    /// What every page of a term's list shows.
    fn term_list(
        &self,
        shelf: &Shelf<'_>,
        node: &Arc<TermNode>,
        questions: &[Arc<Node<kinds::Question>>],
    ) -> Term {
        Term {
            heading: node.title.clone(),
            kind: self.words.text(shelf.kind),
            summary: summary(node),
            synonyms: Vec::new(),
            url: None,
            parent: None,
            children: Vec::new(),
            body_html: None,
            interviews: Vec::new(),
            more_interviews: None,
            profile: Vec::new(),
            count: questions.len(),
            levels: self.levels(questions),
            often_html: Vec::new(),
            groups: Vec::new(),
            frameworks_html: Vec::new(),
            related: Vec::new(),
            mentioned_by: Vec::new(),
            pager: None,
        }
    }

    /// What only the first page shows.
    fn fill_term(&self, voice: &Words, shelf: &Shelf<'_>, node: &Arc<TermNode>, page: &mut Term) {
        let indices = &self.catalog.indices;
        let mut interviews = shelf.index.interviews.of(node.idx).to_vec();
        interviews.sort_by_key(|interview| Reverse(interview.entity.date.clone()));
        page.more_interviews = self.more_than_places(interviews.len());
        interviews.truncate(PLACES);
        page.interviews = self.interview_rows(&interviews);
        page.mentioned_by = self.mentioned_by(&(shelf.target)(node.clone()));
        if let Some((term, document)) = &node.file {
            page.synonyms = term
                .synonyms
                .iter()
                .map(|name| name.spelling.clone())
                .collect();
            page.url = term.url.as_ref().map(|url| url.as_str().to_owned());
            page.body_html = self.body(document, &term.text, 1, &Standing::Own("text"));
            let parent = term
                .parent
                .as_ref()
                .and_then(|name| shelf.vocabulary.get(&name.id));
            page.parent = parent.map(|parent| self.term_link(parent));
        }
        if shelf.kind != "topic" {
            page.profile = self.profile(shelf.index.interviews.of(node.idx));
        }
        if shelf.kind == "topic" {
            let counted = |(topic, count): &(Arc<TermNode>, usize)| self.counted(topic, *count);
            page.related = indices.related.of(node.idx).iter().map(counted).collect();
            page.frameworks_html =
                self.framework_rows(voice, indices.frameworks_of_topic.of(node.idx));
            let children = indices.children.of(node.idx).iter();
            let counted = |child: &Arc<TermNode>| {
                self.counted(child, shelf.index.questions.of(child.idx).len())
            };
            page.children = children.map(counted).collect();
        }
    }

    fn levels(&self, questions: &[Arc<Node<kinds::Question>>]) -> Vec<Count> {
        let count = |difficulty: Difficulty| {
            let of_it = questions
                .iter()
                .filter(|question| question.entity.difficulty == Some(difficulty));
            let route = Route::from_parts(["difficulties", difficulty.as_str()]);
            Count {
                link: self.titled(&route, &self.words.value(difficulty.as_str())),
                count: of_it.count(),
            }
        };
        let all = Difficulty::ALL.iter().map(|difficulty| count(*difficulty));
        all.filter(|level| level.count > 0).collect()
    }

    /// Rows that come sorted by difficulty, under a heading for each.
    fn by_difficulty(
        &self,
        voice: &Words,
        questions: &[Arc<Node<kinds::Question>>],
    ) -> Vec<RowGroup> {
        let groups = questions.chunk_by(|one, other| rank(one) == rank(other));
        let group = |questions: &[Arc<Node<kinds::Question>>]| {
            let difficulty = questions
                .first()
                .and_then(|question| question.entity.difficulty);
            let title = difficulty.map_or_else(
                || self.words.text("not-rated"),
                |difficulty| self.words.value(difficulty.as_str()).to_string(),
            );
            RowGroup {
                title: Some(title),
                rows_html: self.rows(voice, questions),
            }
        };
        groups.map(group).collect()
    }

    pub(super) fn framework(&self, node: &Arc<Node<kinds::Framework>>) -> Vec<Draft> {
        let questions = self.catalog.relations.used_by.of(node.idx);
        let pages = paged(questions, |number| self.href(&node.route.paged(number)));
        let list = &self.catalog.ids.frameworks;
        let before = node
            .idx
            .get()
            .checked_sub(1)
            .and_then(|number| list.get(number));
        let target = Target::Framework(node.clone());
        let entity = &node.entity;
        let shape = shape(entity);
        let (takeaways, mentioned_by) = (self.takeaways_on(&target), self.mentioned_by(&target));
        let drafts = pages.into_iter().map(|(number, rows, pager)| {
            let step = |step: &kinds::Step| Step {
                anchor: step.anchor.clone(),
                name: step.name.clone(),
                body_html: self.body(&node.document, &step.text, 3, &Standing::Own(&step.anchor)),
            };
            let page = Framework {
                heading: self.whole_title(node).clone(),
                summary: entity.summary.clone(),
                use_when: entity.use_when.clone(),
                shape: shape.as_str(),
                shape_label: self.words_of(&node.document).value(shape.as_str()),
                topics: self.names(&entity.topics),
                body_html: self
                    .body(&node.document, &entity.text, 1, &Standing::Own("text"))
                    .filter(|_| number == 1),
                parts: drawn(entity),
                steps: entity.steps.iter().map(step).collect(),
                questions_html: self.rows(self.words_of(&node.document), rows),
                takeaways: takeaways.clone(),
                mentioned_by: mentioned_by.clone(),
                pager,
                previous: before.map(|node| self.link(node)),
                next: list.get(node.idx.get() + 1).map(|node| self.link(node)),
            };
            Draft {
                route: node.route.paged(number),
                about: Some(Target::Framework(node.clone())),
                naming: Naming {
                    title: self.numbered(self.title(node), number),
                    apart: self.words.text("framework"),
                    description: self.numbered(&entity.summary, number),
                },
                crumbs: vec![self.titled(
                    &Route::from_parts(["frameworks"]),
                    &self.words.text("frameworks"),
                )],
                document: Some(node.document.clone()),
                content: Page::Framework(Box::new(page)).into(),
            }
        });
        drafts.collect()
    }

    pub(super) fn round_kinds(&self) -> Vec<Draft> {
        let indices = &self.catalog.indices;
        let values = RoundKind::ALL.iter().filter_map(|kind| {
            let rounds = indices.rounds_of_kind.get(kind)?;
            let questions = indices
                .questions_of_kind
                .get(kind)
                .cloned()
                .unwrap_or_default();
            let links = rounds.iter().map(|round| self.link(round)).collect();
            Some(Listed {
                word: kind.as_str().to_owned(),
                heading: self.heading_of("rounds-of", kind.as_str()),
                questions,
                asked_in: self.asked_in("rounds", links),
            })
        });
        self.values("rounds", "round-kinds", values.collect())
    }

    pub(super) fn difficulties(&self) -> Vec<Draft> {
        let values = Difficulty::ALL.iter().filter_map(|difficulty| {
            let questions = self.catalog.indices.of_difficulty.get(difficulty)?.clone();
            let word = difficulty.as_str().to_owned();
            let heading = self.heading_of("questions-of", &word);
            Some(Listed {
                word,
                heading,
                questions,
                asked_in: None,
            })
        });
        self.values("difficulties", "difficulties", values.collect())
    }

    pub(super) fn formats(&self) -> Vec<Draft> {
        let values = Format::ALL.iter().filter_map(|format| {
            let questions = self.catalog.indices.of_format.get(format)?.clone();
            let word = format.as_str().to_owned();
            let heading = self.heading_of("questions-of", &word);
            Some(Listed {
                word,
                heading,
                questions,
                asked_in: None,
            })
        });
        self.values("formats", "formats", values.collect())
    }

    /// The latest first.
    pub(super) fn years(&self) -> Vec<Draft> {
        let indices = &self.catalog.indices;
        let years = indices.interviews_of_year.iter().rev();
        let values = years.map(|(year, interviews)| Listed {
            word: year.to_string(),
            heading: self.words.with("asked-in-year", &[("year", year)]),
            questions: indices
                .questions_of_year
                .get(year)
                .cloned()
                .unwrap_or_default(),
            asked_in: self.asked_in(
                "interviews",
                interviews.iter().map(|node| self.link(node)).collect(),
            ),
        });
        self.values("years", "years", values.collect())
    }

    /// The index of a fixed vocabulary and the pages of its values.
    fn values(&self, folder: &'static str, key: &'static str, listed: Vec<Listed>) -> Vec<Draft> {
        let heading = self.words.text(key);
        let route = |word: &str| Route::from_parts([folder, word]);
        let count = |value: &Listed| Count {
            link: self.titled(&route(&value.word), &value.heading),
            count: value.questions.len(),
        };
        let counts: Vec<(&str, Count)> = listed
            .iter()
            .map(|value| (value.word.as_str(), count(value)))
            .collect();
        let all: Vec<Count> = counts.iter().map(|(_, count)| count.clone()).collect();
        let description = self.words.with("describe-values", &[("title", &heading)]);
        let index = Page::Values(Values {
            heading: heading.clone(),
            values: all,
        });
        let mut drafts = vec![Draft::list(
            Route::from_parts([folder]),
            &heading,
            description,
            index,
        )];
        for value in &listed {
            let others = counts.iter().filter(|(word, _)| *word != value.word);
            let others: Vec<Count> = others.map(|(_, count)| count.clone()).collect();
            let pages = paged(&value.questions, |number| {
                self.href(&route(&value.word).paged(number))
            });
            drafts.extend(pages.into_iter().map(|(number, rows, pager)| {
                Draft {
                    route: route(&value.word).paged(number),
                    about: None,
                    naming: Naming {
                        title: self.numbered(&value.heading, number),
                        apart: heading.clone(),
                        description: self.numbered(&self.described(value), number),
                    },
                    crumbs: vec![self.titled(&Route::from_parts([folder]), &heading)],
                    document: None,
                    content: Page::Value(Box::new(Value {
                        heading: value.heading.clone(),
                        count: value.questions.len(),
                        asked_in: value.asked_in.clone().filter(|_| number == 1),
                        often_html: match number {
                            1 => self.rows(&self.words, &self.often(&value.questions)),
                            _ => Vec::new(),
                        },
                        rows_html: self.rows(&self.words, rows),
                        others: others.clone(),
                        pager,
                    }))
                    .into(),
                }
            }));
        }
        drafts
    }

    /// The first of the rounds or interviews where the questions of a list were asked.
    fn asked_in(&self, title: &str, mut links: Vec<Link>) -> Option<AskedIn> {
        let more = self.more_than_places(links.len());
        links.truncate(PLACES);
        (!links.is_empty()).then(|| AskedIn {
            title: self.words.text(title),
            links,
            more,
        })
    }

    /// Where the places are that a page has no room for.
    fn more_than_places(&self, places: usize) -> Option<Link> {
        let more = places.checked_sub(PLACES).filter(|more| *more > 0)?;
        let title = self.words.count("and-more", more);
        Some(self.titled(&Route::from_parts(["interviews"]), &title))
    }

    fn heading_of(&self, key: &str, word: &str) -> String {
        self.words.with(key, &[("value", &self.words.value(word))])
    }

    fn described(&self, value: &Listed) -> String {
        let values: [(&str, &dyn Display); 2] =
            [("title", &value.heading), ("n", &value.questions.len())];
        self.words.with("describe-value", &values)
    }

    /// With the number of a page of a list; the first goes without.
    pub(super) fn numbered(&self, text: &str, number: usize) -> String {
        match number {
            0 | 1 => text.to_owned(),
            _ => self
                .words
                .with("numbered-page", &[("title", &text), ("number", &number)]),
        }
    }
}

/// One value of a fixed vocabulary.
struct Listed {
    word: String,
    heading: String,
    questions: Vec<Arc<Node<kinds::Question>>>,
    asked_in: Option<AskedIn>,
}

/// Unknown comes after hard.
pub(super) fn rank(question: &Node<kinds::Question>) -> (bool, Option<Difficulty>) {
    let difficulty = question.entity.difficulty;
    (difficulty.is_none(), difficulty)
}

fn order(term: &TermNode) -> i32 {
    let order = term.file.as_ref().and_then(|(term, _)| term.order);
    order.unwrap_or(i32::MAX)
}

pub(super) fn summary(term: &TermNode) -> Option<String> {
    term.file
        .as_ref()
        .and_then(|(term, _)| term.summary.clone())
}
