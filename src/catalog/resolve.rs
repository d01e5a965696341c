//! Resolves references to targets, or reports them with similar names.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::aliases::Aliases;
use super::fragments::Fragments;
use super::ids::Ids;
use super::node::Target;
use super::paths::{composed, join};
use super::reference_messages::{broken_anchor, listed, old_fragment, one_of, with_prefix};
use super::resolved_link::ResolvedLink;
use super::terms::Terms;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::kinds::{Document, Entity, Reference, Slug, TargetKind, Visibility};
use crate::syntax::{Link, LinkForm};

/// The kinds that a bare `[[id]]` can mean.
pub const BARE: &[TargetKind] = &[
    TargetKind::Question,
    TargetKind::Framework,
    TargetKind::Topic,
    TargetKind::Interview,
    TargetKind::Page,
];

/// The kinds with ids that are unique in their file only.
const LOCAL: &[TargetKind] = &[TargetKind::Round, TargetKind::Faq, TargetKind::Takeaway];

/// Why a reference leads nowhere.
enum LookupError {
    Unknown,
    Hidden(Visibility),
    WrongKind(TargetKind),
    Ambiguous(Vec<Target>),
    Anchor(Target, String),
}

/// Looks references up.
#[derive(Debug)]
pub struct Resolver<'a> {
    ids: &'a Ids,
    terms: &'a Terms,
    aliases: &'a Aliases,
    /// The ids that a bare reference can name, for suggestions.
    known: Arc<[Arc<str>]>,
    /// The files that a link can name, for suggestions.
    files: Arc<[Arc<str>]>,
    fragments: Fragments,
}

impl<'a> Resolver<'a> {
    /// Creates a resolver over all ids of the book.
    pub fn new(ids: &'a Ids, terms: &'a Terms, aliases: &'a Aliases) -> Self {
        let bare = ids
            .by_id
            .keys()
            .filter(|(kind, _)| *kind != TargetKind::Faq && *kind != TargetKind::Takeaway);
        let topics = terms.topics.terms.iter().map(|topic| topic.id.shared());
        let mut known: Vec<Arc<str>> = bare.map(|(_, id)| id.clone()).chain(topics).collect();
        known.sort();
        known.dedup();
        Self {
            ids,
            terms,
            aliases,
            known: known.into(),
            files: ids.by_file.keys().cloned().collect(),
            fragments: Fragments::default(),
        }
    }

    /// Returns the ids that a bare reference can name, sorted.
    pub fn known(&self) -> &[Arc<str>] {
        &self.known
    }

    /// Returns the files that were asked for headings, by their paths in the content folder. What
    /// links lead to depends on the words of their headings.
    pub fn asked_for_headings(&self) -> BTreeSet<Arc<str>> {
        self.fragments.asked_for()
    }

    /// Returns everything that has an id: `id`, `kind:id` or `file/id`.
    pub fn named(&self, what: &str) -> Vec<Target> {
        let what = &*composed(what);
        let (kinds, id) = match TargetKind::split_prefix(what) {
            Some((kind, id)) => (vec![kind], id),
            None => (TargetKind::ALL.to_vec(), what),
        };
        self.matches("", &kinds, id)
    }

