//! The keys that are allowed in a place, which editors offer.

use super::registry::{FAQ, HEADINGS, KINDS, kind_of};
use super::schema::AnyKey;
use super::{entry, keys, question, round};
use crate::config::{Collecting, Marker, Part};
use crate::syntax::{ParsedFile, Section};

/// Returns the key with that name, of any kind.
pub fn find_key(name: &str) -> Option<&'static dyn AnyKey> {
    let of_files = KINDS.iter().map(|kind| kind.keys).chain([keys::FILE]);
    let of_headings = HEADINGS.iter().flat_map(|heading| heading.keys).copied();
    let mut keys = of_files.chain(of_headings).flatten().copied();
    keys.find(|key| key.name() == name)
}

/// Returns the keys that the front matter of a file in the content folder can have.
pub fn file_keys(within: &str) -> Vec<&'static dyn AnyKey> {
    [kind_of(within).keys, keys::FILE].concat()
}

/// Returns the heading at byte `at`, which includes the comment below it.
pub fn heading_at(file: &ParsedFile, at: usize) -> Option<&Section> {
    let holds = |section: &&Section| section.span.start <= at && at <= section.span.end;
    file.outline.sections.iter().find(holds)
}

/// Returns the keys that the heading at byte `at` can have.
pub fn heading_keys(file: &ParsedFile, at: usize) -> Vec<&'static dyn AnyKey> {
    let Some(section) = heading_at(file, at) else {
        return Vec::new();
    };
    let sections = file.outline.sections.iter();
    let before = sections.take_while(|before| before.span.start < section.span.start);
    keys_of(file, &before.collect::<Vec<_>>(), section)
}

fn keys_of(file: &ParsedFile, before: &[&Section], section: &Section) -> Vec<&'static dyn AnyKey> {
    let asks = section
        .attributes
        .items
        .iter()
        .any(|item| item.key == keys::ASKS.name());
    match section.marker {
        _ if section.level == 1 => file_keys(&file.within),
        Some(Marker::Round) => round::HEADING_KEYS.concat(),
        Some(_) if asks || section.lone_link.is_some() => question::ASKING_KEYS.to_vec(),
        Some(Marker::FollowUp) => question::FOLLOW_UP_HEADING_KEYS.concat(),
        Some(Marker::Question) => question::HEADING_KEYS.concat(),
        None if section.part.is_some() => Vec::new(),
        None if is_entry(file, before, section) => entry::KEYS.to_vec(),
        None => keys::PROSE.to_vec(),
    }
}

/// Returns whether a heading is directly under a collecting one, or in a file that collects.
fn is_entry(file: &ParsedFile, before: &[&Section], section: &Section) -> bool {
    let above = before
        .iter()
        .rev()
        .find(|above| above.level < section.level);
    let collects = above.is_some_and(|above| {
        matches!(
            above.part,
            Some(Part::Collecting(Collecting::Faq | Collecting::Takeaways))
        )
    });
    collects || section.level == 2 && kind_of(&file.within).name == FAQ.name
}
