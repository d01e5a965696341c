//! Formulas: TeX becomes MathML during the build, so that readers need no script and no font.

mod commands;
mod markup;
mod parts;
mod reason;

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, ParserError, Storage, push_mathml};

use self::reason::reason;
use super::html::escape_into;

/// The maximum number of parts of a formula. Macros can expand a short formula to any size.
const MAX_PARTS: usize = 20_000;

/// Returns the markup of a formula, together with its source.
///
/// # Errors
/// The reason why the formula is invalid, in a few words.
pub(super) fn mathml(tex: &str, display: DisplayMode) -> Result<String, String> {
    let completed = commands::completed(tex);
    let drawn = drawn(&completed, display).or_else(|reason| {
        let lines = commands::in_lines(&completed);
        lines.map_or(Err(reason), |lines| drawn(&lines, display))
    })?;
    let mut written = String::from("<math data-tex=\"");
    escape_into(&mut written, tex);
    let html = drawn.replacen("<math", &(written + "\""), 1);
    Ok(markup::with_named_operators(html))
}

/// Returns the markup of TeX that the library understands.
fn drawn(tex: &str, display: DisplayMode) -> Result<String, String> {
    let storage = Storage::new();
    let mut read = Vec::new();
    for part in Parser::new(tex, &storage) {
        read.push(part.map_err(|error| reason(&error))?);
        if read.len() > MAX_PARTS {
            return Err("it becomes too large when its macros are put in".to_owned());
        }
    }
    let mut html = String::new();
    let config = RenderConfig {
        display_mode: display,
        ..RenderConfig::default()
    };
    let parts = parts::completed(read, &storage)?;
    push_mathml(
        &mut html,
        parts.into_iter().map(Ok::<_, ParserError>),
        config,
    )
    .map_err(|error| error.to_string())?;
    markup::checked(&html)
}

/// Returns the source of a formula that could not be rendered.
pub(super) fn source(tex: &str) -> String {
    let mut html = String::from("<code>");
    escape_into(&mut html, tex);
    html.push_str("</code>");
    html
}
