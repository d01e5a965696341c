//! XML, written element by element: no text can end its element, whatever it holds.

use crate::render::Html;

/// An element with attributes, and text or other elements in it.
pub(super) struct Element {
    name: &'static str,
    attributes: String,
    inside: String,
    has_elements: bool,
}

impl Element {
    pub(super) fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: String::new(),
            inside: String::new(),
            has_elements: false,
        }
    }

    /// Gives it an attribute.
    pub(super) fn set(&mut self, name: &'static str, value: &str) {
        self.attributes += &format!(" {name}=\"{}\"", escaped(value));
    }

    /// Gives it some text.
    pub(super) fn text(&mut self, text: &str) {
        self.inside += &escaped(text);
    }

    /// Gives it another element.
    pub(super) fn add(&mut self, element: Self) {
        self.has_elements = true;
        self.inside.push('\n');
        self.inside += &element.markup();
    }

    /// Gives it another element that holds text alone.
    pub(super) fn leaf(&mut self, name: &'static str, text: &str) {
        let mut leaf = Self::new(name);
        leaf.text(text);
        self.add(leaf);
    }

    fn markup(self) -> String {
        let Self {
            name,
            attributes,
            mut inside,
            has_elements,
        } = self;
        if has_elements {
            inside.push('\n');
        }
        match inside.as_str() {
            "" => format!("<{name}{attributes}/>"),
            _ => format!("<{name}{attributes}>{inside}</{name}>"),
        }
    }

    /// As a whole document.
    pub(super) fn document(self) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{}\n",
            self.markup()
        )
    }
}

/// Escaped, and without the signs that XML cannot hold in any form.
fn escaped(text: &str) -> String {
    let legal = |c: &char| {
        matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..) && *c != '\u{7f}'
    };
    Html::escaped(&text.chars().filter(legal).collect::<String>()).to_string()
}
