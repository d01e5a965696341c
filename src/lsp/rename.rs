//! Another id for something, in all the book; the old one stays as an alias, so that old addresses
//! lead on.

use std::collections::BTreeMap;

use gen_lsp_types::{PrepareRenamePlaceholder, WorkspaceEdit};

use super::actions::edit;
use super::book::lookup;
use super::known::Known;
use super::session::Refusal;
use super::spot::Spot;
use crate::build::{Memo, assemble};
use crate::catalog::{By, Mention, Target, TargetKind};
use crate::diag::{Diagnostic, Fix, Place, Severity, SourcePath, Span, excerpt};
use crate::kinds::{Alias, Head, Slug};
use crate::source::{SourceFile, SourceSet};
use crate::syntax::{self, Section};

/// What would be renamed at a place, and its id.
pub(super) fn prepare(spot: &Spot<'_>) -> Result<Option<PrepareRenamePlaceholder>, Refusal> {
    let Some((place, target)) = spot.known.at(&spot.file.path, spot.at) else {
        return Ok(None);
    };
    Renaming::of(spot, target)?;
    let written = excerpt(&spot.file.text, place.span);
    let own = own_id(target);
    // of `kind:file/id#anchor` the id alone
    let span = match written.rfind(own) {
        Some(at) => Span::new(at, at + own.len()).shifted(place.span.start),
        None => place.span,
    };
    Ok(Some(PrepareRenamePlaceholder {
        range: spot.lines().range(span),
        placeholder: own.to_owned(),
    }))
}

/// The edits that rename what a place names.
pub(super) fn rename(spot: &Spot<'_>, new: &str) -> Result<Option<WorkspaceEdit>, Refusal> {
    let Some((_, target)) = spot.known.at(&spot.file.path, spot.at) else {
        return Ok(None);
    };
    if Slug::written(new).is_none() {
        let why = format!("`{new}` is no id: write lower-case letters, digits and single `-`");
        return Err(Refusal::of(why));
    }
    let renaming = Renaming::of(spot, target)?;
    if new == own_id(target) {
        return Ok(None);
    }
    let fixes = renaming.fixes(spot, new);
    renaming.check(spot, new, &fixes)?;
    Ok(edit(&fixes, spot.sources, &mut spot.atlas()))
}

/// Its id in its file.
fn own_id(target: &Target) -> &str {
    target.id().rsplit('/').next().unwrap_or_default()
}

/// Something that can be renamed: its heading can hold an id and aliases.
struct Renaming<'a> {
    target: &'a Target,
    head: &'a Head,
    file: &'a SourceFile,
    heading: Section,
}

impl<'a> Renaming<'a> {
    fn of(spot: &Spot<'a>, target: &'a Target) -> Result<Self, Refusal> {
        let what = format!("the {} `{}`", target.kind().prefix(), target.id());
        let nowhere = || Refusal::of(format!("{what} has no file, so no old id can lead to it"));
        let (head, document) = target.head().zip(target.document()).ok_or_else(nowhere)?;
        let files = &spot.sources.files;
        let file = files.iter().find(|file| file.path == document.path);
        let file = file.ok_or_else(nowhere)?;
        let config = &spot.sources.config;
        let parsed = syntax::parse(file, &config.markers, &config.limits);
        let sections = parsed.outline.sections.iter();
        let heading = sections
            .clone()
            .find(|section| section.text_span == head.title_span);
        let untitled = || Refusal::of(format!("{what} has no heading that could hold its id"));
        let heading = heading.cloned().ok_or_else(untitled)?;
        if target.kind() == TargetKind::Round && heading.level > 1 {
            let why = format!("{what} has no file of its own, so no old id can lead to it");
            return Err(Refusal::of(why));
        }
        Ok(Self {
            target,
            head,
            file,
            heading,
        })
    }

    /// All that is to be written, by place.
    fn fixes(&self, spot: &Spot<'_>, new: &str) -> Vec<Fix> {
        let mut fixes = self.definition(new);
        for mention in &spot.known.mentions {
            let text = spot.sources.text(&mention.place.file).unwrap_or_default();
            let stands_there = excerpt(text, mention.place.span) == mention.text;
            let written = stands_there.then(|| self.renamed(mention, new)).flatten();
            fixes.extend(written.map(|text| Fix {
                place: mention.place.clone(),
                text,
            }));
        }
        fixes.sort_by(|a, b| a.place.cmp(&b.place));
        fixes
    }

    /// What a mention has to say from now on, if that is something else.
    fn renamed(&self, mention: &Mention, new: &str) -> Option<String> {
        let old = self.target.id();
        let own = mention.target.key() == self.target.key();
        let inside = mention.target.id().strip_prefix(old);
        let inside = inside.is_some_and(|rest| rest.starts_with('/'));
        match mention.by {
            By::Path => None,
            By::Spelling => {
                let slug = Slug::from_text(&mention.text)?;
                (own && slug.as_str() == old).then(|| new.to_owned())
            }
            By::Id => {
                let name = mention.text.split('#').next().unwrap_or_default();
                let start = name.rfind(':').map_or(0, |colon| colon + 1);
                let id = name.get(start..)?.trim();
                let at = start + name.get(start..)?.find(id)?;
                let part = match id.split_once('/') {
                    _ if own => own_id(self.target),
                    Some((file, _)) if inside => file,
                    Some(_) | None => return None,
                };
                let at = match own {
                    true => at + id.strip_suffix(part)?.len(),
                    false if part == old => at,
                    false => return None,
                };
                // an id ends where its part does: `a-drop` is not `drop`
                let before = mention.text.get(..at)?;
                let whole = before.is_empty() || before.ends_with(['/', ':', ' ']);
                let after = mention.text.get(at + part.len()..)?;
                whole.then(|| format!("{before}{new}{after}"))
            }
        }
    }

