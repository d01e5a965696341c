//! `/frameworks/<id>/`: a framework, its drawing, its steps, and the questions that use it.

use std::sync::Arc;

use serde::Serialize;

use crate::catalog::{Catalog, Target};
use crate::kinds;
use crate::pages::bodies::BodyPlacement;
use crate::pages::builder::PageBuilder;
use crate::pages::framework_shape::{drawn_parts, shape};
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject};
use crate::pages::paging::{page_numbers, page_rows, pager};
use crate::pages::rows::neighbors;
use crate::pages::titles::PageTitle;
use crate::render::model::{Link, LinkGroup, Pager, ShapePart};
use crate::render::{Html, PageContent, Shared};

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "framework",
    template: "framework.html",
    listing: Listing::Listed,
    subjects,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Framework {
    heading: Arc<str>,
    summary: String,
    use_when: Option<String>,
    /// The name of the shape, the same in any language.
    shape: &'static str,
    shape_label: Arc<str>,
    topics: Vec<Link>,
    body_html: Option<Shared<Html>>,
    /// The parts of the drawing; empty if there is none.
    parts: Vec<ShapePart>,
    steps: Vec<Step>,
    questions_html: Vec<Shared<Html>>,
    takeaways: Vec<Link>,
    mentioned_by: Vec<LinkGroup>,
    pager: Option<Pager>,
    previous: Option<Link>,
    next: Option<Link>,
}

/// A step of a framework.
#[derive(Debug, Hash, Serialize)]
struct Step {
    anchor: Arc<str>,
    name: Arc<str>,
    body_html: Option<Shared<Html>>,
}

fn subjects(catalog: &Catalog) -> Vec<Subject> {
    Subject::of_all(&catalog.ids.frameworks, Target::Framework)
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let Some(node) = subject.framework() else {
        return Vec::new();
    };
    let count = builder.catalog.relations.used_by.of(node.idx).len();
    let plan = |number| {
        let title = PageTitle {
            title: builder.numbered(builder.title(node), number),
            disambiguator: builder.strings.text("framework"),
            description: builder.numbered(&node.entity.summary, number),
        };
        PagePlan::new(&PAGE_TYPE, subject, node.route.paged(number), title)
            .numbered(number)
            .with_crumbs(vec![builder.list_link("frameworks", "frameworks")])
            .with_document(Some(&node.document))
    };
    page_numbers(count).map(plan).collect()
}

fn content(builder: &PageBuilder<'_>, plan: &PagePlan) -> Option<PageContent> {
    let node = plan.subject.framework()?;
    let entity = &node.entity;
    let questions = builder.catalog.relations.used_by.of(node.idx);
    let rows = page_rows(questions, plan.number);
    let list = &builder.catalog.ids.frameworks;
    let [previous, next] = neighbors(list, node);
    let target = Target::Framework(node.clone());
    let strings = builder.strings_of(&node.document);
    let shape_name = shape(entity).as_str();
    let step = |step: &kinds::Step| {
        let placement = BodyPlacement::OwnPage { part: &step.anchor };
        Step {
            anchor: step.anchor.clone(),
            name: step.name.clone(),
            body_html: builder.body(&node.document, &step.text, 3, &placement),
        }
    };
    Some(PageContent::new(Framework {
        heading: builder.whole_title(node).clone(),
        summary: entity.summary.clone(),
        use_when: entity.use_when.clone(),
        shape: shape_name,
        shape_label: strings.value(shape_name),
        topics: builder.named_topics(&entity.topics),
        body_html: builder
            .text(node, &entity.text)
            .filter(|_| plan.number == 1),
        parts: drawn_parts(entity),
        steps: entity.steps.iter().map(step).collect(),
        questions_html: builder.question_rows(strings, rows),
        takeaways: builder.takeaways_on(&target),
        mentioned_by: builder.mentioned_by(&target),
        pager: pager(questions.len(), plan.number, |number| {
            builder.paged_href(&node.route, number)
        }),
        previous: previous.map(|node| builder.link(node)),
        next: next.map(|node| builder.link(node)),
    }))
}
