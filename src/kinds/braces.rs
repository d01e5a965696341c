//! Braces in the heading of an entity that are read as text.

use super::kind::Kind;
use super::lowering::Lowering;
use crate::config::Part;
use crate::diag::{Code, Span, excerpt};
use crate::syntax::{KNOWN_KEYS, Section, without_code};

/// Warns of braces that end the heading of an entity and are no attributes, and of attributes that
/// other text follows.
pub(super) fn report(lowering: &mut Lowering<'_>, kind: &Kind, section: &Section) {
    if !opens_entity(lowering, kind, section) {
        return;
    }
    let said = excerpt(&lowering.file.markdown, section.text_span);
    if !said.contains('{') {
        return;
    }
    if let Some((open, braces)) = suspicious(&without_code(said)) {
        let start = section.text_span.start + open;
        let place = Span::new(start, start + braces);
        let message = "these braces are read as text, and shown in the title";
        let help =
            "write `\\{` if that is meant; attributes are written `{#id key=value}` at the end";
        let fix = Some((Span::point(start), "\\".to_owned()));
        lowering.report_fix(Code::BracesInTitle, place, message, help, fix);
    }
}

/// Returns the first byte and the length of braces that are shown and may be meant otherwise.
fn suspicious(said: &str) -> Option<(usize, usize)> {
    for (open, _) in said.match_indices('{') {
        let (before, rest) = said.split_at_checked(open)?;
        let Some(close) = rest.find('}') else {
            continue;
        };
        let inner = rest.get(1..close)?;
        let stands_alone =
            before.ends_with(|c: char| c.is_whitespace() || "?!.,)？！。".contains(c));
        let is_last = rest.len() == close + 1;
        let has_words = inner.contains(|c: char| c.is_alphanumeric()) && !inner.contains('{');
        if stands_alone && has_words && (is_last || is_attributes(inner)) {
            return Some((open, close + 1));
        }
    }
    None
}

/// Returns whether the text in braces begins with `#id`, or with a known key and its value.
fn is_attributes(inner: &str) -> bool {
    let inner = inner.trim_start();
    let is_id = inner
        .strip_prefix('#')
        .is_some_and(|id| id.starts_with(char::is_alphanumeric));
    let key = inner.split(['=', ':']).next().unwrap_or_default();
    is_id || key.len() < inner.len() && KNOWN_KEYS.contains(&key.trim_end())
}

fn opens_entity(lowering: &Lowering<'_>, kind: &Kind, section: &Section) -> bool {
    if section.marker.is_some() {
        return true;
    }
    if !kind.holds_entities {
        return false;
    }
    if lowering.is_title(section) {
        return true;
    }
    let sections = &lowering.file.outline.sections;
    let before = sections
        .iter()
        .take_while(|other| other.span.start < section.span.start);
    let above = before.filter(|other| other.level < section.level).last();
    above.is_some_and(|above| matches!(above.part, Some(Part::Collecting(_))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::{HEADINGS, KINDS};

    #[test]
    fn known_keys_are_those_of_all_kinds() {
        let of_headings = HEADINGS
            .iter()
            .flat_map(|heading| heading.keys.iter().copied());
        let groups = KINDS.iter().map(|kind| kind.keys).chain(of_headings);
        let groups = groups.chain([crate::kinds::keys::FILE]);
        let mut keys: Vec<&str> = groups.flatten().map(|key| key.name()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys, KNOWN_KEYS);
    }
}
