//! Artifacts that would be written to the same path.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, Route, folder_route};
use crate::diag::{Code, Diagnostic, Place, SourcePath};
use crate::outputs::OutPath;
use crate::pages::MARKDOWN_EXPORT;
use crate::source::BOOK_FILE;

/// Reports artifacts of the same path, at the file that asks for the address if there is one. The catalog
/// reports two free pages, and those in folders that it reserves; this reports all the rest. The paths are
/// sorted.
pub(super) fn collisions(catalog: &Catalog, paths: &[OutPath]) -> Vec<Diagnostic> {
    let mut before = None;
    let twice = paths
        .iter()
        .filter(|path| before.replace(*path) == Some(*path));
    let mut reported = BTreeSet::new();
    let mut diagnostics = Vec::new();
    for path in twice {
        let route = route(path);
        let asked_for = route.as_ref().and_then(|route| taken(catalog, route));
        match (route, asked_for) {
            // the page and its markdown collide together
            (Some(route), Some(diagnostic)) => {
                diagnostics.extend(reported.insert(route).then_some(diagnostic));
            }
            _ => diagnostics.push(written_twice(path)),
        }
    }
    diagnostics
}

/// Returns the address of a page or of its markdown; `None` for other files.
fn route(path: &OutPath) -> Option<Route> {
    let path = path.as_str();
    let file = ["index.html", MARKDOWN_EXPORT].into_iter();
    let mut folders = file.filter_map(|file| path.strip_suffix(file));
    let parts = folders.next()?.split('/');
    Some(Route::from_parts(parts.filter(|part| !part.is_empty())))
}

/// Reports an address at the alias, the free page or the folder of free pages that asks for it; `None` if
/// only the tool does.
fn taken(catalog: &Catalog, route: &Route) -> Option<Diagnostic> {
    let (place, help) = match redirect_place(catalog, route) {
        Some(place) => (place, "leave the alias out"),
        None => (page_place(catalog, route)?, "rename the file or its folder"),
    };
    let message = format!("the address `{route}` is taken");
    Some(Diagnostic::new(Code::OutputCollision, place, message).help(help))
}

/// Returns the free page at an address, or the first one in the folder there.
fn page_place(catalog: &Catalog, route: &Route) -> Option<Place> {
    let mut pages = catalog.ids.pages.iter();
    let mut folders = catalog.folders.without_page();
    let in_folder = || {
        let folder = folders.find(|folder| folder_route(folder) == *route)?;
        catalog.folders.pages_below(folder).next()
    };
    let page = pages.find(|page| page.route == *route);
    let page = page.or_else(in_folder)?;
    Some(Place::start_of(&page.document.path))
}

/// Returns the alias that gave an old address. The aliases of an interview give the old addresses of its
/// rounds too; for those it is the file.
fn redirect_place(catalog: &Catalog, route: &Route) -> Option<Place> {
    fn name(address: &str) -> Option<&str> {
        address.trim_matches('/').rsplit('/').next()
    }
    let target = catalog.aliases.redirects.get(route)?;
    let path = &target.document()?.path;
    let mut aliases = target.head().into_iter().flat_map(|head| &head.aliases);
    let alias = aliases.find(|alias| name(&alias.text) == name(route.as_str()));
    let at_alias = alias.map(|alias| Place::new(path, alias.span));
    Some(at_alias.unwrap_or_else(|| Place::start_of(path)))
}

fn written_twice(path: &OutPath) -> Diagnostic {
    let place = Place::start_of(&SourcePath::from(BOOK_FILE));
    let message = format!("two pages would be written to `{path}`");
    Diagnostic::new(Code::OutputCollision, place, message).help("give one of the two another id")
}