    /// The new id in the heading, and the old one among the aliases.
    fn definition(&self, new: &str) -> Vec<Fix> {
        let old = own_id(self.target);
        let again = self.head.aliases.iter().find(|alias| alias.text == new);
        let (alias, more) = match (again, self.head.aliases.last()) {
            // an old id that comes back leaves its place to the one that goes
            (Some(alias), _) => (Some(self.fix(alias.span, old.to_owned())), String::new()),
            (None, Some(last)) => (Some(self.next_to(last, old)), String::new()),
            (None, None) => (None, format!(" aliases={old}")),
        };
        let attributes = &self.heading.attributes;
        let id = match &attributes.id {
            Some((_, span)) => self.fix(*span, format!("{new}{more}")),
            None if attributes.span.is_empty() => {
                let at = Span::point(self.heading.span.end);
                self.fix(at, format!("\n<!-- {{#{new}{more}}} -->"))
            }
            None => {
                let at = Span::point(attributes.span.start + 1);
                self.fix(at, format!("#{new}{more} "))
            }
        };
        alias.into_iter().chain([id]).collect()
    }

    /// One more alias behind another: in a list of lines on a line of its own.
    fn next_to(&self, last: &Alias, old: &str) -> Fix {
        let text = &*self.file.text;
        let before = text.get(..last.span.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let after = text.get(last.span.end..).unwrap_or_default();
        let in_heading = self.heading.attributes.span.holds(last.span);
        let dash = line.trim_start().starts_with('-') && !in_heading;
        let quote = after.len() - after.trim_start_matches(['"', '\'']).len();
        let (at, text) = match (dash, line.contains('[')) {
            (true, _) => {
                let indent = line.len() - line.trim_start().len();
                let rest = after.split('\n').next().unwrap_or_default();
                let indent = line.get(..indent).unwrap_or_default();
                (last.span.end + rest.len(), format!("\n{indent}- {old}"))
            }
            (false, true) if !in_heading => (last.span.end + quote, format!(", {old}")),
            (false, _) => (last.span.end, format!(",{old}")),
        };
        self.fix(Span::point(at), text)
    }

    fn fix(&self, span: Span, text: String) -> Fix {
        let place = Place::new(&self.file.path, span);
        Fix { place, text }
    }

    /// Makes the edits in memory and puts the book together: they are right if the new id and the
    /// old one lead to the same thing, and nothing is wrong that was not wrong before.
    fn check(&self, spot: &Spot<'_>, new: &str, fixes: &[Fix]) -> Result<(), Refusal> {
        let sources = with_fixes(spot.sources, fixes);
        let known = Known::of(assemble(&sources, &lookup(), &mut Memo::default()));
        let before: Vec<&str> = errors(&spot.known)
            .map(|one| one.message.as_str())
            .collect();
        let worse = errors(&known).find(|one| !before.contains(&one.message.as_str()));
        if let Some(worse) = worse {
            return Err(Refusal::of(format!("that cannot be: {}", worse.message)));
        }
        let kind = self.target.kind();
        let file = self
            .target
            .id()
            .strip_suffix(own_id(self.target))
            .unwrap_or_default();
        let id = format!("{file}{new}");
        let found = known
            .targets
            .iter()
            .find(|one| one.kind() == kind && one.id() == id);
        let old = (kind, self.target.id().into());
        let leads_on = known.catalog.aliases.by_id.get(&old);
        match (found, leads_on) {
            (Some(found), Some(target)) if found.key() == target.key() => Ok(()),
            _ => {
                let why = format!(
                    "`{}` has aliases that only its author can add to",
                    self.file.path
                );
                Err(Refusal::of(why))
            }
        }
    }
}

fn errors(known: &Known) -> impl Iterator<Item = &Diagnostic> {
    known
        .found
        .iter()
        .filter(|one| one.severity == Severity::Error)
}

fn with_fixes(sources: &SourceSet, fixes: &[Fix]) -> SourceSet {
    let mut by_file: BTreeMap<&SourcePath, Vec<Fix>> = BTreeMap::new();
    for fix in fixes {
        by_file
            .entry(&fix.place.file)
            .or_default()
            .push(fix.clone());
    }
    let mut made = sources.clone();
    for file in &mut made.files {
        let fixed = by_file
            .get(&file.path)
            .and_then(|fixes| file.with_fixes(fixes));
        if let Some((fixed, _)) = fixed {
            *file = fixed;
        }
    }
    made
}
