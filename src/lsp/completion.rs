//! What the author may mean: ids, names, keys and words, the likeliest first.

use std::collections::BTreeMap;
use std::sync::Arc;

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionList, Documentation,
    MarkupContent, MarkupKind, Range, TextEdit,
};

use super::context::{Context, Form, Of, context};
use super::known::Known;
use super::spot::Spot;
use super::summary::{facts, summary};
use crate::catalog::{BARE, By, Target, TargetKey, TargetKind};
use crate::diag::{Place, excerpt};
use crate::kinds::{AnyKey, Shape, find_key};

/// So many are offered at once; the editor asks again when more was typed.
const MOST: usize = 200;

/// The characters that make editors ask, beside letters.
pub(super) const TRIGGERS: [&str; 6] = ["[", "{", "=", ",", ":", "#"];

/// What may stand at a place.
pub(super) fn completion(spot: &Spot<'_>) -> Option<CompletionList> {
    let text = &*spot.file.text;
    let context = context(text, spot.at)?;
    let prefix = context.prefix(text, spot.at).to_lowercase();
    let mut offers = offers(spot, &context, &prefix);
    offers.retain(|offer| offer.rank(&prefix).is_some());
    offers.sort_by_cached_key(|offer| (offer.rank(&prefix), offer.text.clone()));
    let is_incomplete = offers.len() > MOST;
    offers.truncate(MOST);
    let close = match context.of {
        Of::Link if !text.get(context.typed.end..)?.starts_with("]]") => "]]",
        Of::Link | Of::Key | Of::Value(_) => "",
    };
    let range = spot.lines().range(context.typed);
    let typed = excerpt(text, context.typed);
    let items = offers.into_iter().enumerate();
    let items = items.map(|(place, offer)| offer.item(place, range, typed, close));
    Some(CompletionList {
        is_incomplete,
        items: items.collect(),
        ..CompletionList::default()
    })
}

fn offers(spot: &Spot<'_>, context: &Context<'_>, prefix: &str) -> Vec<Offer> {
    let known = &spot.known;
    match context.of {
        Of::Link => links(known, prefix),
        Of::Key => keys(spot, context.form),
        Of::Value(key) => match find_key(key).map(AnyKey::targets) {
            Some([kind]) if kind.is_term() => names(spot, *kind, context),
            Some(kinds @ [_, ..]) => ids(known, kinds),
            Some([]) | None => words(spot, key, context.form),
        },
    }
}

/// Something that can be put in.
struct Offer {
    text: String,
    kind: CompletionItemKind,
    /// What it is, in a word or two.
    detail: String,
    /// What it is called.
    title: Arc<str>,
    documentation: String,
}

/// How well an offer fits what was typed; the least fits best.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Begins,
    Holds,
    InTitle,
    Letters,
}

impl Offer {
    fn rank(&self, typed: &str) -> Option<Rank> {
        let text = self.text.to_lowercase();
        let title = || self.title.to_lowercase();
        if text.starts_with(typed) {
            Some(Rank::Begins)
        } else if text.contains(typed) {
            Some(Rank::Holds)
        } else if title().contains(typed) {
            Some(Rank::InTitle)
        } else {
            let mut rest = text.chars();
            let in_order = typed.chars().all(|letter| rest.any(|c| c == letter));
            in_order.then_some(Rank::Letters)
        }
    }

    fn item(self, place: usize, range: Range, typed: &str, close: &str) -> CompletionItem {
        let documentation = MarkupContent {
            kind: MarkupKind::Markdown,
            value: self.documentation,
        };
        CompletionItem {
            label: self.text.trim_end_matches([':', '=', ' ']).to_owned(),
            kind: Some(self.kind),
            detail: (!self.detail.is_empty()).then_some(self.detail),
            documentation: Some(Documentation::MarkupContent(documentation)),
            // the order is ours: what was typed may stand in the title, where editors do not look
            sort_text: Some(format!("{place:04}")),
            filter_text: Some(format!("{typed} {} {}", self.text, self.title)),
            text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit {
                range,
                new_text: format!("{}{close}", self.text),
            })),
            ..CompletionItem::default()
        }
    }

    fn word(text: &str, detail: &str) -> Self {
        Self {
            text: text.to_owned(),
            kind: CompletionItemKind::EnumMember,
            detail: detail.to_owned(),
            title: "".into(),
            documentation: String::new(),
        }
    }

    fn target(text: String, target: &Target, known: &Known) -> Self {
        Self {
            text,
            kind: CompletionItemKind::Reference,
            detail: facts(target, &known.catalog),
            title: target.title().clone(),
            documentation: format!("**{}**\n\n{}", target.title(), summary(target)),
        }
    }
}

