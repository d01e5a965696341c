//! Ids that two entities have, or that no folder can have.

use super::node::Target;
use crate::diag::{Code, Diagnostic, Place, Span};
use crate::kinds::TargetKind;

/// Returns whether the id replaces an invalid one, which is reported already.
pub(super) fn made_up(target: &Target, place: &Place) -> bool {
    let Some(header) = target.header() else {
        return false;
    };
    let mut diagnostics = header.document.diagnostics.iter();
    diagnostics
        .any(|known| known.place == *place && matches!(known.code, Code::BadId | Code::EmptySlug))
}

/// Reports an id that two entities have. The error is at the later one, but a question in a round
/// gives way to one with its own file.
pub(super) fn duplicate(kind: TargetKind, id: &str, later: Place, first: &Target) -> Diagnostic {
    let earlier = match first.header() {
        Some(header) => header.place(),
        None => Place::new(&later.file, Span::default()),
    };
    let own_file = |place: &Place| place.file.as_str().contains("/questions/");
    let inline = kind == TargetKind::Question && own_file(&later) && !own_file(&earlier);
    let (place, other) = if inline {
        (earlier, later)
    } else {
        (later, earlier)
    };
    let message = format!("{} with the id `{id}` exists already", kind.article());
    let help = match kind {
        TargetKind::Question => format!(
            "the same one? write `[[{id}]]` as the heading, or `asks={id}`; another? give it an id: `{{#…}}`"
        ),
        _ => "give one of them another id: `{#…}`".to_owned(),
    };
    Diagnostic::new(Code::DuplicateId, place, message)
        .label(other, "the other one")
        .help(help)
}

/// Reports an id that would be a folder which some systems cannot create.
pub(super) fn reserved_id(id: &str, place: Place, help: &str) -> Diagnostic {
    let message = format!("`{id}` is a name that Windows keeps for devices");
    Diagnostic::new(Code::BadId, place, message).help(help)
}
