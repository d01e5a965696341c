//! References that lead nowhere.

use std::sync::Arc;

use super::node::Target;
use super::reference_messages::{broken_anchor, listed, one_of, with_prefix};
use crate::diag::{Code, Diagnostic, Place};
use crate::kinds::{TargetKind, Visibility};

/// The kinds that a bare `[[id]]` can mean.
pub const BARE: &[TargetKind] = &[
    TargetKind::Question,
    TargetKind::Framework,
    TargetKind::Topic,
    TargetKind::Interview,
    TargetKind::Page,
];

/// Why a reference leads nowhere.
pub(super) enum LookupError {
    Unknown,
    Hidden(Visibility),
    WrongKind(TargetKind),
    Ambiguous(Vec<Target>),
    Anchor(Target, String),
}

impl LookupError {
    /// Returns the diagnostic of the reference `text`, which needs one of the `wanted` kinds. A similar
    /// name is searched among the `known` ids.
    pub(super) fn diagnostic(
        self,
        text: &str,
        place: Place,
        wanted: &[TargetKind],
        known: &Arc<[Arc<str>]>,
    ) -> Diagnostic {
        let shown = text;
        match self {
            Self::Unknown if text.trim().is_empty() => {
                let message = "the id of what is meant is missing";
                let help = format!("write the id of {}", one_of(wanted));
                Diagnostic::new(Code::BrokenReference, place, message).help(help)
            }
            Self::Unknown => {
                let message = format!("no {} has the id `{shown}`", listed(wanted));
                let otherwise =
                    "write the id of something in the book; `kind:id` where two kinds share it";
                Diagnostic::new(Code::BrokenReference, place, message).did_you_mean(
                    text,
                    known.clone(),
                    otherwise,
                )
            }
            Self::Hidden(Visibility::Private) => {
                let message = format!("`{shown}` is private");
                Diagnostic::new(Code::PrivateLeak, place, message)
                    .help("leave the link out: readers must not learn of it")
            }
            Self::Hidden(Visibility::Draft | Visibility::Public) => {
                let message = format!("`{shown}` is a draft");
                Diagnostic::new(Code::BrokenReference, place, message)
                    .help("leave the link out until it is public, or build with `--drafts`")
            }
            Self::WrongKind(kind) => {
                let message = format!(
                    "`{shown}` is {}, but here {} is needed",
                    kind.article(),
                    one_of(wanted)
                );
                let diagnostic = Diagnostic::new(Code::WrongKind, place, message);
                match wanted {
                    BARE => with_prefix(diagnostic, text, kind),
                    _ => diagnostic.help(format!("name {}", one_of(wanted))),
                }
            }
            Self::Ambiguous(targets) => {
                let anchor = text
                    .find('#')
                    .and_then(|at| text.get(at..))
                    .unwrap_or_default();
                let names = targets.iter().map(|target| match target {
                    Target::Page(page) if page.id.contains('/') => format!("`{}{anchor}`", page.id),
                    _ => format!("`{}:{text}`", target.kind().prefix()),
                });
                let names: Vec<String> = names.collect();
                let message = format!("`{shown}` names more than one thing");
                let help = format!("write {}", names.join(" or "));
                Diagnostic::new(Code::AmbiguousReference, place, message).help(help)
            }
            Self::Anchor(target, anchor) => {
                broken_anchor(&target, target.anchors(), &anchor, place)
            }
        }
    }
}
