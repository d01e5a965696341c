//! The parts of a formula between the library's parser and its writer: what the writer would draw
//! wrongly, or only with a style of its own, in parts that it draws well.

use pulldown_latex::event::{
    Content, Dimension, DimensionUnit, EnvironmentFlow, Event, Font, Grouping, StateChange,
};
use pulldown_latex::{Parser, Storage};

use super::commands::closed;
use super::reason::reason;

/// Returns the parts that are drawn.
///
/// # Errors
/// The reason why a part cannot be drawn.
pub(super) fn completed<'a>(
    parts: Vec<Event<'a>>,
    storage: &'a Storage,
) -> Result<Vec<Event<'a>>, String> {
    let mut completed = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            // the library writes the character reference as text
            Event::Content(Content::Text("&nbsp;")) => completed.push(space(BLANK)),
            Event::Content(Content::Text(text)) if is_marked_up(text) => {
                text_into(&mut completed, text, storage)?;
            }
            Event::Content(Content::Function(name)) if is_marked_up(name) => {
                completed.push(Event::Begin(Grouping::Normal));
                completed.push(Event::StateChange(StateChange::Font(Some(Font::UpRight))));
                formula_into(&mut completed, name, storage)?;
                completed.push(Event::End);
            }
            Event::Space {
                width,
                height,
                depth,
            } => completed.push(Event::Space {
                // the writer opens the element with its width
                width: Some(in_ems(
                    width.unwrap_or(Dimension::new(0.0, DimensionUnit::Em)),
                )),
                height: height.map(in_ems),
                depth: depth.map(in_ems),
            }),
            Event::EnvironmentFlow(EnvironmentFlow::NewLine {
                spacing,
                horizontal_lines,
            }) => {
                let below = spacing.map(in_ems).filter(|spacing| spacing.value > 0.0);
                if below.is_some() {
                    completed.push(Event::Space {
                        width: Some(Dimension::new(0.0, DimensionUnit::Em)),
                        height: None,
                        depth: below,
                    });
                }
                completed.push(Event::EnvironmentFlow(EnvironmentFlow::NewLine {
                    spacing: None,
                    horizontal_lines,
                }));
            }
            other => completed.push(other),
        }
    }
    Ok(completed)
}

/// The width of a blank, in ems.
const BLANK: f32 = 0.25;

fn space(ems: f32) -> Event<'static> {
    Event::Space {
        width: Some(Dimension::new(ems, DimensionUnit::Em)),
        height: None,
        depth: None,
    }
}

/// Returns a dimension in units that browsers know. A negative one is in ems, about.
fn in_ems(dimension: Dimension) -> Dimension {
    let Dimension { value, unit } = dimension;
    let ems = match unit {
        DimensionUnit::Em => value,
        DimensionUnit::Mu => value / 18.0,
        _ if value >= 0.0 => return dimension,
        DimensionUnit::Ex => value * 0.45,
        DimensionUnit::Mm => value * 0.2845,
        DimensionUnit::Cm => value * 2.845,
        DimensionUnit::In => value * 7.227,
        DimensionUnit::Pc | DimensionUnit::Cc => value * 1.2,
        DimensionUnit::Bp | DimensionUnit::Pt | DimensionUnit::Dd => value / 10.0,
        DimensionUnit::Sp => 0.0,
    };
    Dimension::new(ems, DimensionUnit::Em)
}

fn is_marked_up(text: &str) -> bool {
    text.contains(['\\', '$', '{', '}', '~'])
}

/// Adds the parts of a formula of its own.
fn formula_into<'a>(
    parts: &mut Vec<Event<'a>>,
    tex: &'a str,
    storage: &'a Storage,
) -> Result<(), String> {
    let read: Result<Vec<_>, _> = Parser::new(tex, storage).collect();
    let read = read.map_err(|error| reason(&error))?;
    parts.extend(completed(read, storage)?);
    Ok(())
}

/// The fonts of commands in a text.
const FONTS: &[(&str, Option<Font>)] = &[
    ("text", None),
    ("textrm", Some(Font::UpRight)),
    ("textbf", Some(Font::Bold)),
    ("textit", Some(Font::Italic)),
    ("emph", Some(Font::Italic)),
    ("textsf", Some(Font::SansSerif)),
    ("texttt", Some(Font::Monospace)),
];

/// Adds a text with commands, groups and formulas in it, as one group.
fn text_into<'a>(
    parts: &mut Vec<Event<'a>>,
    text: &'a str,
    storage: &'a Storage,
) -> Result<(), String> {
    parts.push(Event::Begin(Grouping::Normal));
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '$', '{', '}', '~']) {
        let (plain, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        if !plain.is_empty() {
            parts.push(Event::Content(Content::Text(plain)));
        }
        let mut following = after.chars();
        rest = match following.next() {
            Some('$') => {
                let within = following.as_str();
                let (tex, after) = within
                    .split_once('$')
                    .ok_or_else(|| format!("a `$` is not closed in the text `{text}`"))?;
                formula_into(parts, tex, storage)?;
                after
            }
            Some('\\') => command_into(parts, after, storage)?,
            Some('~') => {
                parts.push(space(BLANK));
                following.as_str()
            }
            _ => following.as_str(),
        };
    }
    if !rest.is_empty() {
        parts.push(Event::Content(Content::Text(rest)));
    }
    parts.push(Event::End);
    Ok(())
}

/// Adds what the command at the beginning of a text stands for. Returns the text behind it.
fn command_into<'a>(
    parts: &mut Vec<Event<'a>>,
    text: &'a str,
    storage: &'a Storage,
) -> Result<&'a str, String> {
    let name = text.strip_prefix('\\').unwrap_or(text);
    let letters = name.find(|c: char| !c.is_ascii_alphabetic());
    let sign = name.chars().next().map_or(0, char::len_utf8);
    let length = match letters {
        Some(0) => sign,
        Some(letters) => letters,
        None => name.len(),
    };
    let (name, behind) = name.split_at_checked(length).unwrap_or((name, ""));
    if let Some((_, font)) = FONTS.iter().find(|(known, _)| *known == name) {
        let (group, behind) = group(behind)
            .ok_or_else(|| format!("braces are missing behind `\\{name}` in a text"))?;
        parts.push(Event::Begin(Grouping::Normal));
        if font.is_some() {
            parts.push(Event::StateChange(StateChange::Font(*font)));
        }
        text_into(parts, group, storage)?;
        parts.push(Event::End);
        return Ok(behind);
    }
    match name {
        "," | ":" | ";" | " " | "/" => parts.push(space(BLANK)),
        "%" | "$" | "#" | "_" | "&" | "{" | "}" => parts.push(Event::Content(Content::Text(name))),
        "(" => {
            let (tex, behind) = behind
                .split_once("\\)")
                .ok_or("a `\\(` is not closed in a text")?;
            formula_into(parts, tex, storage)?;
            return Ok(behind);
        }
        _ => {
            let command = text.get(..=length).unwrap_or(text);
            formula_into(parts, command, storage)?;
            return Ok(behind.strip_prefix(' ').unwrap_or(behind));
        }
    }
    Ok(behind)
}

/// Returns what stands in the braces at the beginning of a text, and the text behind them.
fn group(text: &str) -> Option<(&str, &str)> {
    let within = text.trim_start().strip_prefix('{')?;
    let end = closed(within);
    Some((within.get(..end)?, within.get(end + 1..)?))
}
