//! The outline of a file: its rounds and questions, nested as in the text.

use gen_lsp_types::{DocumentSymbol, SymbolKind};

use super::position::Lines;
use crate::catalog::TargetKind;
use crate::diag::Span;
use crate::kinds::{Asked, Document, Entity, Entry, Head, Round};

/// Returns the symbol kind that editors show for a kind of target.
pub(super) fn kind_of(kind: TargetKind) -> SymbolKind {
    match kind {
        TargetKind::Interview => SymbolKind::Module,
        TargetKind::Round => SymbolKind::Class,
        TargetKind::Question => SymbolKind::Function,
        TargetKind::Framework => SymbolKind::Interface,
        TargetKind::Topic | TargetKind::Company | TargetKind::Role => SymbolKind::Namespace,
        TargetKind::Faq => SymbolKind::String,
        TargetKind::Takeaway => SymbolKind::Constant,
        TargetKind::Page => SymbolKind::File,
    }
}

/// A heading, and the headings below it.
struct OutlineItem {
    name: String,
    detail: &'static str,
    kind: SymbolKind,
    title: Span,
    children: Vec<OutlineItem>,
}

/// Returns the outline of a document.
pub(super) fn outline(document: &Document, lines: &Lines<'_>) -> Vec<DocumentSymbol> {
    let root = file_item(&document.entity);
    symbols(vec![root], document.text.len(), &document.text, lines)
}

fn file_item(entity: &Entity) -> OutlineItem {
    match entity {
        Entity::Cover(page) => item(&page.head, TargetKind::Page, Vec::new()),
        Entity::Page(page) => item(&page.head, TargetKind::Page, Vec::new()),
        Entity::Interview(interview) => {
            let mut children: Vec<OutlineItem> = interview
                .rounds
                .iter()
                .map(|round| round_item(round))
                .collect();
            children.extend(asked_items(&interview.asked));
            children.extend(entry_items(&interview.takeaways, TargetKind::Takeaway));
            children.extend(entry_items(&interview.faq, TargetKind::Faq));
            children.sort_by_key(|item| item.title);
            item(&interview.head, TargetKind::Interview, children)
        }
        Entity::Round(round) => round_item(round),
        Entity::Question(question) => {
            let children = asked_items(&question.follow_ups);
            item(&question.head, TargetKind::Question, children)
        }
        Entity::Framework(framework) => item(&framework.head, TargetKind::Framework, Vec::new()),
        Entity::Topic(term) => item(&term.head, TargetKind::Topic, Vec::new()),
        Entity::Company(term) => item(&term.head, TargetKind::Company, Vec::new()),
        Entity::Role(term) => item(&term.head, TargetKind::Role, Vec::new()),
        Entity::Faq(file) => {
            let children = entry_items(&file.entries, TargetKind::Faq);
            item(&file.head, TargetKind::Page, children)
        }
    }
}

fn round_item(round: &Round) -> OutlineItem {
    item(&round.head, TargetKind::Round, asked_items(&round.asked))
}

fn entry_items(entries: &[std::sync::Arc<Entry>], kind: TargetKind) -> Vec<OutlineItem> {
    entries
        .iter()
        .map(|entry| item(&entry.head, kind, Vec::new()))
        .collect()
}

fn asked_items(asked: &[Asked]) -> Vec<OutlineItem> {
    let items = asked.iter().map(|asked| match asked {
        Asked::Question(question) => {
            let children = asked_items(&question.follow_ups);
            item(&question.head, TargetKind::Question, children)
        }
        Asked::Asking(asking) => OutlineItem {
            name: asking
                .words
                .as_deref()
                .unwrap_or(&asking.question.target)
                .to_owned(),
            detail: "asked again",
            kind: SymbolKind::Event,
            title: asking.span,
            children: asked_items(&asking.follow_ups),
        },
    });
    items.collect()
}

fn item(head: &Head, kind: TargetKind, children: Vec<OutlineItem>) -> OutlineItem {
    OutlineItem {
        name: head.title().to_string(),
        detail: kind.prefix(),
        kind: kind_of(kind),
        title: head.title_span,
        children,
    }
}

/// Converts items to symbols. Each symbol ends where its next sibling begins, and the last one at
/// `end`.
fn symbols(
    items: Vec<OutlineItem>,
    end: usize,
    text: &str,
    lines: &Lines<'_>,
) -> Vec<DocumentSymbol> {
    let starts: Vec<usize> = items
        .iter()
        .map(|item| line_start(text, item.title.start))
        .collect();
    let ends: Vec<usize> = starts.iter().copied().skip(1).chain([end]).collect();
    let placed = items.into_iter().zip(starts).zip(ends);
    let symbols = placed.map(|((item, start), end)| {
        let children = symbols(item.children, end, text, lines);
        let children = (!children.is_empty()).then_some(children);
        let name = if item.name.is_empty() {
            item.detail.to_owned()
        } else {
            item.name
        };
        let detail = Some(item.detail.to_owned());
        let (range, title) = (lines.range(Span::new(start, end)), lines.range(item.title));
        symbol((name, detail, item.kind), (range, title), children)
    });
    symbols.collect()
}

/// Creates a symbol. The type has no default and still has a deprecated field, which tags replaced.
#[allow(deprecated)]
fn symbol(
    (name, detail, kind): (String, Option<String>, SymbolKind),
    (range, selection_range): (gen_lsp_types::Range, gen_lsp_types::Range),
    children: Option<Vec<DocumentSymbol>>,
) -> DocumentSymbol {
    DocumentSymbol {
        name,
        detail,
        kind,
        tags: None,
        deprecated: None,
        range,
        selection_range,
        children,
    }
}

fn line_start(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or_default();
    before.rfind('\n').map_or(0, |end| end + 1)
}
