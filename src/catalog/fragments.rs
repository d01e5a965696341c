//! What the fragments of links into a file (`file.md#fragment`) lead to.

use std::collections::BTreeSet;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use foldhash::HashMap;
use unicode_normalization::UnicodeNormalization;

use super::ids::Ids;
use super::node::{Target, TargetKey};
use super::resolved_link::ResolvedLink;
use crate::diag::{Span, excerpt, percent_decode};
use crate::kinds::Document;
use crate::syntax::{AnchorSource, forge_slug, slug_without_signs};

/// The entities of each file, by its path in the content folder, with the starts of their titles.
type EntitiesByFile = HashMap<Arc<str>, Vec<(usize, Target)>>;

/// The fragments of all files. The fragments of a file are collected when the first link asks for
/// them.
#[derive(Debug, Default)]
pub(super) struct Fragments {
    entities: OnceLock<EntitiesByFile>,
    files: Mutex<HashMap<Arc<str>, Arc<FileFragments>>>,
}

/// What a fragment leads to.
#[derive(Clone, Debug)]
pub(super) struct FragmentTarget {
    pub(super) link: ResolvedLink,
    /// The fragment as it is written now, if the given one is in the form of an old version.
    pub(super) instead_of_old: Option<Arc<str>>,
}

impl Fragments {
    /// Returns what a fragment leads to in a document. `file` is what a link to the whole file leads
    /// to, if anything.
    pub(super) fn look_up(
        &self,
        ids: &Ids,
        document: &Document,
        file: Option<&Target>,
        fragment: &str,
    ) -> Option<FragmentTarget> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let known = files.entry(document.within.clone());
        let fragments = match known {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(vacant) => {
                let entities = self.entities.get_or_init(|| by_file(ids));
                let inside = entities.get(&document.within).map_or(&[][..], |all| all);
                let made = FileFragments::new(document, file, inside);
                vacant.insert(Arc::new(made)).clone()
            }
        };
        drop(files);
        fragments.get(fragment)
    }

    /// Returns the files whose fragments were asked for.
    pub(super) fn asked_for(&self) -> BTreeSet<Arc<str>> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.keys().cloned().collect()
    }
}

/// Returns the entities of each file with the starts of their titles, in the order of the file.
fn by_file(ids: &Ids) -> EntitiesByFile {
    let mut files = EntitiesByFile::default();
    for target in ids.by_id.values() {
        let (Some(document), Some(head)) = (target.document(), target.head()) else {
            continue;
        };
        let entities = files.entry(document.within.clone()).or_default();
        entities.push((head.title_span.start, target.clone()));
    }
    for entities in files.values_mut() {
        entities.sort_by_key(|(start, target)| (*start, target.key()));
    }
    files
}

/// Returns a fragment in the form that comparisons use: decoded, in NFC and in lower case.
pub(super) fn comparable(fragment: &str) -> String {
    let decoded = percent_decode(fragment).unwrap_or(fragment.into());
    let composed = decoded.trim().nfc();
    composed.flat_map(char::to_lowercase).collect()
}

/// The fragments of one file.
#[derive(Debug)]
struct FileFragments {
    by_fragment: HashMap<String, FragmentTarget>,
}

/// A heading and what it leads to.
struct Place<'d> {
    heading: &'d AnchorSource,
    /// The attribute block of the heading, which a forge shows as text.
    block: &'d str,
    /// The title of the entity that the heading opens, without its marker.
    title: Option<Arc<str>>,
    leads_to: FragmentTarget,
}

