//! Free pages whose address is taken.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ids::Ids;
use crate::diag::{Code, Diagnostic, Place};

/// The folders of the site that the tool fills, or will fill: no free page may lie there. A new page type
/// needs no line here, as the build reports every address that is asked for twice.
const OWN: &[&str] = &[
    "questions",
    "search",
    "practice",
    "settings",
    "print",
    "interviews",
    "frameworks",
    "topics",
    "companies",
    "roles",
    "rounds",
    "difficulties",
    "formats",
    "years",
    "faq",
    "takeaways",
    "assets",
    "data",
    "page",
];

/// Reports free pages at the address of a generated page or of another page.
pub(super) fn collisions(ids: &Ids) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<&str, &Arc<str>> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    let pages = ids.pages.iter();
    for page in pages.filter(|page| page.entity.introduces.is_none()) {
        let route = page.route.as_str();
        let first_part = route
            .trim_matches('/')
            .split('/')
            .next()
            .unwrap_or_default();
        let other = taken.insert(route, &page.id);
        if OWN.contains(&first_part) || first_part == "404-html" || other.is_some() {
            let message = format!("the address `{route}` is taken");
            let place = Place::start_of(&page.document.path);
            let help = "rename the file or its folder";
            diagnostics.push(Diagnostic::new(Code::OutputCollision, place, message).help(help));
        }
    }
    diagnostics
}
