//! `/topics/<id>/`, `/companies/<id>/`, `/roles/<id>/`: a term and its questions by difficulty.

use std::cmp::Reverse;
use std::fmt::Display;
use std::sync::Arc;

use serde::Serialize;

use crate::catalog::{Catalog, Node, Target, TermNode};
use crate::kinds::{self, Difficulty};
use crate::pages::bodies::BodyPlacement;
use crate::pages::builder::PageBuilder;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject};
use crate::pages::paging::{page_numbers, page_rows, pager, rank};
use crate::pages::profile::ProfileRow;
use crate::pages::taxonomy::{TaxonomyPages, summary};
use crate::pages::titles::PageTitle;
use crate::render::model::{Count, InterviewRow, Link, LinkGroup, Pager};
use crate::render::{Html, PageContent, Shared, Strings};

/// The page type.
pub static PAGE_TYPE: PageType = PageType {
    name: "term",
    template: "term.html",
    listing: Listing::Listed,
    subjects,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Default, Hash, Serialize)]
struct Term {
    heading: Arc<str>,
    /// The kind of term: "Topic", "Company" or "Role".
    kind: String,
    summary: Option<String>,
    synonyms: Vec<Arc<str>>,
    url: Option<String>,
    parent: Option<Link>,
    children: Vec<Count>,
    body_html: Option<Shared<Html>>,
    /// The latest interviews.
    interviews: Vec<Shared<InterviewRow>>,
    /// The link to the other interviews.
    more_interviews: Option<Link>,
    /// The rounds of the interviews compared, for companies and roles.
    profile: Vec<ProfileRow>,
    /// The number of questions on all pages of the list.
    count: usize,
    /// The number of questions of each difficulty, on all pages of the list.
    levels: Vec<Count>,
    /// The questions that were asked most often.
    often_html: Vec<Shared<Html>>,
    groups: Vec<RowGroup>,
    frameworks_html: Vec<Shared<Html>>,
    related: Vec<Count>,
    mentioned_by: Vec<LinkGroup>,
    pager: Option<Pager>,
}

/// Questions under a heading of their own.
#[derive(Debug, Hash, Serialize)]
struct RowGroup {
    title: Option<String>,
    rows_html: Vec<Shared<Html>>,
}

fn subjects(catalog: &Catalog) -> Vec<Subject> {
    let taxonomies = TaxonomyPages::all(catalog).into_iter();
    let subjects = taxonomies.flat_map(|taxonomy| {
        let terms = taxonomy.vocabulary.terms.iter().cloned();
        terms.map(move |term| Subject::Entity((taxonomy.target)(term)))
    });
    subjects.collect()
}

/// A term with its vocabulary and its questions, the easy ones first.
struct Listed<'a> {
    taxonomy: TaxonomyPages<'a>,
    node: &'a Arc<TermNode>,
    target: &'a Target,
    questions: Vec<Arc<Node<kinds::Question>>>,
}

impl<'a> Listed<'a> {
    fn new(builder: &'a PageBuilder<'_>, subject: &'a Subject) -> Option<Self> {
        let Subject::Entity(target) = subject else {
            return None;
        };
        let node = subject.term()?;
        let taxonomy = TaxonomyPages::of_target(&builder.catalog, target)?;
        let mut questions = taxonomy.index.questions.of(node.idx).to_vec();
        questions.sort_by_key(|question| (rank(question), question.idx));
        Some(Self {
            taxonomy,
            node,
            target,
            questions,
        })
    }
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let Some(listed) = Listed::new(builder, subject) else {
        return Vec::new();
    };
    let node = listed.node;
    let folder = listed.taxonomy.folder;
    let count = listed.questions.len();
    let document = node.file.as_ref().map(|(_, document)| document);
    let description = summary(node).unwrap_or_else(|| {
        let values: [(&str, &dyn Display); 2] = [("n", &count), ("title", &node.title)];
        builder.strings.with("describe-term", &values)
    });
    let plan = |number| {
        let title = PageTitle {
            title: builder.numbered(&node.title, number),
            disambiguator: builder.strings.text(listed.taxonomy.kind),
            description: builder.numbered(&description, number),
        };
        PagePlan::new(&PAGE_TYPE, subject, node.route.paged(number), title)
            .numbered(number)
            .with_crumbs(vec![builder.list_link(folder, folder)])
            .with_document(document)
    };
    page_numbers(count).map(plan).collect()
}

