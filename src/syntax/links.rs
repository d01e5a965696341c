//! The links of a file, before their targets are looked up.

use std::borrow::Cow;

use super::markdown::LinkType;
use crate::diag::{Span, excerpt};

/// A link of a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// The target as the author wrote it: `growth-plateau#hints`, `../a.md`.
    pub target: String,
    pub form: LinkForm,
    /// The span of the target if it can be found in the text, and of the whole link otherwise.
    pub span: Span,
    /// The span of the whole link with its brackets.
    pub whole: Span,
}

/// The kind of target that a link has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkForm {
    /// An id: `[[id]]`.
    Wiki,
    /// A relative path to a markdown file, with or without an anchor.
    Markdown,
    /// An anchor of the same text: `#anchor`.
    Anchor,
    /// An address with `http:`, `https:` or `mailto:`.
    Web,
    /// Any other file.
    File,
    /// A file that the page shows as an image.
    Image,
    /// A file whose lines a code fence shows.
    Include,
    /// An image at `http:` or `https:`.
    RemoteImage,
    /// Any other address for which a browser would leave the site, or which it would run.
    Forbidden,
}

/// Returns the link of an event that covers `whole` of `text`.
pub(super) fn link(text: &str, kind: LinkType, target: &str, whole: Span) -> Link {
    let form = match kind {
        LinkType::WikiLink { .. } => LinkForm::Wiki,
        LinkType::Email => LinkForm::Web,
        _ => form_of(target),
    };
    let target = match form {
        LinkForm::Wiki => wiki_target(target),
        _ => target,
    };
    Link {
        target: target.to_owned(),
        form,
        span: target_span(text, kind, target, whole),
        whole,
    }
}

/// Returns the link of an image that covers `whole` of `text`: `![alt](path)` or `![[path|alt]]`.
pub(super) fn image(text: &str, kind: LinkType, target: &str, whole: Span) -> Link {
    let target = match kind {
        LinkType::WikiLink { .. } => wiki_target(target),
        _ => target,
    };
    Link {
        target: target.to_owned(),
        form: image_form(target),
        span: target_span(text, kind, target, whole),
        whole,
    }
}

/// Returns the form of an image's target: a path, or something that no page may show.
pub fn image_form(target: &str) -> LinkForm {
    match form_of(target) {
        LinkForm::Web
            if !target
                .trim_start()
                .to_ascii_lowercase()
                .starts_with("mailto") =>
        {
            LinkForm::RemoteImage
        }
        LinkForm::Web | LinkForm::Forbidden => LinkForm::Forbidden,
        _ => LinkForm::Image,
    }
}

/// Returns the id of `[[id|text]]`. In a table the bar is written `\|`, and the library leaves the
/// backslash with the id.
pub fn wiki_target(target: &str) -> &str {
    target.strip_suffix('\\').unwrap_or(target)
}

/// Returns the form of an ordinary link's target as a browser reads it: without blanks around it,
/// without tabs and line ends inside it, and with `/` for `\`.
pub fn form_of(target: &str) -> LinkForm {
    let seen = seen(target);
    if seen.starts_with('#') {
        return LinkForm::Anchor;
    }
    // `\\server` and `C:` are paths on some machine, which leave the book as `..` does.
    let of_machine = target.trim_start().starts_with("\\\\");
    if seen.starts_with("//") && !of_machine {
        return LinkForm::Forbidden;
    }
    match scheme(&seen).filter(|scheme| scheme.len() > 1) {
        Some(scheme) if ["http", "https", "mailto"].contains(&scheme.as_str()) => LinkForm::Web,
        Some(_) => LinkForm::Forbidden,
        None if is_page(path_of(&seen)) => LinkForm::Markdown,
        None => LinkForm::File,
    }
}

fn seen(target: &str) -> Cow<'_, str> {
    let target = target.trim_matches(|c: char| c <= ' ');
    if !target.contains(['\t', '\n', '\r', '\\']) {
        return Cow::Borrowed(target);
    }
    let kept = target.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r'));
    kept.map(|c| if c == '\\' { '/' } else { c }).collect()
}

/// Returns the target without its anchor.
fn path_of(target: &str) -> &str {
    target.split('#').next().unwrap_or_default()
}

/// Returns whether a path is that of a markdown file, or of a folder, whose page is a markdown file.
fn is_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_folder = !path.is_empty() && (!name.contains('.') || matches!(name, "." | ".."));
    path.ends_with(".md") || is_folder
}

fn scheme(target: &str) -> Option<String> {
    let (scheme, _) = target.split_once(':')?;
    let first = scheme.chars().next()?;
    let rest = scheme
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    (first.is_ascii_alphabetic() && rest).then(|| scheme.to_ascii_lowercase())
}

fn target_span(text: &str, kind: LinkType, target: &str, whole: Span) -> Span {
    let source = excerpt(text, whole);
    let start = match kind {
        LinkType::WikiLink { .. } => source.find("[[").map(|at| at + 2),
        LinkType::Inline => source.rfind("](").and_then(|at| {
            let rest = source.get(at..)?;
            rest.find(target).map(|within| at + within)
        }),
        _ => None,
    };
    match start {
        Some(at)
            if source
                .get(at..)
                .is_some_and(|rest| rest.starts_with(target)) =>
        {
            Span::new(whole.start + at, whole.start + at + target.len())
        }
        _ => whole,
    }
}
