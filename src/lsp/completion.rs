//! Completion: offers ids, names, keys and words, with the best match first.

use std::collections::BTreeMap;
use std::sync::Arc;

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionList, Documentation,
    MarkupContent, MarkupKind, Range, TextEdit,
};

use super::position_context::PositionContext;
use super::summary::{facts, summary};
use super::symbol_index::SymbolIndex;
use super::typed_text::{Expected, Form, TypedText, typed_text};
use crate::catalog::{BARE, By, Target, TargetKey, TargetKind};
use crate::diag::{Place, excerpt};
use crate::kinds::{AnyKey, Shape, find_key};

/// The most offers in one answer; the editor asks again when more was typed.
const MAX_OFFERS: usize = 200;

/// The characters after which an editor asks for completions, in addition to letters.
pub(super) const TRIGGER_CHARACTERS: [&str; 6] = ["[", "{", "=", ",", ":", "#"];

/// Returns the texts that fit at the position.
pub(super) fn completion(context: &PositionContext<'_>) -> Option<CompletionList> {
    let text = &*context.file.text;
    let typed = typed_text(text, context.offset)?;
    let prefix = typed.prefix(text, context.offset).to_lowercase();
    let mut offers = offers(context, &typed, &prefix);
    offers.retain(|offer| offer.rank(&prefix).is_some());
    offers.sort_by_cached_key(|offer| (offer.rank(&prefix), offer.text.clone()));
    let is_incomplete = offers.len() > MAX_OFFERS;
    offers.truncate(MAX_OFFERS);
    let suffix = match typed.expected {
        Expected::Link if !text.get(typed.span.end..)?.starts_with("]]") => "]]",
        Expected::Link | Expected::Key | Expected::Value(_) => "",
    };
    let range = context.lines().range(typed.span);
    let typed = excerpt(text, typed.span);
    let items = offers.into_iter().enumerate();
    let items = items.map(|(position, offer)| offer.item(position, range, typed, suffix));
    Some(CompletionList {
        is_incomplete,
        items: items.collect(),
        ..CompletionList::default()
    })
}

fn offers(context: &PositionContext<'_>, typed: &TypedText<'_>, prefix: &str) -> Vec<Offer> {
    let index = &context.index;
    match typed.expected {
        Expected::Link => links(index, prefix),
        Expected::Key => keys(context, typed.form),
        Expected::Value(key) => match find_key(key).map(AnyKey::targets) {
            Some([kind]) if kind.is_term() => names(context, *kind, typed),
            Some(kinds @ [_, ..]) => ids(index, kinds),
            Some([]) | None => words(context, key, typed.form),
        },
    }
}

/// A text that can be inserted.
struct Offer {
    text: String,
    kind: CompletionItemKind,
    /// The kind and facts of the thing, in a few words.
    detail: String,
    /// The title of the thing; empty if it has none.
    title: Arc<str>,
    documentation: String,
}

/// How well an offer matches the typed text, from best to worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Prefix,
    Substring,
    InTitle,
    /// The typed letters occur in this order.
    Subsequence,
}

impl Offer {
    fn rank(&self, typed: &str) -> Option<Rank> {
        let text = self.text.to_lowercase();
        let title = || self.title.to_lowercase();
        if text.starts_with(typed) {
            Some(Rank::Prefix)
        } else if text.contains(typed) {
            Some(Rank::Substring)
        } else if title().contains(typed) {
            Some(Rank::InTitle)
        } else {
            let mut rest = text.chars();
            let is_in_order = typed.chars().all(|letter| rest.any(|c| c == letter));
            is_in_order.then_some(Rank::Subsequence)
        }
    }

    fn item(self, position: usize, range: Range, typed: &str, suffix: &str) -> CompletionItem {
        let documentation = MarkupContent {
            kind: MarkupKind::Markdown,
            value: self.documentation,
        };
        CompletionItem {
            label: self.text.trim_end_matches([':', '=', ' ']).to_owned(),
            kind: Some(self.kind),
            detail: (!self.detail.is_empty()).then_some(self.detail),
            documentation: Some(Documentation::MarkupContent(documentation)),
            // editors do not search titles, so the order is given explicitly
            sort_text: Some(format!("{position:04}")),
            filter_text: Some(format!("{typed} {} {}", self.text, self.title)),
            text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit {
                range,
                new_text: format!("{}{suffix}", self.text),
            })),
            ..CompletionItem::default()
        }
    }

    fn plain(text: &str, detail: &str) -> Self {
        Self {
            text: text.to_owned(),
            kind: CompletionItemKind::EnumMember,
            detail: detail.to_owned(),
            title: "".into(),
            documentation: String::new(),
        }
    }

    fn target(text: String, target: &Target, index: &SymbolIndex) -> Self {
        Self {
            text,
            kind: CompletionItemKind::Reference,
            detail: facts(target, &index.catalog),
            title: target.title().clone(),
            documentation: format!("**{}**\n\n{}", target.title(), summary(target)),
        }
    }
}

