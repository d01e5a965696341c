//! The outline of a file: its rounds and questions as they stand in each other.

use gen_lsp_types::{DocumentSymbol, SymbolKind};

use super::position::Lines;
use crate::catalog::TargetKind;
use crate::diag::Span;
use crate::kinds::{Asked, Document, Entity, Entry, Head, Round};

/// The symbol of a kind of things.
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

/// One heading and what stands below it.
struct Item {
    name: String,
    detail: &'static str,
    kind: SymbolKind,
    title: Span,
    inside: Vec<Item>,
}

/// The outline of a document.
pub(super) fn outline(document: &Document, lines: &Lines<'_>) -> Vec<DocumentSymbol> {
    let root = of_file(&document.entity);
    symbols(vec![root], document.text.len(), &document.text, lines)
}

fn of_file(entity: &Entity) -> Item {
    match entity {
        Entity::Cover(page) => item(&page.head, TargetKind::Page, Vec::new()),
        Entity::Page(page) => item(&page.head, TargetKind::Page, Vec::new()),
        Entity::Interview(interview) => {
            let mut inside: Vec<Item> = interview
                .rounds
                .iter()
                .map(|round| of_round(round))
                .collect();
            inside.extend(of_asked(&interview.asked));
            inside.extend(of_entries(&interview.takeaways, TargetKind::Takeaway));
            inside.extend(of_entries(&interview.faq, TargetKind::Faq));
            inside.sort_by_key(|item| item.title);
            item(&interview.head, TargetKind::Interview, inside)
        }
        Entity::Round(round) => of_round(round),
        Entity::Question(question) => {
            let inside = of_asked(&question.follow_ups);
            item(&question.head, TargetKind::Question, inside)
        }
        Entity::Framework(framework) => item(&framework.head, TargetKind::Framework, Vec::new()),
        Entity::Topic(term) => item(&term.head, TargetKind::Topic, Vec::new()),
        Entity::Company(term) => item(&term.head, TargetKind::Company, Vec::new()),
        Entity::Role(term) => item(&term.head, TargetKind::Role, Vec::new()),
        Entity::Faq(file) => {
            let inside = of_entries(&file.entries, TargetKind::Faq);
            item(&file.head, TargetKind::Page, inside)
        }
    }
}

fn of_round(round: &Round) -> Item {
    item(&round.head, TargetKind::Round, of_asked(&round.asked))
}

fn of_entries(entries: &[std::sync::Arc<Entry>], kind: TargetKind) -> Vec<Item> {
    entries
        .iter()
        .map(|entry| item(&entry.head, kind, Vec::new()))
        .collect()
}

fn of_asked(asked: &[Asked]) -> Vec<Item> {
    let items = asked.iter().map(|one| match one {
        Asked::Question(question) => {
            let inside = of_asked(&question.follow_ups);
            item(&question.head, TargetKind::Question, inside)
        }
        Asked::Asking(asking) => Item {
            name: asking
                .words
                .as_deref()
                .unwrap_or(&asking.question.target)
                .to_owned(),
            detail: "asked again",
            kind: SymbolKind::Event,
            title: asking.span,
            inside: of_asked(&asking.follow_ups),
        },
    });
    items.collect()
}

fn item(head: &Head, kind: TargetKind, inside: Vec<Item>) -> Item {
    Item {
        name: head.title().to_string(),
        detail: kind.prefix(),
        kind: kind_of(kind),
        title: head.title_span,
        inside,
    }
}

/// Each item reaches to the next one beside it, the last to the `end` of what it stands in.
fn symbols(items: Vec<Item>, end: usize, text: &str, lines: &Lines<'_>) -> Vec<DocumentSymbol> {
    let starts: Vec<usize> = items
        .iter()
        .map(|item| line_start(text, item.title.start))
        .collect();
    let ends: Vec<usize> = starts.iter().copied().skip(1).chain([end]).collect();
    let placed = items.into_iter().zip(starts).zip(ends);
    let made = placed.map(|((item, start), end)| {
        let inside = symbols(item.inside, end, text, lines);
        let children = (!inside.is_empty()).then_some(inside);
        let name = match item.name.is_empty() {
            true => item.detail.to_owned(),
            false => item.name,
        };
        let detail = Some(item.detail.to_owned());
        let (range, title) = (lines.range(Span::new(start, end)), lines.range(item.title));
        symbol((name, detail, item.kind), (range, title), children)
    });
    made.collect()
}

/// The protocol has an old flag beside the tags that replaced it; it has no default.
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

fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rfind('\n').map_or(0, |end| end + 1)
}
