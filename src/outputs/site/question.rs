//! The page of a question.

use std::fmt::Display;
use std::sync::Arc;

use super::parts::{Maker, Standing};
use super::{Content, Draft, Naming};
use crate::catalog::{Appearance, AskedNode, Node, Route, Target};
use crate::config::{PartPlace, PartUse};
use crate::kinds::{self, Body};
use crate::render::model::{Asking, FollowUp, Link, Page, Part, Question};
use crate::render::{Html, Shared, Words};

/// Seconds for a try, where the question gives no time.
const TRY: u32 = 2 * 60;

impl Maker<'_> {
    pub(super) fn question(&self, node: &Arc<Node<kinds::Question>>) -> Draft {
        let home = self.catalog.askings.home.get(node.idx);
        let shown = node.clone();
        Draft {
            route: node.route.clone(),
            about: Some(Target::Question(node.clone())),
            naming: Naming {
                title: self.title(node).to_string(),
                apart: home.map_or_else(
                    || node.id.to_string(),
                    |home| self.title(&home.interview).to_string(),
                ),
                description: self.description(node, home),
            },
            crumbs: self.crumbs_home(home),
            document: Some(node.document.clone()),
            content: Content::made_by(move |maker| maker.question_page(&shown)),
        }
    }

    fn question_page(&self, node: &Arc<Node<kinds::Question>>) -> Page {
        let askings = &self.catalog.askings;
        let home = askings.home.get(node.idx);
        let parent = askings.parent.get(node.idx);
        let entity = &node.entity;
        let words = self.words_of(&node.document);
        let (answer, answer_from) = self.answer(node);
        let neighbors = self.catalog.neighbors(node);
        let target = Target::Question(node.clone());
        Page::Question(Box::new(Question {
            heading: self.whole_title(node).clone(),
            position: home.map(|home| self.position(words, home, parent.is_some())),
            follows: parent.map(|parent| self.link(parent)),
            tone: entity.tone.map(|tone| words.value(tone.as_str())),
            level_html: entity
                .difficulty
                .and_then(|difficulty| self.level(words, difficulty)),
            chips: self.chips(words, node),
            prompt_html: self.body(&node.document, &entity.prompt, 1, &Standing::Own("prompt")),
            seconds: entity.minutes.map_or(TRY, |minutes| minutes.0 * 60),
            short_answer_html: self.body(
                &node.document,
                entity.short_answer(),
                2,
                &Standing::Own("short-answer"),
            ),
            short_answer_anchor: entity.short_answer().heading.clone(),
            answer_anchor: entity.answer.heading.clone(),
            answer_html: answer,
            answer_from,
            parts: self.parts(node),
            follow_ups: self.follow_ups(askings.follow_ups.of(node.idx), "again"),
            frameworks_html: self.framework_rows(words, self.catalog.relations.uses.of(node.idx)),
            related_html: self.rows(words, &self.related(node)),
            askings: self.askings(node),
            takeaways: self.takeaways_on(&target),
            mentioned_by: self.mentioned_by(&target),
            previous: neighbors.previous.map(|node| self.link(&node)),
            next: neighbors.next.map(|node| self.link(&node)),
        }))
    }

    /// The definition's answer; where that is empty, the one of the latest asking that has one.
    fn answer(&self, node: &Node<kinds::Question>) -> (Option<Shared<Html>>, Option<Link>) {
        if let Some(html) = self.body(
            &node.document,
            &node.entity.answer,
            2,
            &Standing::Own("answer"),
        ) {
            return (Some(html), None);
        }
        let answered = |occasion: &&Appearance| asking_answer(&occasion.asked).is_some();
        match self
            .catalog
            .askings
            .appearances
            .of(node.idx)
            .iter()
            .find(answered)
        {
            Some(occasion) => {
                let body = asking_answer(&occasion.asked);
                let html = body.and_then(|body| {
                    self.body(
                        &occasion.asked.document,
                        body,
                        2,
                        &Standing::Foreign("candidate"),
                    )
                });
                (html, Some(self.link(&occasion.interview)))
            }
            None => (None, None),
        }
    }

    pub(super) fn position(&self, words: &Words, home: &Appearance, follows: bool) -> String {
        match &home.round {
            Some(round) => {
                let number = self
                    .catalog
                    .ids
                    .round_positions
                    .get(round.idx)
                    .unwrap_or(&1);
                let key = match follows {
                    true => "follow-up-to-question-of-round",
                    false => "question-of-round",
                };
                words.with(key, &[("n", &home.position), ("round", number)])
            }
            None if follows => words.count("follow-up-to-question", home.position),
            None => words.count("question-number", home.position),
        }
    }

    fn chips(&self, words: &Words, node: &Node<kinds::Question>) -> Vec<Link> {
        let round = self.catalog.askings.home.get(node.idx);
        let round = round.and_then(|home| home.round.as_ref()?.entity.kind);
        let kind = round.and_then(|kind| self.kind(words, kind));
        let mut chips: Vec<_> = kind.into_iter().collect();
        chips.extend(self.topic_chips(self.catalog.indices.topics.of(node.idx)));
        for interview in self.catalog.asked_by(node.idx) {
            let company = interview.entity.company.as_ref();
            let company = company.and_then(|name| self.catalog.terms.companies.get(&name.id));
            let chip = company.and_then(|term| self.rows.companies.get(term.idx.get()));
            if let Some(chip) = chip
                && !chips.contains(chip)
            {
                chips.push(chip.clone());
            }
        }
        chips
    }

    fn parts(&self, node: &Node<kinds::Question>) -> Vec<Part> {
        let placed = |place| node.entity.parts.placed(place, PartUse::Page);
        let named = placed(PartPlace::AboveAnswer).chain(placed(PartPlace::BelowAnswer));
        let words = self.words_of(&node.document);
        let shown = named.filter_map(|(part, body)| {
            let kind = part.key;
            let body_html = self.body(&node.document, body, 2, &Standing::Own(kind))?;
            Some(Part {
                kind,
                anchor: body.heading.clone().unwrap_or_else(|| kind.into()),
                title: words.text(kind),
                body_html,
            })
        });
        shown.collect()
    }

    /// Each follow-up with its own answer; one asked there again shows what that candidate said.
    /// `above` keeps the anchors one level up apart from others.
    fn follow_ups(&self, tree: &[Arc<AskedNode>], above: &str) -> Vec<FollowUp> {
        let follow_up = |(index, asked): (usize, &Arc<AskedNode>)| {
            let node = &asked.question;
            // a question is defined once, but may be asked again and again
            let prefix = match asked.asking {
                None => node.id.to_string(),
                Some(_) => format!("{above}--{index}"),
            };
            let home = self.href(&node.route);
            let standing = |part| Standing::Guest {
                prefix: &prefix,
                part,
                home: &home,
            };
            let (body, short) = match &asked.asking {
                Some(asking) => (&asking.answer, None),
                None => (&node.entity.answer, Some(node.entity.short_answer())),
            };
            let tone = asked
                .asking
                .as_ref()
                .map_or(node.entity.tone, |asking| asking.tone);
            FollowUp {
                link: Link::new(self.href(&node.route), self.asked_as(asked)),
                tone: tone.map(|tone| self.words_of(&asked.document).value(tone.as_str())),
                short_answer_html: short
                    .and_then(|short| self.body(&asked.document, short, 3, &standing("short"))),
                answer_html: self.body(&asked.document, body, 3, &standing("answer")),
                follow_ups: self.follow_ups(&asked.follow_ups, &prefix),
            }
        };
        tree.iter().enumerate().map(follow_up).collect()
    }

    /// The words a question was asked in.
    pub(super) fn asked_as(&self, asked: &AskedNode) -> Arc<str> {
        let asking = asked.asking.as_ref();
        let own = asking.and_then(|asking| asking.words.clone());
        own.unwrap_or_else(|| self.whole_title(&asked.question).clone())
    }

    fn askings(&self, node: &Node<kinds::Question>) -> Vec<Asking> {
        let occasions = self.catalog.askings.appearances.of(node.idx);
        let follows = self.catalog.askings.parent.get(node.idx).is_some();
        let asking = |(index, occasion): (usize, &Appearance)| {
            let asked = &occasion.asked;
            let prefix = format!("asking-{}", index + 1);
            let standing = Standing::Foreign(&prefix);
            let own = asking_answer(asked);
            let below = asked
                .asking
                .as_ref()
                .map_or(&[][..], |_| asked.follow_ups.as_slice());
            Asking {
                interview: self.link(&occasion.interview),
                round: occasion.round.as_ref().map(|round| self.link(round)),
                date: occasion
                    .interview
                    .entity
                    .date
                    .as_ref()
                    .map(ToString::to_string),
                position: self.position(
                    self.words_of(&node.document),
                    occasion,
                    follows && asked.asking.is_none(),
                ),
                words: asked
                    .asking
                    .as_ref()
                    .and_then(|asking| asking.words.clone()),
                answer_html: own.and_then(|body| self.body(&asked.document, body, 3, &standing)),
                follow_ups: below
                    .iter()
                    .map(|asked| self.link(&asked.question))
                    .collect(),
            }
        };
        occasions.iter().enumerate().map(asking).collect()
    }

    fn crumbs_home(&self, home: Option<&Appearance>) -> Vec<Link> {
        match home {
            Some(Appearance {
                interview,
                round: Some(round),
                ..
            }) => vec![self.link(interview), self.link(round)],
            Some(Appearance {
                interview,
                round: None,
                ..
            }) => vec![self.link(interview)],
            None => vec![self.titled(
                &Route::from_parts(["questions"]),
                &self.words.text("questions"),
            )],
        }
    }

    fn description(&self, node: &Node<kinds::Question>, home: Option<&Appearance>) -> String {
        if let Some(description) = &node.document.facts.description
            && matches!(node.document.entity, kinds::Entity::Question(_))
        {
            return description.clone();
        }
        let words = self.words_of(&node.document);
        let title = self.whole_title(node);
        let Some(home) = home else {
            return title.to_string();
        };
        let interview = self.title(&home.interview);
        let asked = match &home.round {
            Some(round) => {
                let values: [(&str, &dyn Display); 2] =
                    [("interview", interview), ("round", self.title(round))];
                words.with("describe-asked-in-round", &values)
            }
            None => words.with("describe-asked-in", &[("interview", interview)]),
        };
        format!("{title} {asked}")
    }
}

/// What the candidate of an asking answered, if that was written down.
pub(super) fn asking_answer(asked: &AskedNode) -> Option<&Body> {
    let asking = asked.asking.as_ref()?;
    Some(&asking.answer).filter(|body| !body.is_empty())
}
