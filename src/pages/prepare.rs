//! The making of the fragments that pages share.

use std::hash::Hash;
use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;
use serde::Serialize;

use super::builder::PageBuilder;
use super::context::SiteContext;
use super::facets::filters;
use super::fragments::{NodeLinks, RowsByLocale};
use super::hrefs::{BANK_DATA, href};
use crate::catalog::{Idx, Node, TermNode};
use crate::kinds::{Difficulty, Document, RoundKind};
use crate::render::model::{Filters, Link};
use crate::render::{Fault, Shared, Strings};

/// Decides which documents get new rows.
type IsRenamed<'a> = dyn Fn(Idx<Document>) -> bool + Sync + 'a;

/// Returns the context with all fragments.
///
/// # Errors
/// The fault of a component of the theme.
pub(super) fn with_fragments(mut context: SiteContext) -> Result<SiteContext, Fault> {
    let terms = &context.catalog.clone().terms;
    context.fragments.topics = term_links(&context, &terms.topics.terms);
    context.fragments.companies = term_links(&context, &terms.companies.terms);
    context.fragments.roles = term_links(&context, &terms.roles.terms);
    context.fragments.round_kinds = context
        .all_strings()
        .map(|strings| (strings.tag.clone(), round_kinds(&context, strings)))
        .collect();
    context.fragments.difficulties = difficulties(&context)?;
    context.fragments.bank_filters = bank_filters(&context);
    with_renamed(context, &|_| true)
}

/// Returns the context with new links and rows for the documents that are renamed.
///
/// # Errors
/// The fault of a component of the theme.
pub(super) fn with_renamed(
    mut context: SiteContext,
    is_renamed: &IsRenamed<'_>,
) -> Result<SiteContext, Fault> {
    context.fragments.node_links = node_links(&context, is_renamed);
    let builder = PageBuilder::new(&context);
    let ids = &context.catalog.ids;
    let interviews = ids.interviews.iter().map(|node| {
        let kept = context.fragments.interviews.get(node.idx.get());
        let kept = kept.filter(|_| !is_renamed(node.document_idx)).cloned();
        kept.unwrap_or_else(|| Shared::new(builder.new_interview_row(node)))
    });
    let interviews = interviews.collect();
    let questions = RowMaker {
        context: &context,
        component: ("question_row", "row"),
        last: &context.fragments.questions,
        is_renamed,
    };
    let questions = questions.make(&ids.questions, |builder, strings, node| {
        builder.new_question_row(strings, node)
    })?;
    let frameworks = RowMaker {
        context: &context,
        component: ("framework_row", "row"),
        last: &context.fragments.frameworks,
        is_renamed,
    };
    let frameworks = frameworks.make(&ids.frameworks, |builder, _, node| {
        builder.new_framework_row(node)
    })?;
    context.fragments.interviews = interviews;
    context.fragments.questions = questions;
    context.fragments.frameworks = frameworks;
    Ok(context)
}

fn bank_filters(context: &SiteContext) -> Option<Shared<Filters>> {
    let catalog = &context.catalog;
    let data = format!("{}/{BANK_DATA}", catalog.config.base.path);
    let all_topics = || PageBuilder::new(context).list_link("topics", "all-topics");
    filters(catalog, &context.strings, data, all_topics).map(Shared::new)
}

fn term_links(context: &SiteContext, terms: &[Arc<TermNode>]) -> Arc<[Link]> {
    let builder = PageBuilder::new(context);
    terms.iter().map(|term| builder.term_link(term)).collect()
}

fn round_kinds(context: &SiteContext, strings: &Strings) -> Arc<[Link]> {
    let builder = PageBuilder::new(context);
    let kinds = RoundKind::ALL.iter();
    kinds
        .map(|kind| builder.new_round_kind(strings, *kind))
        .collect()
}

fn difficulties(context: &SiteContext) -> Result<RowsByLocale, Fault> {
    let builder = PageBuilder::new(context);
    let in_locale = |strings: &Strings| {
        let rows = Difficulty::ALL.iter().map(|difficulty| {
            let level = builder.new_difficulty(*difficulty);
            let component = ("level", "level");
            context
                .memo
                .fragment(&context.theme, strings, component, &level)
        });
        let rows: Result<Vec<_>, Fault> = rows.collect();
        Ok((strings.tag.clone(), rows?.into()))
    };
    context.all_strings().map(in_locale).collect()
}

fn node_links(context: &SiteContext, is_renamed: &IsRenamed<'_>) -> NodeLinks {
    let ids = &context.catalog.ids;
    let kept = context.fragments.node_links.iter();
    let kept = kept.filter(|((document, _), _)| !is_renamed(*document));
    let mut links: HashMap<_, _> = kept.map(|(key, link)| (*key, link.clone())).collect();
    links.extend(links_to(context, &ids.interviews, is_renamed));
    links.extend(links_to(context, &ids.rounds, is_renamed));
    links.extend(links_to(context, &ids.questions, is_renamed));
    links.extend(links_to(context, &ids.frameworks, is_renamed));
    links.extend(links_to(context, &ids.faq, is_renamed));
    links.extend(links_to(context, &ids.takeaways, is_renamed));
    links.extend(links_to(context, &ids.pages, is_renamed));
    Arc::new(links)
}

fn links_to<T: Send + Sync>(
    context: &SiteContext,
    nodes: &[Arc<Node<T>>],
    is_renamed: &IsRenamed<'_>,
) -> Vec<((Idx<Document>, usize), Link)> {
    let nodes = nodes
        .par_iter()
        .filter(|node| is_renamed(node.document_idx));
    let links = nodes.map(|node| {
        let title = context.tracker().title(node).clone();
        let link = Link::new(href(&context.catalog, &node.route), title);
        ((node.document_idx, node.title_idx), link)
    });
    links.collect()
}

/// The rows of all nodes of a kind, as a component of the theme shows them.
struct RowMaker<'a> {
    context: &'a SiteContext,
    /// The name of the component and of its parameter.
    component: (&'static str, &'static str),
    /// Rows of the last build.
    last: &'a RowsByLocale,
    is_renamed: &'a IsRenamed<'a>,
}

impl RowMaker<'_> {
    fn make<T: Send + Sync, R: Hash + Serialize>(
        &self,
        nodes: &[Arc<Node<T>>],
        row: impl Fn(&PageBuilder<'_>, &Strings, &Node<T>) -> R + Sync,
    ) -> Result<RowsByLocale, Fault> {
        let context = self.context;
        let in_locale = |strings: &Strings| {
            let last = self.last.get(&strings.tag);
            let make = |node: &Arc<Node<T>>| {
                let last = last.filter(|_| !(self.is_renamed)(node.document_idx));
                if let Some(row) = last.and_then(|rows| rows.get(node.idx.get())) {
                    return Ok(row.clone());
                }
                let row = row(&PageBuilder::new(context), strings, node);
                let (memo, theme) = (&context.memo, &context.theme);
                memo.fragment(theme, strings, self.component, &row)
            };
            let rows: Result<Vec<_>, Fault> = nodes.par_iter().map(make).collect();
            Ok((strings.tag.clone(), rows?.into()))
        };
        context.all_strings().map(in_locale).collect()
    }
}