/// The keys of a file or heading, with what they mean.
fn keys(spot: &Spot<'_>, form: Form) -> Vec<Offer> {
    let end = if form == Form::FrontMatter { ": " } else { "=" };
    let offer = |key: &'static dyn AnyKey| Offer {
        text: format!("{}{end}", key.name()),
        kind: CompletionItemKind::Property,
        detail: key.shape().wanted(),
        title: "".into(),
        documentation: key.documentation().to_owned(),
    };
    spot.open_keys(form).into_iter().map(offer).collect()
}

/// The words that a key takes.
fn words(spot: &Spot<'_>, key: &str, form: Form) -> Vec<Offer> {
    match spot.key(key, form).map(AnyKey::shape) {
        Some(Shape::OneOf(words)) => words.iter().map(|word| Offer::word(word, key)).collect(),
        Some(Shape::Flag) => ["true", "false"].map(|word| Offer::word(word, key)).into(),
        Some(_) | None => Vec::new(),
    }
}

/// Names as they are spelled in the book, or the ids where blanks cannot stand. What is typed here
/// names something too, and is no offer.
fn names(spot: &Spot<'_>, kind: TargetKind, context: &Context<'_>) -> Vec<Offer> {
    let known = &spot.known;
    let typed_here = |place: &Place| {
        let (typed, span) = (context.typed, place.span);
        place.file == spot.file.path && span.start <= typed.end && typed.start <= span.end
    };
    let mut spelled: BTreeMap<TargetKey, &str> = BTreeMap::new();
    for mention in &known.mentions {
        let named = mention.target.key();
        if named.kind == kind && mention.by == By::Spelling && !typed_here(&mention.place) {
            spelled.entry(named).or_insert(&mention.text);
        }
    }
    let targets = known.targets.iter();
    let targets = targets.filter(|target| target.kind() == kind);
    let offers = targets.filter_map(|target| {
        let of_file = target.head().map(|_| match kind {
            TargetKind::Topic => target.id(),
            _ => target.title(),
        });
        let spelling = spelled.get(&target.key()).copied().or(of_file)?;
        let bare = spelling.chars().all(|c| c.is_alphanumeric() || c == '-');
        let text = match context.form == Form::Bare && !bare {
            true => target.id(),
            false => spelling,
        };
        Some(Offer::target(text.to_owned(), target, known))
    });
    offers.collect()
}

fn ids(known: &Known, kinds: &[TargetKind]) -> Vec<Offer> {
    let targets = known.targets.iter();
    let targets = targets.filter(|target| kinds.contains(&target.kind()));
    let offers = targets.map(|target| {
        let shared = kinds.len() > 1 && known.shared.contains(target.id());
        let text = match shared {
            true => format!("{}:{}", target.kind().prefix(), target.id()),
            false => target.id().to_owned(),
        };
        Offer::target(text, target, known)
    });
    offers.collect()
}

/// Everything that a link can lead to; behind `#` the parts of one thing.
fn links(known: &Known, typed: &str) -> Vec<Offer> {
    if let Some((name, _)) = typed.split_once('#') {
        let of = known
            .targets
            .iter()
            .filter(|target| linked_by(target, known) == name);
        return of.flat_map(|target| anchors(name, target)).collect();
    }
    let targets = known.targets.iter();
    let offers = targets.map(|target| Offer::target(linked_by(target, known), target, known));
    offers.collect()
}

fn anchors(name: &str, target: &Target) -> Vec<Offer> {
    let anchors = target.anchors().iter();
    anchors
        .map(|anchor| Offer::word(&format!("{name}#{anchor}"), "heading"))
        .collect()
}

/// What stands for a target in `[[…]]`: its id, with its kind where that says too little.
fn linked_by(target: &Target, known: &Known) -> String {
    let (kind, id) = (target.kind(), target.id());
    let bare = BARE.contains(&kind) && !known.shared.contains(id);
    match bare || kind == TargetKind::Round {
        true => id.to_owned(),
        false => format!("{}:{id}", kind.prefix()),
    }
}