impl FileFragments {
    fn new(document: &Document, file: Option<&Target>, entities: &[(usize, Target)]) -> Self {
        let places = places(document, file, entities);
        let mut fragments = Self {
            by_fragment: HashMap::default(),
        };
        for place in &places {
            if let Some(id) = &place.heading.id {
                fragments.add(id.clone(), &place.leads_to);
            }
        }
        for (_, target) in entities {
            let short = target.id().rsplit('/').next().unwrap_or_default();
            fragments.add(short.to_owned(), &leads_to(target));
        }
        let as_it_stands = |place: &Place<'_>| {
            let text = &place.heading.text;
            forge_slug(&format!("{} {}", text.trim_end(), place.block))
        };
        fragments.add_all(&places, as_it_stands);
        for place in &places {
            for name in &place.heading.names {
                fragments.add(comparable(name), &place.leads_to);
            }
        }
        fragments.add_all(&places, |place| forge_slug(&place.heading.text));
        fragments.add_all(&places, |place| {
            let title = place.title.as_deref();
            forge_slug(title.unwrap_or(&place.heading.text))
        });
        if let Some(file) = file {
            for name in &document.names {
                fragments.add(comparable(name), &leads_to(file));
            }
            for page in ["", "top"] {
                fragments.add(page.to_owned(), &leads_to(file));
            }
        }
        fragments.add_old(&places);
        fragments
    }

    fn get(&self, fragment: &str) -> Option<FragmentTarget> {
        self.by_fragment.get(&comparable(fragment)).cloned()
    }

    /// Adds a fragment if it does not lead elsewhere.
    fn add(&mut self, fragment: String, leads_to: &FragmentTarget) {
        let entry = self.by_fragment.entry(fragment);
        entry.or_insert_with(|| leads_to.clone());
    }

    /// Adds a slug of each heading. A repeat gets a number, as on a forge.
    fn add_all(&mut self, places: &[Place<'_>], slug: impl Fn(&Place<'_>) -> String) {
        let mut repeats: HashMap<String, usize> = HashMap::default();
        for place in places {
            let base = slug(place);
            let number = repeats.entry(base.clone()).or_default();
            let fragment = match *number {
                0 => base,
                number => format!("{base}-{number}"),
            };
            *number += 1;
            if !fragment.is_empty() {
                self.add(fragment, &place.leads_to);
            }
        }
    }

    /// Adds the fragments that versions up to 0.1 had, with the ones to write now.
    fn add_old(&mut self, places: &[Place<'_>]) {
        let mut repeats: HashMap<String, usize> = HashMap::default();
        for place in places {
            let title = place.title.as_deref().unwrap_or(&place.heading.text);
            let base = slug_without_signs(title);
            let number = repeats.entry(base.clone()).or_insert(1);
            let old = match *number {
                1 => base,
                number => format!("{base}-{number}"),
            };
            *number += 1;
            let id = place.heading.id.as_deref().map(Arc::from);
            let new = place.leads_to.link.anchor.clone().or(id);
            let new = new.unwrap_or_else(|| forge_slug(&place.heading.text).into());
            self.by_fragment
                .entry(old)
                .or_insert_with(|| FragmentTarget {
                    instead_of_old: Some(new),
                    ..place.leads_to.clone()
                });
        }
    }
}

fn leads_to(target: &Target) -> FragmentTarget {
    let (target, anchor) = (target.clone(), None);
    FragmentTarget {
        link: ResolvedLink { target, anchor },
        instead_of_old: None,
    }
}

/// Returns the headings of a file with what they lead to: the heading of an entity leads to the
/// entity, any other to its anchor in the text of the entity around it, or to that entity. A heading
/// that is in no entity leads nowhere and is left out.
fn places<'d>(
    document: &'d Document,
    file: Option<&Target>,
    entities: &[(usize, Target)],
) -> Vec<Place<'d>> {
    let mut around: Vec<(u8, Target)> = Vec::new();
    let mut repeats: HashMap<TargetKey, HashMap<String, usize>> = HashMap::default();
    let mut places = Vec::new();
    for heading in &document.headings {
        let rest = document.text.get(heading.at..).unwrap_or_default();
        let line_end = heading.at + rest.find('\n').unwrap_or(rest.len());
        around.retain(|(level, _)| *level < heading.level);
        let first = entities.partition_point(|(start, _)| *start < heading.at);
        let opened = entities.get(first).filter(|(start, _)| *start <= line_end);
        let (title, leads_to) = if let Some((_, target)) = opened {
            around.push((heading.level, target.clone()));
            (Some(target.title().clone()), leads_to(target))
        } else {
            let Some(owner) = around.last().map(|(_, owner)| owner).or(file) else {
                continue;
            };
            let counts = repeats.entry(owner.key()).or_default();
            let anchor = anchor_in(owner, heading, counts);
            let mut leads_to = leads_to(owner);
            leads_to.link.anchor = anchor;
            (None, leads_to)
        };
        places.push(Place {
            heading,
            block: block(document, Span::new(heading.at, line_end)),
            title,
            leads_to,
        });
    }
    places
}

/// Returns the anchor of a heading in the text of an entity; `None` if it opens a part of it.
fn anchor_in(
    owner: &Target,
    heading: &AnchorSource,
    counts: &mut HashMap<String, usize>,
) -> Option<Arc<str>> {
    let base = heading.id.clone();
    let base = base.unwrap_or_else(|| forge_slug(&heading.text));
    let has = |anchor: &str| owner.anchors().iter().find(|known| ***known == *anchor);
    has(&base)?;
    let number = counts.entry(base.clone()).or_default();
    let anchor = match *number {
        0 => has(&base).cloned(),
        number => has(&format!("{base}-{number}")).cloned(),
    };
    *number += 1;
    anchor
}

/// Returns the attribute block of a heading's line, which is blanked in the document's markdown.
fn block(document: &Document, line: Span) -> &str {
    let (written, read) = (
        excerpt(&document.text, line).trim_end(),
        excerpt(&document.markdown, line).trim_end(),
    );
    written.get(read.len()..).unwrap_or_default().trim()
}
