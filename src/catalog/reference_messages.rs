//! The wording of diagnostics about references.

use std::sync::Arc;

use super::node::Target;
use crate::diag::{Code, Diagnostic, Place};
use crate::kinds::TargetKind;

/// Adds help with the prefix that a bare id of this kind needs. It is a fix if the place covers
/// only the id, and the author has written no other prefix.
pub(super) fn with_prefix(diagnostic: Diagnostic, text: &str, kind: TargetKind) -> Diagnostic {
    let id = TargetKind::split_prefix(text)
        .map_or(text, |(_, id)| id)
        .trim();
    let whole = format!("{}:{id}", kind.prefix());
    let help = format!("write `{whole}`");
    let place = diagnostic.place.clone();
    if id == text && place.span.end - place.span.start == text.len() {
        diagnostic.fix(help, place, whole)
    } else {
        diagnostic.help(help)
    }
}

/// The number of anchors among which a similar one is searched.
const MOST_ANCHORS: usize = 200;

pub(super) fn broken_anchor(
    target: &Target,
    anchors: &[Arc<str>],
    anchor: &str,
    place: Place,
) -> Diagnostic {
    let message = format!(
        "`{}` has no heading with the anchor `{}`",
        target.title(),
        anchor
    );
    // Few anchors are copied, so that a suggestion is found in a short time.
    let among: Arc<[Arc<str>]> = anchors.iter().take(MOST_ANCHORS).cloned().collect();
    Diagnostic::new(Code::BrokenAnchor, place, message).did_you_mean(
        anchor,
        among,
        "write the anchor of one of its headings, or leave the `#…` out",
    )
}

/// Reports the fragment of a link that is in an old form and still leads to its heading.
pub(super) fn old_fragment(link: &str, new: &str, place: &Place) -> Diagnostic {
    let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
    let message = format!("`#{fragment}` is an old form of `#{new}`");
    let help = format!("write `#{new}`");
    let diagnostic = Diagnostic::new(Code::OldId, place.clone(), message);
    if place.span.end - place.span.start == link.len() {
        diagnostic.fix(help, place.clone(), format!("{file}#{new}"))
    } else {
        diagnostic.help(help)
    }
}

pub(super) fn listed(kinds: &[TargetKind]) -> String {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.prefix()).collect();
    joined(&names)
}

pub(super) fn one_of(kinds: &[TargetKind]) -> String {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.article()).collect();
    joined(&names)
}

pub(super) fn joined(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
