//! Resolves references to targets, or reports them with similar names.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::aliases::Aliases;
use super::fragments::{FragmentTarget, Fragments, comparable};
use super::ids::Ids;
use super::lookup_error::{BARE, LookupError};
use super::node::Target;
use super::paths::{composed, join};
use super::reference_messages::{broken_anchor, old_fragment};
use super::resolved_link::ResolvedLink;
use super::terms::Terms;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::kinds::{Document, Entity, Reference, Slug, TargetKind};
use crate::source::index_of_readme;
use crate::syntax::{Link, LinkForm, forge_slug, slug};

/// The kinds whose ids can have a `/`.
const WITH_PATH: &[TargetKind] = &[
    TargetKind::Round,
    TargetKind::Faq,
    TargetKind::Takeaway,
    TargetKind::Page,
];

/// The kinds with ids that are unique in their file only.
const LOCAL: &[TargetKind] = &[TargetKind::Round, TargetKind::Faq, TargetKind::Takeaway];

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
                    Box::new(error.diagnostic(
                        &reference.target,
                        place.clone(),
                        wanted,
                        &self.known,
                    ))
                }),
        };
        let resolved = resolved.and_then(|link| match link.target.kind() {
            kind if wanted.contains(&kind) => Ok(link),
            kind => {
                let error = LookupError::WrongKind(kind);
                Err(Box::new(error.diagnostic(
                    &reference.target,
                    place.clone(),
                    wanted,
                    &self.known,
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
                    Box::new(error.diagnostic(&link.target, place.clone(), BARE, &self.known))
                }),
            LinkForm::Markdown => self.file(document, &link.target, &place, diagnostics),
            LinkForm::Anchor => {
                let anchor = link.target.trim_start_matches('#');
                if anchors.iter().any(|known| **known == *anchor) {
                    return None;
                }
                if let Some(anchor) = in_own_text(own, anchor) {
                    let (target, anchor) = (own.clone(), Some(anchor));
                    return Some(ResolvedLink { target, anchor });
                }
                match self.in_file_of(own, anchor) {
                    Some(found) => Ok(Self::follow(found, &link.target, &place, diagnostics)),
                    None => Err(Box::new(broken_anchor(own, anchors, anchor, place.clone()))),
                }
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
        if !fragment.is_empty()
            && in_own_text(target, fragment).is_none()
            && let Some(found) = self.in_file_of(target, fragment)
            && let Some(new) = found.instead_of_old
        {
            return Some(old_fragment(text, &new, &place));
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
        let mut matches = self.named_in(document, name, bare);
        if matches.is_empty() {
            matches = self.named_in(document, &id_of_name(name), bare);
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
            // `#Some heading` is how notes name a heading by its words.
            Some(anchor) => match self
                .anchor_of(&target, anchor)
                .or_else(|| self.anchor_of(&target, &forge_slug(anchor)))
            {
                Some(anchor) => Ok(ResolvedLink { target, anchor }),
                None => Err(LookupError::Anchor(target, anchor.to_owned())),
            },
        }
    }

    /// Returns what `id`, `kind:id` or `file/id` means in a document.
    fn named_in(&self, document: &Document, name: &str, bare: &[TargetKind]) -> Vec<Target> {
        let file = self.file_id(document);
        let matches = match TargetKind::split_prefix(name) {
            Some((kind, id)) => return self.matches(&file, &[kind], id),
            None if name.contains('/') => self.matches(&file, WITH_PATH, name),
            None => self.matches(&file, bare, name),
        };
        // An id that is unique in the book takes precedence over one that is unique in its file.
        match matches.is_empty() {
            true => self.matches(&file, LOCAL, name),
            false => matches,
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
                TargetKind::Page => match self.by_id(*kind, id) {
                    None => {
                        matches.extend(self.ids.page_names.get(id));
                        None
                    }
                    page => page,
                },
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
        let hidden = |id: &str| self.ids.hidden.get(id).copied();
        if let Some(visibility) = hidden(id).or_else(|| hidden(&id_of_name(id))) {
            return LookupError::Hidden(visibility);
        }
        match self
            .matches(&self.file_id(document), &TargetKind::ALL, id)
            .first()
        {
            Some(other) => LookupError::WrongKind(other.kind()),
            None => LookupError::Unknown,
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
        let index = || self.file_target(format!("{within}/index.md").trim_start_matches('/'));
        let Some(target) = self.file_target(&within).or_else(index) else {
            return Err(Box::new(self.no_file(&within, place)));
        };
        let Some(anchor) = anchor else {
            let anchor = None;
            return Ok(ResolvedLink { target, anchor });
        };
        match self.in_file_of(&target, anchor) {
            Some(found) => Ok(Self::follow(found, written, place, diagnostics)),
            None => {
                let diagnostic = broken_anchor(&target, target.anchors(), anchor, place.clone());
                Err(Box::new(diagnostic))
            }
        }
    }

    /// Returns what a fragment leads to in the file of a target.
    fn in_file_of(&self, target: &Target, fragment: &str) -> Option<FragmentTarget> {
        let document = target.document()?;
        let file = self.file_target(&document.within);
        self.fragments
            .look_up(self.ids, document, file.as_ref(), fragment)
    }

    /// Returns the link that a fragment leads to, and reports a fragment in an old form.
    fn follow(
        fragment_target: FragmentTarget,
        written: &str,
        place: &Place,
        diagnostics: &mut Diagnostics,
    ) -> ResolvedLink {
        let new = fragment_target.instead_of_old;
        diagnostics.extend(new.map(|new| old_fragment(written, &new, place)));
        fragment_target.link
    }

    /// Returns the anchor that the fragment of `[[id#fragment]]` names in the text of a target;
    /// `Some(None)` if the heading opens a part of it.
    fn anchor_of(&self, target: &Target, fragment: &str) -> Option<Option<Arc<str>>> {
        if let Some(known) = in_own_text(target, fragment) {
            return Some(Some(known));
        }
        let found = self.in_file_of(target, fragment)?;
        (found.link.target.key() == target.key()).then_some(found.link.anchor)
    }

    fn no_file(&self, within: &str, place: &Place) -> Diagnostic {
        if let Some(visibility) = self.ids.hidden_files.get(within) {
            let error = LookupError::Hidden(*visibility);
            return error.diagnostic(within, place.clone(), BARE, &self.known);
        }
        let message = format!("there is no file `{within}` in the content folder");
        let otherwise = "link to a markdown file that exists, or write `[[id]]`";
        Diagnostic::new(Code::BrokenLink, place.clone(), message).did_you_mean(
            within,
            self.files.clone(),
            otherwise,
        )
    }

    /// Returns what a link to a file leads to.
    fn file_target(&self, within: &str) -> Option<Target> {
        let file = |path: &str| {
            let target = self.ids.by_file.get(path).cloned();
            target.or_else(|| self.term_file(path))
        };
        file(within).or_else(|| {
            let target = file(&index_of_readme(within)?)?;
            let path = &target.document()?.path;
            index_of_readme(path.as_str()).map(|_| target)
        })
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

/// Returns the id that is made of a name, such as `rule-of-five` of `Rule of Five`, with the prefix and
/// the path before it.
fn id_of_name(name: &str) -> String {
    let (kind, name) = match TargetKind::split_prefix(name) {
        Some((kind, name)) => (format!("{}:", kind.prefix()), name),
        None => (String::new(), name),
    };
    let parts: Vec<String> = name.split('/').map(slug).collect();
    kind + &parts.join("/")
}

/// Returns the anchor in the text of a target that a fragment names, in any letter case.
fn in_own_text(target: &Target, fragment: &str) -> Option<Arc<str>> {
    let fragment = comparable(fragment);
    let known = target.anchors().iter().find(|known| ***known == *fragment);
    known.cloned()
}
