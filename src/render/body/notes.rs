//! Footnotes: numbered by their first reference and collected at the end, with links back.

use super::writer::Writer;
use crate::render::html::Html;
use crate::syntax::label;
use crate::syntax::markdown::{Event, TagEnd};

impl<'a> Writer<'a, '_> {
    pub(super) fn note_reference(&mut self, label: &str) {
        let number = self.note(label);
        let prefix = self.input.part_prefix;
        let Some((references, _)) = self.notes.notes.get_mut(number - 1) else {
            return;
        };
        *references += 1;
        let id = reference_id(number, *references);
        self.out.inline(format!(
            "<sup class=\"footnote-reference\"><a href=\"#{prefix}fn-{number}\" id=\"{prefix}{id}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
    }

    pub(super) fn open_note(&mut self, label: &str) {
        let number = self.note(label);
        self.notes.open.push((number, self.out.len()));
    }

    pub(super) fn close_note(&mut self) {
        let Some((number, from)) = self.notes.open.pop() else {
            return;
        };
        let text = self.out.cut(from);
        if let Some((_, note)) = self.notes.notes.get_mut(number - 1) {
            note.extend(text);
        }
    }

    /// Writes all footnotes that are referred to, in order.
    pub(super) fn notes(&mut self) {
        let notes = std::mem::take(&mut self.notes.notes);
        if notes.iter().all(|(_, text)| text.is_empty()) {
            return;
        }
        let prefix = self.input.part_prefix;
        let name = self.string("footnotes");
        let section =
            format!("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{name}\">\n");
        self.out.open(section, "</section>\n");
        self.out.open("<ol>\n", "</ol>\n");
        for (number, (references, mut text)) in (1..).zip(notes) {
            self.out
                .open(format!("<li id=\"{prefix}fn-{number}\">\n"), "</li>\n");
            let last = text.pop_if(|last| matches!(last, Event::End(TagEnd::Paragraph)));
            self.out.extend(text);
            for reference in 1..=references {
                let id = reference_id(number, reference);
                let (sign, place) = match reference {
                    1 => ("↩".to_owned(), number.to_string()),
                    again => (format!("↩<sup>{again}</sup>"), format!("{number}-{again}")),
                };
                let word = self
                    .input
                    .strings
                    .with("footnote-back", &[("place", &place)]);
                let word = Html::escaped(&word);
                self.out.inline(format!(
                    " <a href=\"#{prefix}{id}\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"{word}\">{sign}</a>"
                ));
            }
            self.out.extend(last.into_iter().collect());
            self.out.close();
        }
        self.out.close();
        self.out.close();
    }

    /// Returns the number of a footnote, from 1.
    fn note(&mut self, name: &str) -> usize {
        let next = self.notes.numbers.len() + 1;
        let number = *self.notes.numbers.entry(label(name)).or_insert(next);
        if number == next {
            self.notes.notes.push((0, Vec::new()));
        }
        number
    }
}

/// Returns the id of the first, second … reference to a footnote.
fn reference_id(number: usize, reference: usize) -> String {
    match reference {
        1 => format!("fnref-{number}"),
        again => format!("fnref-{number}-{again}"),
    }
}
