//! From a place to what it names, and back.

use gen_lsp_types::{
    BaseSymbolInformation, Contents, Hover, Location, MarkupContent, MarkupKind, WorkspaceSymbol,
    WorkspaceSymbolLocation,
};

use super::atlas::Atlas;
use super::context::{Of, context};
use super::known::Known;
use super::spot::Spot;
use super::summary::{facts, summary};
use super::symbols::kind_of;
use crate::catalog::Target;
use crate::diag::excerpt;

/// So many symbols are listed at once.
const MOST: usize = 200;

/// Where what a place names is defined. A topic without a file is defined nowhere.
pub(super) fn definition(spot: &Spot<'_>) -> Option<Location> {
    let (_, target) = spot.known.at(&spot.file.path, spot.at)?;
    spot.atlas().location(&target.title_place()?)
}

/// Every place that names the same; and where it is defined, if that is wanted.
pub(super) fn references(spot: &Spot<'_>, with_definition: bool) -> Option<Vec<Location>> {
    let (_, target) = spot.known.at(&spot.file.path, spot.at)?;
    let mut atlas = spot.atlas();
    let definition = with_definition.then(|| target.title_place()).flatten();
    let mentions = spot
        .known
        .mentions_of(target)
        .map(|mention| mention.place.clone());
    let places: Vec<_> = definition.into_iter().chain(mentions).collect();
    let locations = places.iter().filter_map(|place| atlas.location(place));
    Some(locations.collect())
}

/// What a place names, and what that says of itself; of a key what it means.
pub(super) fn hover(spot: &Spot<'_>) -> Option<Hover> {
    let (span, text) = match spot.known.at(&spot.file.path, spot.at) {
        Some((place, target)) => {
            let (title, facts) = (target.title(), facts(target, &spot.known.catalog));
            let text = format!(
                "**{title}**\n\n*{facts}* · `{}`\n\n{}",
                target.id(),
                summary(target)
            );
            (place.span, text)
        }
        None => {
            let context = context(&spot.file.text, spot.at)?;
            let typed = excerpt(&spot.file.text, context.typed);
            let name = match context.of {
                Of::Value(key) => key,
                Of::Key | Of::Link => typed,
            };
            let key = spot.key(name, context.form)?;
            let wanted = key.shape().wanted();
            let text = format!("`{name}`: {}\n\n{wanted}", key.documentation());
            (context.typed, text)
        }
    };
    Some(Hover {
        contents: Contents::MarkupContent(MarkupContent {
            kind: MarkupKind::Markdown,
            value: text.trim_end().to_owned(),
        }),
        range: Some(spot.lines().range(span)),
    })
}

/// Everything of the book whose title or id holds what was typed.
pub(super) fn symbols(known: &Known, typed: &str, atlas: &mut Atlas<'_>) -> Vec<WorkspaceSymbol> {
    let typed = typed.to_lowercase();
    let fits = |target: &&Target| {
        target.id().contains(&typed) || target.title().to_lowercase().contains(&typed)
    };
    let found = known.targets.iter().filter(fits).filter_map(|target| {
        let location = atlas.location(&target.title_place()?)?;
        Some(WorkspaceSymbol {
            location: WorkspaceSymbolLocation::Location(location),
            data: None,
            base_symbol_information: BaseSymbolInformation {
                name: target.title().to_string(),
                kind: kind_of(target.kind()),
                tags: None,
                container_name: Some(target.id().to_owned()),
            },
        })
    });
    found.take(MOST).collect()
}
