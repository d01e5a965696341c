//! `/interviews/<id>/`: an interview, with its rounds and what was asked outside of them.

use std::sync::Arc;

use serde::Serialize;

use crate::catalog::{Catalog, Node, Target, in_order};
use crate::kinds;
use crate::pages::builder::PageBuilder;
use crate::pages::fact_rows::round_facts;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject};
use crate::pages::rows::neighbors;
use crate::pages::titles::PageTitle;
use crate::render::model::{Entry, Fact, Link, LinkGroup, RoundRow};
use crate::render::{Html, PageContent, Shared, Strings};

/// The page type.
pub static PAGE_TYPE: PageType = PageType {
    name: "interview",
    template: "interview.html",
    listing: Listing::Article,
    subjects,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Interview {
    heading: Arc<str>,
    facts: Vec<Fact>,
    topics: Vec<Link>,
    body_html: Option<Shared<Html>>,
    rounds: Vec<Shared<RoundRow>>,
    /// Questions that belong to no round.
    questions_html: Vec<Shared<Html>>,
    takeaways: Vec<Shared<Entry>>,
    faq: Vec<Shared<Entry>>,
    mentioned_by: Vec<LinkGroup>,
    previous: Option<Link>,
    next: Option<Link>,
}

fn subjects(catalog: &Catalog) -> Vec<Subject> {
    Subject::of_all(&catalog.ids.interviews, Target::Interview)
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let Some(node) = subject.interview() else {
        return Vec::new();
    };
    let description = node.document.facts.description.clone();
    let title = PageTitle {
        title: builder.title(node).to_string(),
        disambiguator: node.id.to_string(),
        description: description.unwrap_or_else(|| described(builder, node)),
    };
    let plan = PagePlan::new(&PAGE_TYPE, subject, node.route.clone(), title)
        .with_crumbs(vec![builder.list_link("interviews", "interviews")])
        .with_document(Some(&node.document));
    vec![plan]
}

fn described(builder: &PageBuilder<'_>, node: &Node<kinds::Interview>) -> String {
    let strings = builder.strings_of(&node.document);
    let rounds = builder.rounds_of(node).iter();
    let names: Vec<&str> = rounds.map(|round| &**builder.title(round)).collect();
    let names = names.join(&strings.text("comma"));
    let title = builder.whole_title(node);
    strings.with(
        "describe-interview",
        &[("title", title), ("rounds", &names)],
    )
}

fn content(builder: &PageBuilder<'_>, plan: &PagePlan) -> Option<PageContent> {
    let node = plan.subject.interview()?;
    let catalog = &builder.catalog;
    let ids = &catalog.ids;
    let entity = &node.entity;
    let strings = builder.strings_of(&node.document);
    let [previous, next] = neighbors(&ids.interviews, node);
    let rounds = builder.rounds_of(node).iter();
    let outside = in_order(catalog.askings.in_interview.of(node.idx));
    let takeaways = ids.takeaways_of.of(node.idx).iter();
    let faq = ids.faq_of.of(node.idx).iter();
    Some(PageContent::new(Interview {
        heading: builder.whole_title(node).clone(),
        facts: builder.interview_facts(strings, entity),
        topics: builder.named_topics(&entity.topics),
        body_html: builder.text(node, &entity.text),
        rounds: rounds
            .map(|round| round_row(builder, strings, round))
            .collect(),
        questions_html: builder.question_rows(strings, &outside),
        takeaways: takeaways.map(|entry| builder.takeaway(entry)).collect(),
        faq: faq.map(|entry| builder.faq_entry(entry)).collect(),
        mentioned_by: builder.mentioned_by(&Target::Interview(node.clone())),
        previous: previous.map(|node| builder.link(node)),
        next: next.map(|node| builder.link(node)),
    }))
}

/// Returns a round as a row of its interview, whose page has the language of `strings`.
fn round_row(
    builder: &PageBuilder<'_>,
    strings: &Strings,
    node: &Node<kinds::Round>,
) -> Shared<RoundRow> {
    let own_strings = builder.strings_of(&node.document);
    let kind = node.entity.kind;
    let asked = builder.catalog.askings.in_round.of(node.idx).iter();
    let questions: Vec<_> = asked.map(|asked| asked.question.clone()).collect();
    Shared::new(RoundRow {
        link: builder.link(node),
        kind: kind.and_then(|kind| builder.round_kind(own_strings, kind)),
        facts: round_facts(own_strings, &node.entity),
        questions_html: builder.question_rows(strings, &questions),
    })
}
