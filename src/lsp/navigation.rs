//! Goes from a position to what it names, and back.

use gen_lsp_types::{
    BaseSymbolInformation, Contents, Hover, Location, MarkupContent, MarkupKind, WorkspaceSymbol,
    WorkspaceSymbolLocation,
};

use super::location_mapper::LocationMapper;
use super::position_context::PositionContext;
use super::summary::{facts, summary};
use super::symbol_index::SymbolIndex;
use super::symbols::kind_of;
use super::typed_text::{Expected, typed_text};
use crate::catalog::Target;
use crate::diag::excerpt;

/// The most symbols in one answer.
const MAX_SYMBOLS: usize = 200;

/// Returns where the target at the position is defined. A topic without a file has no definition.
pub(super) fn definition(context: &PositionContext<'_>) -> Option<Location> {
    let (_, target) = context
        .index
        .target_at(&context.file.path, context.offset)?;
    context.mapper().location(&target.title_place()?)
}

/// Returns every place that mentions the target at the position, and its definition if that is
/// wanted.
pub(super) fn references(
    context: &PositionContext<'_>,
    with_definition: bool,
) -> Option<Vec<Location>> {
    let (_, target) = context
        .index
        .target_at(&context.file.path, context.offset)?;
    let mut mapper = context.mapper();
    let definition = with_definition.then(|| target.title_place()).flatten();
    let mentions = context
        .index
        .mentions_of(target)
        .map(|mention| mention.place.clone());
    let places: Vec<_> = definition.into_iter().chain(mentions).collect();
    let locations = places.iter().filter_map(|place| mapper.location(place));
    Some(locations.collect())
}

/// Returns a description of the target at the position, or of the key.
pub(super) fn hover(context: &PositionContext<'_>) -> Option<Hover> {
    let target = context.index.target_at(&context.file.path, context.offset);
    let (span, text) = match target {
        Some((place, target)) => {
            let (title, facts) = (target.title(), facts(target, &context.index.catalog));
            let text = format!(
                "**{title}**\n\n*{facts}* · `{}`\n\n{}",
                target.id(),
                summary(target)
            );
            (place.span, text)
        }
        None => {
            let typed = typed_text(&context.file.text, context.offset)?;
            let name = match typed.expected {
                Expected::Value(key) => key,
                Expected::Key | Expected::Link => excerpt(&context.file.text, typed.span),
            };
            let key = context.key(name, typed.form)?;
            let wanted = key.shape().wanted();
            let text = format!("`{name}`: {}\n\n{wanted}", key.documentation());
            (typed.span, text)
        }
    };
    Some(Hover {
        contents: Contents::MarkupContent(MarkupContent {
            kind: MarkupKind::Markdown,
            value: text.trim_end().to_owned(),
        }),
        range: Some(context.lines().range(span)),
    })
}

/// Returns everything of the book whose title or id contains the query.
pub(super) fn symbols(
    index: &SymbolIndex,
    query: &str,
    mapper: &mut LocationMapper<'_>,
) -> Vec<WorkspaceSymbol> {
    let query = query.to_lowercase();
    let is_match = |target: &&Target| {
        target.id().contains(&query) || target.title().to_lowercase().contains(&query)
    };
    let matches = index.targets.iter().filter(is_match);
    let symbols = matches.filter_map(|target| {
        let location = mapper.location(&target.title_place()?)?;
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
    symbols.take(MAX_SYMBOLS).collect()
}
