//! Renames an id in the whole book. The old id becomes an alias, so that old addresses still work.

use std::collections::BTreeMap;

use gen_lsp_types::{PrepareRenamePlaceholder, WorkspaceEdit};

use super::actions::edit;
use super::book::lookup_options;
use super::position_context::PositionContext;
use super::request_error::RequestError;
use super::symbol_index::SymbolIndex;
use crate::build::{Memo, assemble};
use crate::catalog::{By, Mention, Target, TargetKind};
use crate::diag::{Diagnostic, Fix, Place, Severity, SourcePath, Span, excerpt};
use crate::kinds::{Alias, Head, Slug};
use crate::source::{SourceFile, SourceSet};
use crate::syntax::{self, Section};

/// Returns the id that would be renamed at the position, and its range.
pub(super) fn prepare(
    context: &PositionContext<'_>,
) -> Result<Option<PrepareRenamePlaceholder>, RequestError> {
    let target = context.index.target_at(&context.file.path, context.offset);
    let Some((place, target)) = target else {
        return Ok(None);
    };
    Renaming::new(context, target)?;
    let written = excerpt(&context.file.text, place.span);
    let id = local_id(target);
    // only the id of `kind:file/id#anchor`
    let span = match written.rfind(id) {
        Some(start) => Span::new(start, start + id.len()).shifted(place.span.start),
        None => place.span,
    };
    Ok(Some(PrepareRenamePlaceholder {
        range: context.lines().range(span),
        placeholder: id.to_owned(),
    }))
}

/// Returns the edits that rename the target at the position.
pub(super) fn rename(
    context: &PositionContext<'_>,
    new: &str,
) -> Result<Option<WorkspaceEdit>, RequestError> {
    let target = context.index.target_at(&context.file.path, context.offset);
    let Some((_, target)) = target else {
        return Ok(None);
    };
    if Slug::written(new).is_none() {
        let message = format!("`{new}` is no id: write lower-case letters, digits and single `-`");
        return Err(RequestError::failed(message));
    }
    let renaming = Renaming::new(context, target)?;
    if new == local_id(target) {
        return Ok(None);
    }
    let fixes = renaming.fixes(context, new);
    renaming.check(context, new, &fixes)?;
    Ok(edit(&fixes, context.sources, &mut context.mapper()))
}

/// Returns the id of a target inside its file.
fn local_id(target: &Target) -> &str {
    target.id().rsplit('/').next().unwrap_or_default()
}

/// A target that can be renamed, because its heading can hold an id and aliases.
struct Renaming<'a> {
    target: &'a Target,
    head: &'a Head,
    file: &'a SourceFile,
    heading: Section,
}

impl<'a> Renaming<'a> {
    fn new(context: &PositionContext<'a>, target: &'a Target) -> Result<Self, RequestError> {
        let name = format!("the {} `{}`", target.kind().prefix(), target.id());
        let without_file =
            || RequestError::failed(format!("{name} has no file, so no old id can lead to it"));
        let (head, document) = target
            .head()
            .zip(target.document())
            .ok_or_else(without_file)?;
        let files = &context.sources.files;
        let file = files.iter().find(|file| file.path == document.path);
        let file = file.ok_or_else(without_file)?;
        let config = &context.sources.config;
        let parsed = syntax::parse(file, &config.markers, &config.limits);
        let sections = parsed.outline.sections.iter();
        let heading = sections
            .clone()
            .find(|section| section.text_span == head.title_span);
        let without_heading =
            || RequestError::failed(format!("{name} has no heading that could hold its id"));
        let heading = heading.cloned().ok_or_else(without_heading)?;
        if target.kind() == TargetKind::Round && heading.level > 1 {
            let message = format!("{name} has no file of its own, so no old id can lead to it");
            return Err(RequestError::failed(message));
        }
        Ok(Self {
            target,
            head,
            file,
            heading,
        })
    }

    /// Returns all replacements, sorted by place.
    fn fixes(&self, context: &PositionContext<'_>, new: &str) -> Vec<Fix> {
        let mut fixes = self.definition(new);
        for mention in &context.index.mentions {
            let place = &mention.place;
            let text = context.sources.text(&place.file).unwrap_or_default();
            if excerpt(text, place.span) == mention.text
                && let Some(text) = self.renamed(mention, new)
            {
                let place = place.clone();
                fixes.push(Fix { place, text });
            }
        }
        fixes.sort_by(|a, b| a.place.cmp(&b.place));
        fixes
    }

    /// Returns the new text of a mention, if it changes.
    fn renamed(&self, mention: &Mention, new: &str) -> Option<String> {
        let old = self.target.id();
        let is_target = mention.target.key() == self.target.key();
        let inner = mention.target.id().strip_prefix(old);
        let is_inside = inner.is_some_and(|inner| inner.starts_with('/'));
        match mention.by {
            By::Path => None,
            By::Spelling => {
                let slug = Slug::from_text(&mention.text)?;
                (is_target && slug.as_str() == old).then(|| new.to_owned())
            }
            By::Id => {
                let name = mention.text.split('#').next().unwrap_or_default();
                let start = name.rfind(':').map_or(0, |colon| colon + 1);
                let id = name.get(start..)?.trim();
                let id_start = start + name.get(start..)?.find(id)?;
                let part = match id.split_once('/') {
                    _ if is_target => local_id(self.target),
                    Some((file, _)) if is_inside => file,
                    Some(_) | None => return None,
                };
                let part_start = if is_target {
                    id_start + id.strip_suffix(part)?.len()
                } else if part == old {
                    id_start
                } else {
                    return None;
                };
                // a part has to be a whole id: `a-drop` is not `drop`
                let before = mention.text.get(..part_start)?;
                let is_whole = before.is_empty() || before.ends_with(['/', ':', ' ']);
                let after = mention.text.get(part_start + part.len()..)?;
                is_whole.then(|| format!("{before}{new}{after}"))
            }
        }
    }

