//! The markup of formulas as pages may carry it.

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
/// not belong to a formula is an error. The policy of pages allows no styles, so that colors, boxes
/// and negative spaces become classes.
pub(super) fn checked(markup: &str) -> Result<String, String> {
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
        if !ELEMENTS.contains(&name) || tag.contains(" on") || tag.contains("href") {
            return Err(format!("it cannot be drawn: `{name}`"));
        }
        match tag.split_once(" style=\"") {
            Some((before, style)) => {
                let (style, after) = style.split_once('"').unwrap_or((style, ""));
                styled_into(&mut html, before, style, after)?;
            }
            None => html.extend(["<", tag, ">"]),
        }
        rest = after;
    }
    text_into(&mut html, rest);
    Ok(html)
}

/// The distance by which one element moves what follows back, in eighteenths of an em, and its class.
const BACK: [(f32, &str); 2] = [(3.0, "back"), (1.0, "back-1")];

/// The largest distance that a formula may move to the left at once, in eighteenths of an em.
const LEFTMOST: f32 = 54.0;

/// Writes a tag that has a style with classes instead.
fn styled_into(html: &mut String, before: &str, style: &str, after: &str) -> Result<(), String> {
    if let Some(distance) = style.strip_prefix("margin-left: -") {
        let ems = distance.strip_suffix("em").and_then(|ems| ems.parse().ok());
        let mut left = ems.map_or(f32::MAX, |ems: f32| (ems * 18.0).round());
        if left > LEFTMOST {
            return Err("it moves back further than 3 em".to_owned());
        }
        for (step, class) in BACK {
            while left >= step {
                html.extend(["<mspace class=\"", class, "\"></mspace>"]);
                left -= step;
            }
        }
        return Ok(());
    }
    let mut classes = Vec::new();
    for property in style.split("; ") {
        let Some((name, color)) = property.split_once(": ") else {
            continue;
        };
        classes.extend(match name {
            "border" => Some("boxed"),
            "background-color" => tone(color).map(|_| "marked"),
            _ => tone(color),
        });
    }
    html.extend(["<", before]);
    let classes = classes.join(" ");
    match after.strip_prefix(" class=\"") {
        Some(rest) => html.extend([" class=\"", &classes, " ", rest]),
        None if classes.is_empty() => html.push_str(after),
        None => html.extend([" class=\"", &classes, "\"", after]),
    }
    html.push('>');
    Ok(())
}

/// Returns the class for a color `rgb(r g b)`: one of four tones that can be read on every page, or
/// none for a gray. Three colors stand for commands that the library does not know.
fn tone(color: &str) -> Option<&'static str> {
    let numbers = color.trim_start_matches("rgb(").trim_end_matches(')');
    let mut numbers = numbers
        .split(' ')
        .filter_map(|part| part.parse::<i32>().ok());
    let (red, green, blue) = (numbers.next()?, numbers.next()?, numbers.next()?);
    match (red, green, blue) {
        BOXED => return Some("boxed"),
        PHANTOM => return Some("phantom"),
        STRUCK => return Some("struck"),
        _ => {}
    }
    let highest = red.max(green).max(blue);
    if highest - red.min(green).min(blue) < 48 {
        return None;
    }
    Some(if highest == blue {
        "tone-blue"
    } else if highest == green && green - red > 32 {
        "tone-green"
    } else if green * 5 > red * 2 {
        "tone-amber"
    } else {
        "tone-red"
    })
}

/// The color that `\boxed` is written with.
const BOXED: (i32, i32, i32) = (1, 2, 3);

/// The color that `\phantom` is written with.
const PHANTOM: (i32, i32, i32) = (1, 2, 4);

/// The color that `\cancel` is written with.
const STRUCK: (i32, i32, i32) = (1, 2, 5);

/// Returns the markup with the operators of MathML that are never seen as character references, so
/// that they are not taken for characters that someone hides.
pub(super) fn with_named_operators(markup: String) -> String {
    if !markup.contains(OPERATORS) {
        return markup;
    }
    let mut named = String::with_capacity(markup.len() + 32);
    for c in markup.chars() {
        if OPERATORS.contains(&c) {
            named.push_str(&format!("&#x{:X};", u32::from(c)));
        } else {
            named.push(c);
        }
    }
    named
}

/// Function application, and invisible times, separator and plus.
const OPERATORS: [char; 4] = ['\u{2061}', '\u{2062}', '\u{2063}', '\u{2064}'];

/// Writes the text of a formula. Character references of the library stay, all other special
/// characters are escaped.
fn text_into(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some((plain, after)) = rest.split_once('&') {
        html.push_str(plain);
        let name = after.split(';').next().unwrap_or_default();
        let reference = after.len() > name.len()
            && (["lt", "gt", "amp", "quot", "apos", "nbsp"].contains(&name)
                || name.starts_with('#'));
        html.push_str(if reference { "&" } else { "&amp;" });
        rest = after;
    }
    html.push_str(rest);
}