fn content(builder: &PageBuilder<'_>, plan: &PagePlan) -> Option<PageContent> {
    let listed = Listed::new(builder, &plan.subject)?;
    let (node, questions) = (listed.node, &listed.questions);
    let strings = plan.document.as_ref();
    let strings = strings.map_or(&builder.strings, |document| builder.strings_of(document));
    let mut term = Term {
        heading: node.title.clone(),
        kind: builder.strings.text(listed.taxonomy.kind),
        summary: summary(node),
        count: questions.len(),
        levels: levels(builder, questions),
        groups: by_difficulty(builder, strings, page_rows(questions, plan.number)),
        pager: pager(questions.len(), plan.number, |number| {
            builder.paged_href(&node.route, number)
        }),
        ..Term::default()
    };
    if plan.number == 1 {
        fill_first_page(builder, strings, &listed, &mut term);
    }
    Some(PageContent::new(term))
}

/// Adds what only the first page of the list shows.
fn fill_first_page(
    builder: &PageBuilder<'_>,
    strings: &Strings,
    listed: &Listed<'_>,
    page: &mut Term,
) {
    let Listed { taxonomy, node, .. } = listed;
    let mut interviews = taxonomy.index.interviews.of(node.idx).to_vec();
    interviews.sort_by_key(|interview| Reverse(interview.entity.date.clone()));
    page.more_interviews = builder.more_interviews(interviews.len());
    page.interviews = builder.interview_rows(builder.first_places(&interviews));
    page.mentioned_by = builder.mentioned_by(listed.target);
    page.often_html = builder.question_rows(strings, &builder.asked_often(&listed.questions));
    if let Some((term, document)) = &node.file {
        let synonyms = term.synonyms.iter();
        page.synonyms = synonyms.map(|name| name.spelling.clone()).collect();
        page.url = term.url.as_ref().map(|url| url.as_str().to_owned());
        let placement = BodyPlacement::OwnPage { part: "text" };
        page.body_html = builder.body(document, &term.text, 1, &placement);
        let parent = term.parent.as_ref();
        let parent = parent.and_then(|name| taxonomy.vocabulary.get(&name.id));
        page.parent = parent.map(|parent| builder.term_link(parent));
    }
    match listed.target {
        Target::Topic(_) => fill_topic(builder, strings, listed, page),
        _ => page.profile = builder.profile(taxonomy.index.interviews.of(node.idx)),
    }
}

/// Adds what only topics have.
fn fill_topic(builder: &PageBuilder<'_>, strings: &Strings, listed: &Listed<'_>, page: &mut Term) {
    let Listed { taxonomy, node, .. } = listed;
    let indices = &builder.catalog.indices;
    let related = indices.related.of(node.idx).iter();
    page.related = related
        .map(|(topic, count)| builder.counted(topic, *count))
        .collect();
    let frameworks = indices.frameworks_of_topic.of(node.idx);
    page.frameworks_html = builder.framework_rows(strings, frameworks);
    let children = indices.children.of(node.idx).iter();
    page.children = children
        .map(|child| builder.counted(child, taxonomy.index.questions.of(child.idx).len()))
        .collect();
}

/// Counts questions by difficulty.
fn levels(builder: &PageBuilder<'_>, questions: &[Arc<Node<kinds::Question>>]) -> Vec<Count> {
    let count = |difficulty: &Difficulty| {
        let questions = questions.iter();
        let rated = questions.filter(|question| question.entity.difficulty == Some(*difficulty));
        Count {
            link: builder.new_difficulty(*difficulty).link,
            count: rated.count(),
        }
    };
    let levels = Difficulty::ALL.iter().map(count);
    levels.filter(|level| level.count > 0).collect()
}

/// Groups questions that are sorted by difficulty under a heading for each.
fn by_difficulty(
    builder: &PageBuilder<'_>,
    strings: &Strings,
    questions: &[Arc<Node<kinds::Question>>],
) -> Vec<RowGroup> {
    let groups = questions.chunk_by(|one, other| rank(one) == rank(other));
    let group = |questions: &[Arc<Node<kinds::Question>>]| {
        let first = questions.first();
        let difficulty = first.and_then(|question| question.entity.difficulty);
        let title = difficulty.map_or_else(
            || builder.strings.text("not-rated"),
            |difficulty| builder.strings.value(difficulty.as_str()).to_string(),
        );
        RowGroup {
            title: Some(title),
            rows_html: builder.question_rows(strings, questions),
        }
    };
    groups.map(group).collect()
}