/// Offers the keys of a file or heading, with their meanings.
fn keys(context: &PositionContext<'_>, form: Form) -> Vec<Offer> {
    let end = if form == Form::FrontMatter { ": " } else { "=" };
    let offer = |key: &'static dyn AnyKey| Offer {
        text: format!("{}{end}", key.name()),
        kind: CompletionItemKind::Property,
        detail: key.shape().wanted(),
        title: "".into(),
        documentation: key.documentation().to_owned(),
    };
    context.missing_keys(form).into_iter().map(offer).collect()
}

/// Offers the words that a key accepts.
fn words(context: &PositionContext<'_>, key: &str, form: Form) -> Vec<Offer> {
    match context.key(key, form).map(AnyKey::shape) {
        Some(Shape::OneOf(words)) => words.iter().map(|word| Offer::plain(word, key)).collect(),
        Some(Shape::Flag) => ["true", "false"].map(|word| Offer::plain(word, key)).into(),
        Some(_) | None => Vec::new(),
    }
}

/// Offers names as the book spells them, or ids where a value cannot contain blanks. The text that is
/// being typed is a mention too, and is not offered.
fn names(context: &PositionContext<'_>, kind: TargetKind, typed: &TypedText<'_>) -> Vec<Offer> {
    let index = &context.index;
    let is_typed_text = |place: &Place| {
        let (typed, span) = (typed.span, place.span);
        place.file == context.file.path && span.start <= typed.end && typed.start <= span.end
    };
    let mut spellings: BTreeMap<TargetKey, &str> = BTreeMap::new();
    for mention in &index.mentions {
        let mentioned = mention.target.key();
        if mentioned.kind == kind && mention.by == By::Spelling && !is_typed_text(&mention.place) {
            spellings.entry(mentioned).or_insert(&mention.text);
        }
    }
    let targets = index.targets.iter();
    let targets = targets.filter(|target| target.kind() == kind);
    let offers = targets.filter_map(|target| {
        let name_of_file = target.head().map(|_| match kind {
            TargetKind::Topic => target.id(),
            _ => target.title(),
        });
        let spelling = spellings.get(&target.key()).copied().or(name_of_file)?;
        let needs_quotes = !spelling.chars().all(|c| c.is_alphanumeric() || c == '-');
        let text = if typed.form == Form::Bare && needs_quotes {
            target.id()
        } else {
            spelling
        };
        Some(Offer::target(text.to_owned(), target, index))
    });
    offers.collect()
}

fn ids(index: &SymbolIndex, kinds: &[TargetKind]) -> Vec<Offer> {
    let targets = index.targets.iter();
    let targets = targets.filter(|target| kinds.contains(&target.kind()));
    let offers = targets.map(|target| {
        let is_ambiguous = kinds.len() > 1 && index.ambiguous_ids.contains(target.id());
        let text = if is_ambiguous {
            format!("{}:{}", target.kind().prefix(), target.id())
        } else {
            target.id().to_owned()
        };
        Offer::target(text, target, index)
    });
    offers.collect()
}

/// Offers every target of a link, or the anchors of one target after `#`.
fn links(index: &SymbolIndex, typed: &str) -> Vec<Offer> {
    let targets = index.targets.iter();
    if let Some((name, _)) = typed.split_once('#') {
        let named = targets.filter(|target| link_text(target, index) == name);
        return named.flat_map(|target| anchors(name, target)).collect();
    }
    let offers = targets.map(|target| Offer::target(link_text(target, index), target, index));
    offers.collect()
}

fn anchors(name: &str, target: &Target) -> Vec<Offer> {
    let anchors = target.anchors().iter();
    anchors
        .map(|anchor| Offer::plain(&format!("{name}#{anchor}"), "heading"))
        .collect()
}

/// Returns the text between `[[` and `]]` that links to a target: its id, with its kind if the id
/// alone is ambiguous.
fn link_text(target: &Target, index: &SymbolIndex) -> String {
    let (kind, id) = (target.kind(), target.id());
    let is_clear = BARE.contains(&kind) && !index.ambiguous_ids.contains(id);
    if is_clear || kind == TargetKind::Round {
        id.to_owned()
    } else {
        format!("{}:{id}", kind.prefix())
    }
}
