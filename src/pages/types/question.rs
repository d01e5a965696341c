//! `/questions/<id>/`: a question with its answer, its parts, and where it was asked.

use std::fmt::Display;
use std::sync::Arc;

use serde::Serialize;

use crate::catalog::{Appearance, AskedNode, Catalog, Node, Target};
use crate::config::{PartPlace, PartUse};
use crate::kinds;
use crate::pages::asked::asking_answer;
use crate::pages::bodies::BodyPlacement;
use crate::pages::builder::PageBuilder;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject};
use crate::pages::titles::PageTitle;
use crate::render::model::{Link, LinkGroup, Part};
use crate::render::{Html, PageContent, Shared, Strings};

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "question",
    template: "question.html",
    listing: Listing::Listed,
    subjects,
    plan,
    content,
};

/// The seconds for a try, if the question says no time.
const DEFAULT_SECONDS: u32 = 2 * 60;

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Question {
    heading: Arc<str>,
    /// "Question 3 of round 2".
    position: Option<String>,
    /// The question that this one follows.
    follows: Option<Link>,
    tone: Option<Arc<str>>,
    level_html: Option<Shared<Html>>,
    chips: Vec<Link>,
    prompt_html: Option<Shared<Html>>,
    /// The time for a reader's own try.
    seconds: u32,
    short_answer_html: Option<Shared<Html>>,
    /// The anchor of the heading, if it has one.
    short_answer_anchor: Option<Arc<str>>,
    answer_html: Option<Shared<Html>>,
    /// The anchor of the heading, if it has one.
    answer_anchor: Option<Arc<str>>,
    /// The interview whose candidate gave the answer, if the definition gives none.
    answer_from: Option<Link>,
    /// The parts above the answer.
    parts_above: Vec<Part>,
    /// The parts below the answer.
    parts: Vec<Part>,
    follow_ups: Vec<FollowUp>,
    frameworks_html: Vec<Shared<Html>>,
    /// Questions on the same topics.
    related_html: Vec<Shared<Html>>,
    askings: Vec<Asking>,
    takeaways: Vec<Link>,
    mentioned_by: Vec<LinkGroup>,
    previous: Option<Link>,
    next: Option<Link>,
}

/// A follow-up on the page of the question it follows.
#[derive(Debug, Hash, Serialize)]
struct FollowUp {
    link: Link,
    tone: Option<Arc<str>>,
    short_answer_html: Option<Shared<Html>>,
    answer_html: Option<Shared<Html>>,
    follow_ups: Vec<FollowUp>,
}

/// One time that the question was asked.
#[derive(Debug, Hash, Serialize)]
struct Asking {
    interview: Link,
    round: Option<Link>,
    date: Option<String>,
    position: String,
    /// The words that were used, if they differ from the title.
    words: Option<Arc<str>>,
    /// The answer of that candidate.
    answer_html: Option<Shared<Html>>,
    /// The questions that followed.
    follow_ups: Vec<Link>,
}

fn subjects(catalog: &Catalog) -> Vec<Subject> {
    Subject::of_all(&catalog.ids.questions, Target::Question)
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let Some(node) = subject.question() else {
        return Vec::new();
    };
    let home = builder.catalog.askings.home.get(node.idx);
    let title = PageTitle {
        title: builder.title(node).to_string(),
        disambiguator: home.map_or_else(
            || node.id.to_string(),
            |home| builder.title(&home.interview).to_string(),
        ),
        description: description(builder, node, home),
    };
    let plan = PagePlan::new(&PAGE_TYPE, subject, node.route.clone(), title)
        .with_crumbs(crumbs(builder, home))
        .with_document(Some(&node.document));
    vec![plan]
}

fn crumbs(builder: &PageBuilder<'_>, home: Option<&Appearance>) -> Vec<Link> {
    let Some(home) = home else {
        return vec![builder.list_link("questions", "questions")];
    };
    let round = home.round.as_ref().map(|round| builder.link(round));
    let interview = builder.link(&home.interview);
    [interview].into_iter().chain(round).collect()
}

fn description(
    builder: &PageBuilder<'_>,
    node: &Node<kinds::Question>,
    home: Option<&Appearance>,
) -> String {
    if let Some(description) = &node.document.facts.description
        && matches!(node.document.entity, kinds::Entity::Question(_))
    {
        return description.clone();
    }
    let strings = builder.strings_of(&node.document);
    let title = builder.whole_title(node);
    let Some(home) = home else {
        return title.to_string();
    };
    let interview = builder.title(&home.interview);
    let asked = match &home.round {
        Some(round) => {
            let round = builder.title(round);
            let values: [(&str, &dyn Display); 2] = [("interview", interview), ("round", round)];
            strings.with("describe-asked-in-round", &values)
        }
        None => strings.with("describe-asked-in", &[("interview", interview)]),
    };
    format!("{title} {asked}")
}

