//! Formulas: TeX becomes MathML during the build, so that readers need no script and no font.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::html::escape_into;

/// The maximum number of parts of a formula. Macros can expand a short formula to any size.
const MAX_PARTS: usize = 20_000;

/// Returns the markup of a formula, together with its source.
///
/// # Errors
/// The reason why the formula is invalid, in a few words.
pub(super) fn mathml(tex: &str, display: DisplayMode) -> Result<String, String> {
    let storage = Storage::new();
    let mut parts = Vec::new();
    for part in Parser::new(tex, &storage) {
        match part {
            Ok(part) => parts.push(Ok(part)),
            Err(error) => return Err(reason(&error)),
        }
        if parts.len() > MAX_PARTS {
            return Err("it becomes too large when its macros are put in".to_owned());
        }
    }
    let mut markup = String::new();
    let config = RenderConfig {
        display_mode: display,
        ..RenderConfig::default()
    };
    let parts = parts
        .into_iter()
        .map(Ok::<_, pulldown_latex::ParserError>)
        .map(|part| part.and_then(|part| part));
    push_mathml(&mut markup, parts, config).map_err(|error| error.to_string())?;
    let mut written = String::from("<math data-tex=\"");
    escape_into(&mut written, tex);
    let drawn = checked(&markup)?;
    Ok(drawn.replacen("<math", &(written + "\""), 1))
}

/// Returns the message of the library, with the part of the formula that it is about.
fn reason(error: &(dyn std::error::Error + 'static)) -> String {
    let drawn = error.to_string();
    let message = error
        .source()
        .map_or_else(|| drawn.clone(), ToString::to_string);
    let message = message.lines().next().unwrap_or_default();
    let context = drawn.lines().filter_map(|line| line.strip_prefix('│'));
    let context = context.map(|line| line.trim_start_matches(['…', ' ']).trim_end());
    let mut excerpts = context.filter(|line| !line.trim_matches('^').is_empty());
    match excerpts.next_back() {
        Some(excerpt) => format!("{}, near `{excerpt}`", message.trim_end_matches('.')),
        None => message.trim_end_matches('.').to_owned(),
    }
}

/// The elements that a formula may have.
const ELEMENTS: &[&str] = &[
    "math",
    "menclose",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
];

/// Returns the markup with all text escaped. The library's output is not trusted: a tag that does
/// not belong to a formula, or that has a style, is an error.
fn checked(markup: &str) -> Result<String, String> {
    let mut html = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some((text, after)) = rest.split_once('<') {
        text_into(&mut html, text);
        let name = after.trim_start_matches('/');
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            html.push_str("&lt;");
            rest = after;
            continue;
        }
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let name = name.split([' ', '>', '/']).next().unwrap_or_default();
        if tag.contains(" style=\"") {
            return Err("it sets a color or a distance, which pages may not carry".to_owned());
        }
        if !ELEMENTS.contains(&name) || tag.contains(" on") || tag.contains("href") {
            return Err(format!("it cannot be drawn: `{name}`"));
        }
        html.push('<');
        html.push_str(tag);
        html.push('>');
        rest = after;
    }
    text_into(&mut html, rest);
    Ok(html)
}

/// Writes the text of a formula. Character references of the library stay, all other special
/// characters are escaped.
fn text_into(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some((plain, after)) = rest.split_once('&') {
        html.push_str(plain);
        let name = after.split(';').next().unwrap_or_default();
        let reference = after.len() > name.len()
            && (["lt", "gt", "amp", "quot", "apos"].contains(&name) || name.starts_with('#'));
        html.push_str(if reference { "&" } else { "&amp;" });
        rest = after;
    }
    html.push_str(rest);
}

/// Returns the source of a formula that could not be rendered.
pub(super) fn source(tex: &str) -> String {
    let mut html = String::from("<code>");
    escape_into(&mut html, tex);
    html.push_str("</code>");
    html
}
