//! Everything but questions on a sheet, in order.

use std::sync::Arc;

use foldhash::HashSet;

use super::asked::{Place, Printer, anchor};
use super::model::{Print, Printed, PrintedText};
use super::sheet::MOST_QUESTIONS;
use crate::catalog::{Idx, Node, Route, TermNode};
use crate::kinds::{self, Entry, Framework, Interview, Question, Round};
use crate::pages::{rank, round_facts, shape, summary};
use crate::render::model::{Link, LinkGroup};

impl Printer<'_> {
    /// Prints the whole book, or links to its sheets if it is too long for one.
    pub(super) fn book(&mut self, printed: Link) -> Print {
        let catalog = &self.builder.catalog;
        let ids = &catalog.ids;
        let long = ids.questions.len() > MOST_QUESTIONS;
        let cover = ids.cover.as_ref();
        let texts = cover.map(|node| {
            let place = Place::new(node, "cover", 1);
            self.texts(&place, &[("text", "", &node.entity.text)])
        });
        Print {
            kind: None,
            heading: catalog.config.title.as_str().into(),
            summary: catalog.config.description.clone(),
            texts: texts.unwrap_or_default(),
            sections: match long {
                true => Vec::new(),
                false => self.chapters(),
            },
            sheets: match long {
                true => self.sheets(),
                false => Vec::new(),
            },
            ..empty(printed)
        }
    }

    fn chapters(&mut self) -> Vec<Printed> {
        let catalog = &self.builder.catalog;
        let ids = &catalog.ids;
        let mut chapters: Vec<Printed> = ids.pages.iter().map(|node| self.page(node)).collect();
        for node in &ids.interviews {
            let facts = self.builder.interview_facts(self.strings, &node.entity);
            let anchor = anchor("interview", &node.id);
            let mut chapter = self.chapter(&anchor, self.builder.whole_title(node), "interview");
            chapter.facts = facts;
            chapter.texts = self.interview_texts(node, &anchor, 2);
            chapter.sections = self.interview_sections(node, 3);
            chapters.push(chapter);
        }
        let rest: Vec<Printed> = ids
            .questions
            .iter()
            .filter_map(|node| self.question(node, 3))
            .collect();
        if !rest.is_empty() {
            let title = match ids.interviews.is_empty() {
                true => "questions",
                false => "more-questions",
            };
            chapters.push(self.gathered("questions", title, rest));
        }
        let frameworks: Vec<Printed> = ids
            .frameworks
            .iter()
            .map(|node| self.framework(node, 3))
            .collect();
        if !frameworks.is_empty() {
            chapters.push(self.gathered("frameworks", "frameworks", frameworks));
        }
        let loose = |node: &&Arc<Node<Entry>>| {
            let mut of_interviews = ids.faq_of.all();
            of_interviews.all(|known| known.idx != node.idx)
        };
        let faq: Vec<Printed> = ids
            .faq
            .iter()
            .filter(loose)
            .map(|node| self.entry("faq", node, 3))
            .collect();
        if !faq.is_empty() {
            chapters.push(self.gathered("faq", "frequently-asked", faq));
        }
        chapters
    }

    fn sheets(&self) -> Vec<LinkGroup> {
        let catalog = &self.builder.catalog;
        let link = |route: &Route, title: &Arc<str>| {
            Link::new(self.builder.href(&route.printed()), title.clone())
        };
        let topics = catalog.terms.topics.terms.iter();
        let interviews = catalog.ids.interviews.iter();
        let groups = [
            LinkGroup {
                title: self.strings.text("topics"),
                links: topics.map(|node| link(&node.route, &node.title)).collect(),
            },
            LinkGroup {
                title: self.strings.text("interviews"),
                links: interviews
                    .map(|node| link(&node.route, self.builder.title(node)))
                    .collect(),
            },
        ];
        let groups = groups.into_iter().filter(|group| !group.links.is_empty());
        groups.collect()
    }

    /// Prints an interview.
    pub(super) fn interview(&mut self, node: &Arc<Node<Interview>>, printed: Link) -> Print {
        Print {
            kind: Some(self.strings.text("interview")),
            heading: self.builder.whole_title(node).clone(),
            facts: self.builder.interview_facts(self.strings, &node.entity),
            texts: self.interview_texts(node, "interview", 1),
            sections: self.interview_sections(node, 2),
            ..empty(printed)
        }
    }

    fn interview_texts(&self, node: &Node<Interview>, anchor: &str, level: u8) -> Vec<PrintedText> {
        let place = Place::new(node, anchor, level);
        self.texts(&place, &[("text", "", &node.entity.text)])
    }

    fn interview_sections(&mut self, node: &Node<Interview>, level: u8) -> Vec<Printed> {
        let catalog = &self.builder.catalog;
        let ids = &catalog.ids;
        let rounds = ids.rounds_of.of(node.idx);
        let mut sections = Vec::with_capacity(rounds.len() + 3);
        for (number, round) in (1..).zip(rounds) {
            sections.push(self.round(round, number, level));
        }
        let part_anchor = |kind: &str| format!("{kind}--{}", node.id);
        let loose = self.trees(catalog.askings.in_interview.of(node.idx), level + 1);
        if !loose.is_empty() {
            let title = match rounds.is_empty() {
                true => "questions",
                false => "also-asked",
            };
            sections.push(self.part(part_anchor("asked"), title, level, loose));
        }
        let entries = [
            ("takeaways", "takeaways", &ids.takeaways_of),
            ("faq", "frequently-asked", &ids.faq_of),
        ];
        for (kind, title, table) in entries {
            let entries = table.of(node.idx).iter();
            let entries: Vec<Printed> = entries
                .map(|entry| self.entry(kind, entry, level + 1))
                .collect();
            if !entries.is_empty() {
                sections.push(self.part(part_anchor(kind), title, level, entries));
            }
        }
        sections
    }

    fn round(&mut self, node: &Node<Round>, number: usize, level: u8) -> Printed {
        let entity = &node.entity;
        let anchor = anchor("round", &node.id);
        let place = Place::new(node, &anchor, level);
        let before = [
            ("text", "", &entity.text),
            ("style", "interviewers-style", &entity.style),
        ];
        let after = [
            ("impressions", "impressions", &entity.impressions),
            ("prepare", "prepare", &entity.prepare),
        ];
        let texts = self.texts(&place, &before);
        let number = self.strings.with("round-number", &[("number", &number)]);
        let tree = self.builder.catalog.askings.in_round.of(node.idx);
        let mut sections = self.trees(tree, level + 1);
        let place = Place::new(node, &anchor, level + 1);
        let after = self.texts(&place, &after).into_iter().map(|mut text| {
            let title = text.title.take().unwrap_or_default().into();
            let anchor = format!("{anchor}--{}", text.kind);
            Printed {
                texts: vec![text],
                ..plain("part", anchor, level + 1, &title)
            }
        });
        sections.extend(after);
        Printed {
            labels: vec![number],
            facts: round_facts(self.strings, entity),
            texts,
            sections,
            ..plain("round", anchor, level, self.builder.whole_title(node))
        }
    }

    /// Prints the questions of a topic from easy to hard, and its frameworks.
    pub(super) fn topic(&mut self, node: &Arc<TermNode>, number: usize, printed: Link) -> Print {
        let catalog = &self.builder.catalog;
        let mut questions = catalog.indices.of_topic.questions.of(node.idx).to_vec();
        questions.sort_by_key(|question| (rank(question), question.idx));
        let within: HashSet<Idx<Question>> =
            questions.iter().map(|question| question.idx).collect();
        let sheet = questions
            .chunks(MOST_QUESTIONS)
            .nth(number - 1)
            .unwrap_or_default();
        // a follow-up is printed below its question
        let roots = sheet.iter().filter(|question| {
            let parent = catalog.askings.parent.get(question.idx);
            parent.is_none_or(|parent| !within.contains(&parent.idx))
        });
        let roots: Vec<Arc<Node<Question>>> = roots.cloned().collect();
        let mut sections = Vec::new();
        for group in roots.chunk_by(|one, other| rank(one) == rank(other)) {
            let difficulty = group.first().and_then(|first| first.entity.difficulty);
            let (word, title) = difficulty.map_or_else(
                || ("unknown", self.strings.text("not-rated")),
                |difficulty| {
                    let word = difficulty.as_str();
                    (word, self.strings.value(word).to_string())
                },
            );
            let questions = group
                .iter()
                .filter_map(|question| self.question(question, 3));
            let anchor = format!("difficulty--{word}");
            let mut section = plain("part", anchor, 2, &title.into());
            section.sections = questions.collect();
            sections.push(section);
        }
        if number == 1 {
            let frameworks = catalog.indices.frameworks_of_topic.of(node.idx).iter();
            let frameworks: Vec<Printed> = frameworks.map(|node| self.framework(node, 3)).collect();
            if !frameworks.is_empty() {
                sections.push(self.part("frameworks".to_owned(), "frameworks", 2, frameworks));
            }
        }
        let texts = node.file.as_ref().filter(|_| number == 1);
        let texts = texts.map(|(term, document)| {
            let place = Place {
                document,
                route: &node.route,
                anchor: "topic",
                level: 1,
            };
            self.texts(&place, &[("text", "", &term.text)])
        });
        Print {
            kind: Some(self.strings.text("topic")),
            heading: node.title.clone(),
            summary: summary(node),
            texts: texts.unwrap_or_default(),
            sections,
            ..empty(printed)
        }
    }

    fn framework(&self, node: &Node<Framework>, level: u8) -> Printed {
        let entity = &node.entity;
        let anchor = anchor("framework", &node.id);
        let step = |step: &kinds::Step| {
            let anchor = format!("{anchor}--{}", step.anchor);
            let texts = self.texts(
                &Place::new(node, &anchor, level + 1),
                &[("step", "", &step.text)],
            );
            Printed {
                texts,
                ..plain("step", anchor, level + 1, &step.name)
            }
        };
        let used = entity.use_when.as_ref();
        let used = used.map(|when| self.strings.with("use-it-when-so", &[("when", when)]));
        let texts = self.texts(
            &Place::new(node, &anchor, level),
            &[("text", "", &entity.text)],
        );
        Printed {
            labels: vec![self.strings.value(shape(entity).as_str()).to_string()],
            // the summary may be the whole text
            summary: used,
            texts,
            sections: entity.steps.iter().map(step).collect(),
            ..plain(
                "framework",
                anchor.clone(),
                level,
                self.builder.whole_title(node),
            )
        }
    }

    fn page(&self, node: &Node<kinds::Page>) -> Printed {
        let anchor = anchor("page", &node.id);
        let place = Place::new(node, &anchor, 2);
        let texts = self.texts(&place, &[("text", "", &node.entity.text)]);
        Printed {
            texts,
            ..plain("chapter", anchor.clone(), 2, self.builder.whole_title(node))
        }
    }

    fn entry(&self, kind: &str, node: &Node<Entry>, level: u8) -> Printed {
        let anchor = anchor(kind, &node.id);
        let place = Place::new(node, &anchor, level);
        let texts = self.texts(&place, &[("text", "", &node.entity.text)]);
        Printed {
            texts,
            ..plain("entry", anchor.clone(), level, self.builder.title(node))
        }
    }

    /// Returns a chapter of the book with a label.
    fn chapter(&self, anchor: &str, title: &Arc<str>, label: &str) -> Printed {
        Printed {
            labels: vec![self.strings.text(label)],
            ..plain("chapter", anchor.to_owned(), 2, title)
        }
    }

    /// Returns a chapter for what has no other place.
    fn gathered(&self, anchor: &str, title: &str, sections: Vec<Printed>) -> Printed {
        let title = self.strings.text(title).into();
        Printed {
            sections,
            ..plain("chapter", anchor.to_owned(), 2, &title)
        }
    }

    fn part(&self, anchor: String, title: &str, level: u8, sections: Vec<Printed>) -> Printed {
        let title = self.strings.text(title).into();
        Printed {
            sections,
            ..plain("part", anchor, level, &title)
        }
    }
}

/// Returns a heading with nothing below it.
fn plain(kind: &'static str, anchor: String, level: u8, heading: &Arc<str>) -> Printed {
    Printed {
        kind,
        anchor,
        level,
        labels: Vec::new(),
        heading: heading.clone(),
        summary: None,
        level_html: None,
        topics: Vec::new(),
        facts: Vec::new(),
        texts: Vec::new(),
        above: None,
        sections: Vec::new(),
    }
}

/// Returns an empty sheet.
fn empty(printed: Link) -> Print {
    Print {
        heading: printed.text().clone(),
        kind: None,
        printed,
        address: None,
        summary: None,
        facts: Vec::new(),
        texts: Vec::new(),
        sections: Vec::new(),
        sheets: Vec::new(),
        pager: None,
    }
}