fn content(builder: &PageBuilder<'_>, plan: &PagePlan) -> Option<PageContent> {
    let node = plan.subject.question()?;
    let catalog = &builder.catalog;
    let askings = &catalog.askings;
    let home = askings.home.get(node.idx);
    let parent = askings.parent.get(node.idx);
    let entity = &node.entity;
    let strings = builder.strings_of(&node.document);
    let (answer_html, answer_from) = builder.answer(node);
    let neighbors = catalog.neighbors(node);
    let uses = catalog.relations.uses.of(node.idx);
    Some(PageContent::new(Question {
        heading: builder.whole_title(node).clone(),
        position: home.map(|home| builder.position(strings, home, parent.is_some())),
        follows: parent.map(|parent| builder.link(parent)),
        tone: entity.tone.map(|tone| strings.value(tone.as_str())),
        level_html: entity
            .difficulty
            .and_then(|difficulty| builder.difficulty(strings, difficulty)),
        chips: chips(builder, strings, node),
        prompt_html: builder.prompt(node),
        seconds: entity
            .minutes
            .map_or(DEFAULT_SECONDS, |minutes| minutes.0 * 60),
        short_answer_html: builder.short_answer(node),
        short_answer_anchor: entity.short_answer().heading.clone(),
        answer_anchor: entity.answer.heading.clone(),
        answer_html,
        answer_from,
        parts_above: builder.question_parts(node, PartPlace::AboveAnswer, PartUse::Page),
        parts: builder.question_parts(node, PartPlace::BelowAnswer, PartUse::Page),
        follow_ups: follow_ups(builder, askings.follow_ups.of(node.idx), "again"),
        frameworks_html: builder.framework_rows(strings, uses),
        related_html: builder.question_rows(strings, &builder.related(node)),
        askings: asking_rows(builder, node),
        takeaways: builder.takeaways_on(&Target::Question(node.clone())),
        mentioned_by: builder.mentioned_by(&Target::Question(node.clone())),
        previous: neighbors.previous.map(|node| builder.link(&node)),
        next: neighbors.next.map(|node| builder.link(&node)),
    }))
}

/// Returns links to the kind of round, the topics, and the companies that asked.
fn chips(builder: &PageBuilder<'_>, strings: &Strings, node: &Node<kinds::Question>) -> Vec<Link> {
    let catalog = &builder.catalog;
    let round = catalog.askings.home.get(node.idx);
    let kind = round.and_then(|home| home.round.as_ref()?.entity.kind);
    let kind = kind.and_then(|kind| builder.round_kind(strings, kind));
    let mut chips: Vec<_> = kind.into_iter().collect();
    chips.extend(builder.topic_chips(catalog.indices.topics.of(node.idx)));
    for interview in catalog.asked_by(node.idx) {
        let company = interview.entity.company.as_ref();
        let company = company.and_then(|name| catalog.terms.companies.get(&name.id));
        let chip = company.and_then(|company| builder.fragments.company(company));
        chips.extend(chip.filter(|chip| !chips.contains(chip)));
    }
    chips
}

/// Returns each follow-up with its answer. One that is asked there again shows the answer of that
/// candidate. `above` is part of the anchors, so that those of different levels differ.
fn follow_ups(builder: &PageBuilder<'_>, tree: &[Arc<AskedNode>], above: &str) -> Vec<FollowUp> {
    let follow_up = |(index, asked): (usize, &Arc<AskedNode>)| {
        let node = &asked.question;
        // a question is defined once, but can be asked again several times
        let prefix = match asked.asking {
            None => node.id.to_string(),
            Some(_) => format!("{above}--{index}"),
        };
        let home = builder.href(&node.route);
        let excerpt = |part, body| {
            let placement = BodyPlacement::Excerpt {
                prefix: &prefix,
                part,
                home: &home,
            };
            builder.body(&asked.document, body, 3, &placement)
        };
        let (answer, short_answer) = match &asked.asking {
            Some(asking) => (&asking.answer, None),
            None => (&node.entity.answer, Some(node.entity.short_answer())),
        };
        let tone = asked.tone();
        FollowUp {
            link: Link::new(home.clone(), builder.asked_as(asked)),
            tone: tone.map(|tone| builder.strings_of(&asked.document).value(tone.as_str())),
            short_answer_html: short_answer.and_then(|body| excerpt("short", body)),
            answer_html: excerpt("answer", answer),
            follow_ups: follow_ups(builder, &asked.follow_ups, &prefix),
        }
    };
    tree.iter().enumerate().map(follow_up).collect()
}

fn asking_rows(builder: &PageBuilder<'_>, node: &Node<kinds::Question>) -> Vec<Asking> {
    let askings = &builder.catalog.askings;
    let strings = builder.strings_of(&node.document);
    let is_follow_up = askings.parent.get(node.idx).is_some();
    let row = |(index, appearance): (usize, &Appearance)| {
        let asked = &appearance.asked;
        let asking = asked.asking.as_ref();
        let prefix = format!("asking-{}", index + 1);
        let placement = BodyPlacement::OtherPage { prefix: &prefix };
        let date = appearance.interview.entity.date.as_ref();
        let follow_ups = asking.map_or(&[][..], |_| asked.follow_ups.as_slice());
        let is_follow_up = is_follow_up && asking.is_none();
        Asking {
            interview: builder.link(&appearance.interview),
            round: appearance.round.as_ref().map(|round| builder.link(round)),
            date: date.map(ToString::to_string),
            position: builder.position(strings, appearance, is_follow_up),
            words: asking.and_then(|asking| asking.words.clone()),
            answer_html: asking_answer(asked)
                .and_then(|body| builder.body(&asked.document, body, 3, &placement)),
            follow_ups: follow_ups
                .iter()
                .map(|asked| builder.link(&asked.question))
                .collect(),
        }
    };
    let appearances = askings.appearances.of(node.idx).iter();
    appearances.enumerate().map(row).collect()
}