    /// Returns the target of a typed key, which must have one of the `wanted` kinds. Errors and
    /// warnings go to `diagnostics`.
    pub fn reference(
        &self,
        document: &Document,
        reference: &Reference,
        wanted: &[TargetKind],
        diagnostics: &mut Diagnostics,
    ) -> Option<Target> {
        let place = Place::new(&document.path, reference.span);
        let resolved = match reference.form {
            LinkForm::Markdown => self.file(document, &reference.target, &place, diagnostics),
            _ => self
                .look_up(document, &reference.target, wanted, wanted)
                .map_err(|error| {
                    Box::new(self.diagnostic(&reference.target, place.clone(), error, wanted))
                }),
        };
        let resolved = resolved.and_then(|link| match link.target.kind() {
            kind if wanted.contains(&kind) => Ok(link),
            kind => {
                let error = LookupError::WrongKind(kind);
                Err(Box::new(self.diagnostic(
                    &reference.target,
                    place.clone(),
                    error,
                    wanted,
                )))
            }
        });
        match resolved {
            Ok(link) => {
                let text = &reference.target;
                diagnostics.extend(self.outdated(document, text, place, &link.target));
                Some(link.target)
            }
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                None
            }
        }
    }

    /// Returns the target of a link in a body; `None` for links out of the book and within the
    /// text. Errors and warnings go to `diagnostics`.
    pub fn link(
        &self,
        document: &Document,
        own: &Target,
        anchors: &[Arc<str>],
        link: &Link,
        diagnostics: &mut Diagnostics,
    ) -> Option<ResolvedLink> {
        let place = Place::new(&document.path, link.span);
        let resolved = match link.form {
            LinkForm::Wiki => self
                .look_up(document, &link.target, BARE, &TargetKind::ALL)
                .map_err(|error| {
                    Box::new(self.diagnostic(&link.target, place.clone(), error, BARE))
                }),
            LinkForm::Markdown => self.file(document, &link.target, &place, diagnostics),
            LinkForm::Anchor => {
                let anchor = link.target.trim_start_matches('#');
                if anchors.iter().any(|known| **known == *anchor) {
                    return None;
                }
                let file = self.ids.by_file.get(&document.within);
                let file = file.cloned().or_else(|| self.term_file(&document.within));
                self.fragment(
                    &link.target,
                    file.as_ref().unwrap_or(own),
                    anchor,
                    &place,
                    diagnostics,
                )
            }
            LinkForm::Web
            | LinkForm::File
            | LinkForm::Image
            | LinkForm::Include
            | LinkForm::RemoteImage
            | LinkForm::Forbidden => return None,
        };
        match resolved {
            Ok(resolved_link) => {
                if link.form == LinkForm::Wiki {
                    diagnostics.extend(self.outdated(
                        document,
                        &link.target,
                        place,
                        &resolved_link.target,
                    ));
                }
                Some(resolved_link)
            }
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                None
            }
        }
    }

    /// Reports an old id, which leads to its target nevertheless.
    fn outdated(
        &self,
        document: &Document,
        text: &str,
        place: Place,
        target: &Target,
    ) -> Option<Diagnostic> {
        let (name, fragment) = text.split_once('#').unwrap_or((text, ""));
        let new = self.fragments.instead_of_old(self.ids, target, fragment);
        if let Some(new) = new {
            return Some(old_fragment(text, fragment, &new, &place));
        }
        let name = name.trim();
        let id = TargetKind::split_prefix(name)
            .map_or(name, |(_, id)| id)
            .trim();
        let (kind, current) = (target.kind(), target.id());
        let short = current.rsplit('/').next().unwrap_or_default();
        if id == current || id == short {
            return None;
        }
        let full = format!("{}/{id}", self.file_id(document));
        let old = |id: &str| self.aliases.by_id.contains_key(&(kind, id.into()));
        if !old(id) && !old(&full) {
            return None;
        }
        let new = if id.contains('/') { current } else { short };
        let message = format!("`{id}` is an old id of `{current}`");
        let diagnostic = Diagnostic::new(Code::OldId, place.clone(), message);
        let help = format!("write `{new}`");
        let alone = place.span.end - place.span.start == text.len();
        Some(if alone {
            diagnostic.fix(help, place, text.replacen(id, new, 1))
        } else {
            diagnostic.help(help)
        })
    }

    /// Looks up `text`: `id`, `kind:id` or `file/id`, with or without `#anchor`. Kinds other than
    /// `bare` need their prefix or path. A match with none of the `allowed` kinds has the wrong
    /// kind.
    fn look_up(
        &self,
        document: &Document,
        text: &str,
        bare: &[TargetKind],
        allowed: &[TargetKind],
    ) -> Result<ResolvedLink, LookupError> {
        // Ids are in NFC, and what is copied from the name of a file may not be.
        let text = composed(text);
        let (name, anchor) = match text.split_once('#') {
            Some((name, anchor)) => (name.trim(), Some(anchor.trim())),
            None => (text.trim(), None),
        };
        let file = self.file_id(document);
        let mut matches = match TargetKind::split_prefix(name) {
            Some((kind, id)) => self.matches(&file, &[kind], id),
            None if name.contains('/') => self.matches(&file, LOCAL, name),
            None => self.matches(&file, bare, name),
        };
        // An id that is unique in the book takes precedence over one that is unique in its file.
        if matches.is_empty() && TargetKind::split_prefix(name).is_none() {
            matches = self.matches(&file, LOCAL, name);
        }
        if matches.len() > 1 {
            matches.retain(|target| allowed.contains(&target.kind()));
        }
        let id = TargetKind::split_prefix(name).map_or(name, |(_, id)| id);
        let mut matches = matches.into_iter();
        let target = match (matches.next(), matches.next()) {
            (Some(target), None) => target,
            (Some(first), Some(second)) => {
                return Err(LookupError::Ambiguous(
                    [first, second].into_iter().chain(matches).collect(),
                ));
            }
            (None, _) => return Err(self.error(document, id)),
        };
        if !allowed.contains(&target.kind()) {
            return Err(LookupError::WrongKind(target.kind()));
        }
        match anchor {
            None => Ok(ResolvedLink {
                target,
                anchor: None,
            }),
            Some(anchor) => match self.anchor_of(&target, anchor) {
                Some(anchor) => Ok(ResolvedLink { target, anchor }),
                None => Err(LookupError::Anchor(target, anchor.to_owned())),
            },
        }
    }

    fn matches(&self, file: &str, kinds: &[TargetKind], id: &str) -> Vec<Target> {
        let mut matches: Vec<Target> = Vec::new();
        for kind in kinds {
            let target = match kind {
                kind if kind.is_term() && self.aliases.by_id.contains_key(&(*kind, id.into())) => {
                    self.by_id(*kind, id)
                }
                kind if kind.is_term() => {
                    Slug::from_text(id).and_then(|id| self.terms.target(*kind, &id))
                }
                TargetKind::Round | TargetKind::Faq | TargetKind::Takeaway if !id.contains('/') => {
                    self.by_id(*kind, &format!("{file}/{id}"))
                }
                _ => self.by_id(*kind, id),
            };
            matches.extend(target);
        }
        matches
    }

    /// Returns the id that short ids in a file belong to. In a round file it is the id of the
    /// interview.
    fn file_id(&self, document: &Document) -> String {
        let index = match (&document.entity, document.within.rsplit_once('/')) {
            (Entity::Round(_), Some((folder, _))) => {
                self.ids.by_file.get(format!("{folder}/index.md").as_str())
            }
            _ => None,
        };
        match index {
            Some(Target::Interview(interview)) => interview.id.to_string(),
            _ => document.entity.head().id.to_string(),
        }
    }

    fn by_id(&self, kind: TargetKind, id: &str) -> Option<Target> {
        let key = (kind, id.into());
        let target = self.ids.by_id.get(&key);
        target.or_else(|| self.aliases.by_id.get(&key)).cloned()
    }

    fn error(&self, document: &Document, id: &str) -> LookupError {
        if let Some(visibility) = self.ids.hidden.get(id) {
            return LookupError::Hidden(*visibility);
        }
        match self
            .matches(&self.file_id(document), &TargetKind::ALL, id)
            .first()
        {
            Some(other) => LookupError::WrongKind(other.kind()),
            None => LookupError::Unknown,
        }
    }

    fn diagnostic(
        &self,
        text: &str,
        place: Place,
        error: LookupError,
        wanted: &[TargetKind],
    ) -> Diagnostic {
        let shown = text;
        match error {
            LookupError::Unknown if text.trim().is_empty() => {
                let message = "the id of what is meant is missing";
                let help = format!("write the id of {}", one_of(wanted));
                Diagnostic::new(Code::BrokenReference, place, message).help(help)
            }
            LookupError::Unknown => {
                let message = format!("no {} has the id `{shown}`", listed(wanted));
                let otherwise =
                    "write the id of something in the book; `kind:id` where two kinds share it";
                Diagnostic::new(Code::BrokenReference, place, message).did_you_mean(
                    text,
                    self.known.clone(),
                    otherwise,
                )
            }
            LookupError::Hidden(Visibility::Private) => {
                let message = format!("`{shown}` is private");
                Diagnostic::new(Code::PrivateLeak, place, message)
                    .help("leave the link out: readers must not learn of it")
            }
            LookupError::Hidden(Visibility::Draft | Visibility::Public) => {
                let message = format!("`{shown}` is a draft");
                Diagnostic::new(Code::BrokenReference, place, message)
                    .help("leave the link out until it is public, or build with `--drafts`")
            }
            LookupError::WrongKind(kind) => {
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
            LookupError::Ambiguous(targets) => {
                let kinds: Vec<String> = targets
                    .iter()
                    .map(|target| format!("`{}:{text}`", target.kind().prefix()))
                    .collect();
                let message = format!("`{shown}` names more than one thing");
                let help = format!("write {}", kinds.join(" or "));
                Diagnostic::new(Code::AmbiguousReference, place, message).help(help)
            }
            LookupError::Anchor(target, anchor) => {
                broken_anchor(&target, target.anchors(), &anchor, place)
            }
        }
    }

    /// Resolves a relative link to a markdown file, which means the same as `[[…]]`.
    fn file(
        &self,
        document: &Document,
        target: &str,
        place: &Place,
        diagnostics: &mut Diagnostics,
    ) -> Result<ResolvedLink, Box<Diagnostic>> {
        let written = target;
        let (path, anchor) = match target.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (target, None),
        };
        let within = join(&document.within, path)
            .map_err(|stray| Box::new(stray.diagnostic(target, place.clone())))?;
        let target = self.ids.by_file.get(within.as_str()).cloned();
        let Some(target) = target.or_else(|| self.term_file(&within)) else {
            return Err(Box::new(self.no_file(&within, place)));
        };
        let Some(anchor) = anchor else {
            let anchor = None;
            return Ok(ResolvedLink { target, anchor });
        };
        self.fragment(written, &target, anchor, place, diagnostics)
    }

    /// Resolves the fragment of a link that is written as `link` and leads into the file of a
    /// target. A fragment in an old form is `old-id`.
    fn fragment(
        &self,
        link: &str,
        file: &Target,
        fragment: &str,
        place: &Place,
        diagnostics: &mut Diagnostics,
    ) -> Result<ResolvedLink, Box<Diagnostic>> {
        let Some(found) = self.fragments.look_up(self.ids, file, fragment) else {
            let diagnostic = broken_anchor(file, file.anchors(), fragment, place.clone());
            return Err(Box::new(diagnostic));
        };
        let new = found.instead_of_old;
        diagnostics.extend(new.map(|new| old_fragment(link, fragment, &new, place)));
        Ok(found.link)
    }

    /// Returns the anchor that the fragment of `[[id#fragment]]` names in the text of a target;
    /// `Some(None)` if the heading opens a part of it.
    fn anchor_of(&self, target: &Target, fragment: &str) -> Option<Option<Arc<str>>> {
        let known = target.anchors().iter();
        if let Some(known) = known.clone().find(|known| ***known == *fragment) {
            return Some(Some(known.clone()));
        }
        let found = self.fragments.look_up(self.ids, target, fragment)?;
        (found.link.target.key() == target.key()).then_some(found.link.anchor)
    }

    fn no_file(&self, within: &str, place: &Place) -> Diagnostic {
        if let Some(visibility) = self.ids.hidden_files.get(within) {
            return self.diagnostic(
                within,
                place.clone(),
                LookupError::Hidden(*visibility),
                BARE,
            );
        }
        let message = format!("there is no file `{within}` in the content folder");
        let otherwise = "link to a markdown file that exists, or write `[[id]]`";
        Diagnostic::new(Code::BrokenLink, place.clone(), message).did_you_mean(
            within,
            self.files.clone(),
            otherwise,
        )
    }

    fn term_file(&self, within: &str) -> Option<Target> {
        let terms = self.terms;
        match within.split('/').next()? {
            "topics" => terms.topics.by_file(within).map(Target::Topic),
            "companies" => terms.companies.by_file(within).map(Target::Company),
            "roles" => terms.roles.by_file(within).map(Target::Role),
            _ => None,
        }
    }
}