    /// Returns the fixes that write the new id into the heading, and the old one into the aliases.
    fn definition(&self, new: &str) -> Vec<Fix> {
        let old = local_id(self.target);
        let same_alias = self.head.aliases.iter().find(|alias| alias.text == new);
        let (alias, attribute) = match (same_alias, self.head.aliases.last()) {
            // the new id was an alias already, so the two ids change places
            (Some(alias), _) => (Some(self.fix(alias.span, old.to_owned())), String::new()),
            (None, Some(last)) => (Some(self.append_alias(last, old)), String::new()),
            (None, None) => (None, format!(" aliases={old}")),
        };
        let attributes = &self.heading.attributes;
        let id = match &attributes.id {
            Some((_, span)) => self.fix(*span, format!("{new}{attribute}")),
            None if attributes.span.is_empty() => {
                let heading_end = Span::point(self.heading.span.end);
                self.fix(heading_end, format!("\n<!-- {{#{new}{attribute}}} -->"))
            }
            None => {
                let block_start = Span::point(attributes.span.start + 1);
                self.fix(block_start, format!("#{new}{attribute} "))
            }
        };
        alias.into_iter().chain([id]).collect()
    }

    /// Adds an alias after the last one, on a line of its own if each alias has its own line.
    fn append_alias(&self, last: &Alias, old: &str) -> Fix {
        let text = &*self.file.text;
        let before = text.get(..last.span.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let after = text.get(last.span.end..).unwrap_or_default();
        let is_in_heading = self.heading.attributes.span.holds(last.span);
        let is_list_item = line.trim_start().starts_with('-') && !is_in_heading;
        let (position, text) = if is_list_item {
            let indent = line.len() - line.trim_start().len();
            let rest = after.split('\n').next().unwrap_or_default();
            let indent = line.get(..indent).unwrap_or_default();
            (last.span.end + rest.len(), format!("\n{indent}- {old}"))
        } else if line.contains('[') && !is_in_heading {
            let quote = after.len() - after.trim_start_matches(['"', '\'']).len();
            (last.span.end + quote, format!(", {old}"))
        } else {
            (last.span.end, format!(",{old}"))
        };
        self.fix(Span::point(position), text)
    }

    fn fix(&self, span: Span, text: String) -> Fix {
        let place = Place::new(&self.file.path, span);
        Fix { place, text }
    }

    /// Makes the edits in memory and assembles the book. The edits are right if the new id and the
    /// old one lead to the same target, and if there is no new error.
    fn check(
        &self,
        context: &PositionContext<'_>,
        new: &str,
        fixes: &[Fix],
    ) -> Result<(), RequestError> {
        let sources = with_fixes(context.sources, fixes);
        let options = lookup_options();
        let index = SymbolIndex::new(assemble(&sources, &options, &mut Memo::default()));
        let known: Vec<&str> = errors(&context.index)
            .map(|error| error.message.as_str())
            .collect();
        let new_error = errors(&index).find(|error| !known.contains(&error.message.as_str()));
        if let Some(error) = new_error {
            let message = format!("that cannot be: {}", error.message);
            return Err(RequestError::failed(message));
        }
        let kind = self.target.kind();
        let old_id = self.target.id();
        let file = old_id
            .strip_suffix(local_id(self.target))
            .unwrap_or_default();
        let new_id = format!("{file}{new}");
        let renamed = index
            .targets
            .iter()
            .find(|target| target.kind() == kind && target.id() == new_id);
        let alias = index.catalog.aliases.by_id.get(&(kind, old_id.into()));
        match (renamed, alias) {
            (Some(renamed), Some(alias)) if renamed.key() == alias.key() => Ok(()),
            _ => {
                let message = format!(
                    "`{}` has aliases that only its author can add to",
                    self.file.path
                );
                Err(RequestError::failed(message))
            }
        }
    }
}

fn errors(index: &SymbolIndex) -> impl Iterator<Item = &Diagnostic> {
    let diagnostics = index.diagnostics.iter();
    diagnostics.filter(|diagnostic| diagnostic.severity == Severity::Error)
}

fn with_fixes(sources: &SourceSet, fixes: &[Fix]) -> SourceSet {
    let mut by_file: BTreeMap<&SourcePath, Vec<Fix>> = BTreeMap::new();
    for fix in fixes {
        by_file
            .entry(&fix.place.file)
            .or_default()
            .push(fix.clone());
    }
    let mut fixed_sources = sources.clone();
    for file in &mut fixed_sources.files {
        let fixed = by_file
            .get(&file.path)
            .and_then(|fixes| file.with_fixes(fixes));
        if let Some((fixed, _)) = fixed {
            *file = fixed;
        }
    }
    fixed_sources
}
