//! SVG files of authors, which are accepted only if they contain nothing but a picture.
//!
//! A page shows them as images, and browsers run no script in images. But a reader can open the
//! file by its own address, so lists of allowed names refuse everything that could run, load or
//! lead away there.

use roxmltree::{Attribute, Document, Node};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Elements that only draw.
const DRAWING: &[&str] = &[
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "metadata",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "linearGradient",
    "radialGradient",
    "stop",
    "pattern",
    "clipPath",
    "mask",
    "marker",
    "style",
    "switch",
    "filter",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
];

/// Metadata of drawing programs, which browsers ignore.
const NOTES: &[&str] = &[
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://purl.org/dc/elements/1.1/",
];

/// Returns the width and height of a picture, if it has them.
///
/// # Errors
/// If the file contains more than a picture.
pub(super) fn dimensions(bytes: &[u8]) -> Result<Option<(u32, u32)>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    let document = Document::parse(text).map_err(|error| format!("is no plain SVG: {error}"))?;
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return Err("is no SVG: its outermost element is another".to_owned());
    }
    for node in document.root().descendants() {
        if node.is_pi() {
            return Err("holds a processing instruction".to_owned());
        }
        if node.is_element() {
            element(node)?;
        }
    }
    Ok(size(root))
}

fn element(node: Node<'_, '_>) -> Result<(), String> {
    let name = node.tag_name();
    let known = match name.namespace() {
        Some(SVG) => DRAWING.contains(&name.name()),
        Some(other) => NOTES.contains(&other),
        None => false,
    };
    if !known {
        return Err(format!("holds `<{}>`", name.name()));
    }
    if name.name() == "style"
        && node
            .descendants()
            .any(|inner| inner.text().is_some_and(leads_out))
    {
        return Err("holds a style sheet that loads something".to_owned());
    }
    node.attributes().try_for_each(|attribute| {
        if is_safe(&attribute) {
            Ok(())
        } else {
            Err(format!("holds `{}=\"…\"`", attribute.name()))
        }
    })
}

fn is_safe(attribute: &Attribute<'_, '_>) -> bool {
    let (name, value) = (
        attribute.name().to_ascii_lowercase(),
        attribute.value().trim(),
    );
    match name.as_str() {
        "href" | "src" => value.starts_with('#'),
        "base" => false,
        name => !name.starts_with("on") && !leads_out(value),
    }
}

/// Returns whether a style or an attribute value loads something from elsewhere. An escape could
/// spell anything, so none is accepted.
fn leads_out(value: &str) -> bool {
    let plain: String = value.to_ascii_lowercase().split_whitespace().collect();
    let calls = plain.match_indices("url(").any(|(at, open)| {
        let inside = plain.get(at + open.len()..).unwrap_or_default();
        !inside.trim_start_matches(['"', '\'']).starts_with('#')
    });
    calls
        || [
            "@import",
            "image(",
            "image-set(",
            "javascript:",
            "expression(",
            "\\",
        ]
        .iter()
        .any(|bad| plain.contains(bad))
}

/// Returns the size by `width` and `height`, or else by the view box.
fn size(root: Node<'_, '_>) -> Option<(u32, u32)> {
    let pixels = |name| whole(root.attribute(name)?.trim().trim_end_matches("px"));
    if let (Some(width), Some(height)) = (pixels("width"), pixels("height")) {
        return Some((width, height));
    }
    let mut numbers = root
        .attribute("viewBox")?
        .split([' ', ','])
        .filter(|part| !part.is_empty())
        .skip(2);
    Some((whole(numbers.next()?)?, whole(numbers.next()?)?))
}

fn whole(number: &str) -> Option<u32> {
    let number: f64 = number.parse().ok()?;
    // The cast saturates, and no picture is wider than that.
    (number.is_finite() && number >= 1.0).then(|| number.round() as u32)
}
