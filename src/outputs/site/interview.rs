//! The pages of interviews and rounds.

use std::sync::Arc;

use super::parts::{Maker, Standing};
use super::{Content, Draft, Naming};
use crate::catalog::{AskedNode, Node, Route, Target, in_order};
use crate::kinds;
use crate::render::model::{AskedRow, Fact, Interview, Link, Page, Part, Round, RoundRow};
use crate::render::{Shared, Words};

impl Maker<'_> {
    pub(super) fn interview(&self, node: &Arc<Node<kinds::Interview>>) -> Draft {
        let description = node.document.facts.description.clone().unwrap_or_else(|| {
            let rounds = self.rounds_of(node).iter();
            let names: Vec<&str> = rounds.map(|round| &**self.title(round)).collect();
            let words = self.words_of(&node.document);
            let names = names.join(&words.text("comma"));
            let title = self.whole_title(node);
            words.with(
                "describe-interview",
                &[("title", title), ("rounds", &names)],
            )
        });
        let shown = node.clone();
        Draft {
            route: node.route.clone(),
            about: Some(Target::Interview(node.clone())),
            naming: Naming {
                title: self.title(node).to_string(),
                apart: node.id.to_string(),
                description,
            },
            crumbs: vec![self.titled(
                &Route::from_parts(["interviews"]),
                &self.words.text("interviews"),
            )],
            document: Some(node.document.clone()),
            content: Content::made_by(move |maker| maker.interview_page(&shown)),
        }
    }

    fn interview_page(&self, node: &Arc<Node<kinds::Interview>>) -> Page {
        let catalog = self.catalog;
        let entity = &node.entity;
        let list = &catalog.ids.interviews;
        let before = node
            .idx
            .get()
            .checked_sub(1)
            .and_then(|number| list.get(number));
        let takeaways = catalog.ids.takeaways_of.of(node.idx).iter();
        let faq = catalog.ids.faq_of.of(node.idx).iter();
        let words = self.words_of(&node.document);
        Page::Interview(Box::new(Interview {
            heading: self.whole_title(node).clone(),
            facts: self.interview_facts(words, entity),
            topics: self.names(&entity.topics),
            body_html: self.body(&node.document, &entity.text, 1, &Standing::Own("text")),
            rounds: self
                .rounds_of(node)
                .iter()
                .map(|round| self.round_row(words, round))
                .collect(),
            questions_html: self.rows(words, &in_order(catalog.askings.in_interview.of(node.idx))),
            takeaways: takeaways.map(|entry| self.takeaway(entry)).collect(),
            faq: faq.map(|entry| self.faq_entry(entry)).collect(),
            mentioned_by: self.mentioned_by(&Target::Interview(node.clone())),
            previous: before.map(|node| self.link(node)),
            next: list.get(node.idx.get() + 1).map(|node| self.link(node)),
        }))
    }

    fn rounds_of(&self, interview: &Node<kinds::Interview>) -> &[Arc<Node<kinds::Round>>] {
        self.catalog.ids.rounds_of.of(interview.idx)
    }

    pub(super) fn interview_facts(&self, words: &Words, entity: &kinds::Interview) -> Vec<Fact> {
        let terms = &self.catalog.terms;
        let company = entity
            .company
            .as_ref()
            .and_then(|name| terms.companies.get(&name.id));
        let role = entity
            .role
            .as_ref()
            .and_then(|name| terms.roles.get(&name.id));
        let linked = |name, link: Option<Link>| {
            link.map(|link| Fact {
                name: words.text(name),
                value: link.text().to_string(),
                href: Some(link.href().clone()),
            })
        };
        let plain = |name, value: Option<String>| {
            value.map(|value| Fact {
                name: words.text(name),
                value,
                href: None,
            })
        };
        let word = |word: Option<&'static str>| word.map(|word| words.value(word).to_string());
        let facts = [
            linked("company", company.map(|term| self.term_link(term))),
            linked("role", role.map(|term| self.term_link(term))),
            plain("fact-level", entity.level.clone()),
            plain("fact-location", entity.location.clone()),
            plain("fact-experience", entity.experience.clone()),
            plain("fact-applied-via", entity.applied_via.clone()),
            plain("fact-first-contact", entity.first_contact.clone()),
            plain("fact-duration", entity.duration.clone()),
            plain(
                "fact-result",
                word(entity.result.map(kinds::Outcome::as_str)),
            ),
            plain("fact-date", entity.date.as_ref().map(ToString::to_string)),
            plain(
                "fact-told-by",
                word(entity.told_by.map(kinds::ToldBy::as_str)),
            ),
        ];
        facts.into_iter().flatten().collect()
    }

    /// A round on a page in some language.
    fn round_row(&self, voice: &Words, node: &Node<kinds::Round>) -> Shared<RoundRow> {
        let words = self.words_of(&node.document);
        let kind = node.entity.kind.and_then(|kind| self.kind(words, kind));
        let asked = self.catalog.askings.in_round.of(node.idx);
        let questions: Vec<_> = asked.iter().map(|asked| asked.question.clone()).collect();
        Shared::new(RoundRow {
            link: self.link(node),
            kind,
            facts: round_facts(words, &node.entity),
            questions_html: self.rows(voice, &questions),
        })
    }

    /// The page of a round, by its place in the interview.
    pub(super) fn round(
        &self,
        interview: &Arc<Node<kinds::Interview>>,
        index: usize,
    ) -> Option<Draft> {
        let node = self.rounds_of(interview).get(index)?;
        let asked = self.catalog.askings.in_round.of(node.idx).iter();
        let asked: Vec<&str> = asked.map(|asked| &**self.title(&asked.question)).collect();
        let shown = (interview.clone(), node.clone());
        Some(Draft {
            route: node.route.clone(),
            about: Some(Target::Round(node.clone())),
            naming: Naming {
                title: self.title(node).to_string(),
                apart: self.title(interview).to_string(),
                description: self.words_of(&node.document).with(
                    "describe-round",
                    &[
                        ("number", &(index + 1)),
                        ("interview", self.title(interview)),
                        ("questions", &asked.join(" ")),
                    ],
                ),
            },
            crumbs: vec![
                self.titled(
                    &Route::from_parts(["interviews"]),
                    &self.words.text("interviews"),
                ),
                self.link(interview),
            ],
            document: Some(node.document.clone()),
            content: Content::made_by(move |maker| maker.round_page(&shown.0, &shown.1, index)),
        })
    }

    fn round_page(
        &self,
        interview: &Node<kinds::Interview>,
        node: &Arc<Node<kinds::Round>>,
        index: usize,
    ) -> Page {
        let entity = &node.entity;
        let rounds = self.rounds_of(interview);
        let before = index.checked_sub(1).and_then(|before| rounds.get(before));
        let words = self.words_of(&node.document);
        let mut facts = round_facts(words, entity);
        if let Some(kind) = entity.kind {
            let href = Some(self.href(&Route::from_parts(["rounds", kind.as_str()])));
            facts.insert(
                0,
                Fact {
                    name: words.text("fact-kind"),
                    value: words.value(kind.as_str()).to_string(),
                    href,
                },
            );
        }
        let part = |kind, title, body: &kinds::Body| {
            let body_html = self.body(&node.document, body, 2, &Standing::Own(kind))?;
            Some(Part {
                kind,
                anchor: body.heading.clone().unwrap_or_else(|| kind.into()),
                title: words.text(title),
                body_html,
            })
        };
        Page::Round(Box::new(Round {
            heading: self.whole_title(node).clone(),
            number: index + 1,
            facts,
            topics: self.names(&entity.topics),
            body_html: self.body(&node.document, &entity.text, 1, &Standing::Own("text")),
            style: part("style", "interviewers-style", &entity.style),
            questions: self.asked_rows(words, self.catalog.askings.in_round.of(node.idx)),
            parts: [
                part("impressions", "impressions", &entity.impressions),
                part("prepare", "prepare", &entity.prepare),
            ]
            .into_iter()
            .flatten()
            .collect(),
            mentioned_by: self.mentioned_by(&Target::Round(node.clone())),
            previous: before.map(|node| self.link(node)),
            next: rounds.get(index + 1).map(|node| self.link(node)),
        }))
    }

    fn asked_rows(&self, voice: &Words, tree: &[Arc<AskedNode>]) -> Vec<AskedRow> {
        let row = |asked: &Arc<AskedNode>| {
            let tone = asked
                .asking
                .as_ref()
                .map_or(asked.question.entity.tone, |asking| asking.tone);
            Some(AskedRow {
                row_html: self.row(voice, &asked.question)?,
                words: Some(self.asked_as(asked))
                    .filter(|words| *words != *self.title(&asked.question)),
                tone: tone.map(|tone| self.words_of(&asked.document).value(tone.as_str())),
                follow_ups: self.asked_rows(voice, &asked.follow_ups),
            })
        };
        tree.iter().filter_map(row).collect()
    }
}

pub(super) fn round_facts(words: &Words, entity: &kinds::Round) -> Vec<Fact> {
    let plain = |name, value: Option<String>| {
        value.map(|value| Fact {
            name: words.text(name),
            value,
            href: None,
        })
    };
    let facts = [
        plain(
            "fact-minutes",
            entity.minutes.map(|minutes| minutes.0.to_string()),
        ),
        plain("fact-interviewer", entity.interviewer.clone()),
        plain(
            "fact-pressure",
            entity
                .pressure
                .map(|pressure| words.value(pressure.as_str()).to_string()),
        ),
        plain("fact-heard-back", entity.heard_back.clone()),
        plain(
            "fact-result",
            entity
                .result
                .map(|result| words.value(result.as_str()).to_string()),
        ),
    ];
    facts.into_iter().flatten().collect()
}
