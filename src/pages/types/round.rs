//! `/interviews/<id>/<round>/`: a round, with the questions in the order they were asked.

use std::sync::Arc;

use serde::Serialize;

use crate::catalog::{AskedNode, Catalog, Node, Route, Target, TargetKind};
use crate::kinds;
use crate::pages::builder::PageBuilder;
use crate::pages::fact_rows::round_facts;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject};
use crate::pages::titles::PageTitle;
use crate::render::model::{Fact, Link, LinkGroup, Part};
use crate::render::{Html, PageContent, Shared, Strings};

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "round",
    template: "round.html",
    listing: Listing::Listed,
    subjects,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Round {
    heading: Arc<str>,
    /// The number of the round in its interview, from 1.
    number: usize,
    facts: Vec<Fact>,
    topics: Vec<Link>,
    body_html: Option<Shared<Html>>,
    /// The interviewer's style.
    style: Option<Part>,
    questions: Vec<AskedRow>,
    /// Impressions, and what to prepare.
    parts: Vec<Part>,
    mentioned_by: Vec<LinkGroup>,
    previous: Option<Link>,
    next: Option<Link>,
}

/// A question in the tree of a round.
#[derive(Debug, Hash, Serialize)]
struct AskedRow {
    row_html: Shared<Html>,
    /// The words that were used here, if they differ from the title.
    words: Option<Arc<str>>,
    tone: Option<Arc<str>>,
    follow_ups: Vec<AskedRow>,
}

fn subjects(catalog: &Catalog) -> Vec<Subject> {
    Subject::of_all(&catalog.ids.rounds, Target::Round)
}

/// Returns the interview of a round, and the index of the round in it.
fn interview_of<'a>(
    builder: &'a PageBuilder<'_>,
    round: &Node<kinds::Round>,
) -> Option<(&'a Arc<Node<kinds::Interview>>, usize)> {
    let id = round.id.split('/').next()?;
    let target = builder
        .catalog
        .ids
        .by_id
        .get(&(TargetKind::Interview, id.into()))?;
    let Target::Interview(interview) = target else {
        return None;
    };
    let mut rounds = builder.rounds_of(interview).iter();
    let index = rounds.position(|other| other.idx == round.idx)?;
    Some((interview, index))
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let planned = subject.round().and_then(|node| {
        let (interview, index) = interview_of(builder, node)?;
        Some((node, interview, index))
    });
    let Some((node, interview, index)) = planned else {
        return Vec::new();
    };
    let asked = builder.catalog.askings.in_round.of(node.idx).iter();
    let asked: Vec<&str> = asked
        .map(|asked| &**builder.title(&asked.question))
        .collect();
    let title = PageTitle {
        title: builder.title(node).to_string(),
        disambiguator: builder.title(interview).to_string(),
        description: builder.strings_of(&node.document).with(
            "describe-round",
            &[
                ("number", &(index + 1)),
                ("interview", builder.title(interview)),
                ("questions", &asked.join(" ")),
            ],
        ),
    };
    let interviews = builder.list_link("interviews", "interviews");
    let plan = PagePlan::new(&PAGE_TYPE, subject, node.route.clone(), title)
        .with_crumbs(vec![interviews, builder.link(interview)])
        .with_document(Some(&node.document));
    vec![plan]
}

fn content(builder: &PageBuilder<'_>, plan: &PagePlan) -> Option<PageContent> {
    let node = plan.subject.round()?;
    let (interview, index) = interview_of(builder, node)?;
    let entity = &node.entity;
    let rounds = builder.rounds_of(interview);
    let previous = index.checked_sub(1).and_then(|before| rounds.get(before));
    let strings = builder.strings_of(&node.document);
    let parts = [
        builder.part(node, "impressions", "impressions", &entity.impressions),
        builder.part(node, "prepare", "prepare", &entity.prepare),
    ];
    let asked = builder.catalog.askings.in_round.of(node.idx);
    Some(PageContent::new(Round {
        heading: builder.whole_title(node).clone(),
        number: index + 1,
        facts: facts_with_kind(builder, strings, entity),
        topics: builder.named_topics(&entity.topics),
        body_html: builder.text(node, &entity.text),
        style: builder.part(node, "style", "interviewers-style", &entity.style),
        questions: asked_rows(builder, strings, asked),
        parts: parts.into_iter().flatten().collect(),
        mentioned_by: builder.mentioned_by(&Target::Round(node.clone())),
        previous: previous.map(|node| builder.link(node)),
        next: rounds.get(index + 1).map(|node| builder.link(node)),
    }))
}

/// Returns the facts of a round, its kind first.
fn facts_with_kind(
    builder: &PageBuilder<'_>,
    strings: &Strings,
    entity: &kinds::Round,
) -> Vec<Fact> {
    let kind = entity.kind.map(|kind| Fact {
        name: strings.text("fact-kind"),
        value: strings.value(kind.as_str()).to_string(),
        href: Some(builder.href(&Route::from_parts(["rounds", kind.as_str()]))),
    });
    let facts = round_facts(strings, entity);
    kind.into_iter().chain(facts).collect()
}

fn asked_rows(
    builder: &PageBuilder<'_>,
    strings: &Strings,
    tree: &[Arc<AskedNode>],
) -> Vec<AskedRow> {
    let row = |asked: &Arc<AskedNode>| {
        let title = builder.title(&asked.question);
        let tone = asked.tone();
        Some(AskedRow {
            row_html: builder.question_row(strings, &asked.question)?,
            words: Some(builder.asked_as(asked)).filter(|words| words != title),
            tone: tone.map(|tone| builder.strings_of(&asked.document).value(tone.as_str())),
            follow_ups: asked_rows(builder, strings, &asked.follow_ups),
        })
    };
    tree.iter().filter_map(row).collect()
}
