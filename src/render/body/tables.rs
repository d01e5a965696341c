//! Tables: each is in a frame that scrolls and that has a name for screen readers.

use super::state::Tables;
use super::writer::Writer;
use crate::render::html::escape_into;
use crate::syntax::markdown::{Alignment, Event, TagEnd};

impl<'a> Writer<'a, '_> {
    pub(super) fn open_table(&mut self, alignments: Vec<Alignment>) {
        self.tables = Tables {
            alignments,
            start: self.out.len(),
            ..Tables::default()
        };
    }

    pub(super) fn open_table_head(&mut self) {
        self.tables.in_head = true;
        self.out.open("<thead>", "</thead>\n");
        self.open_table_row();
    }

    /// Closes the head and writes the table's frame before it, because the head is the name of the
    /// frame.
    pub(super) fn close_table_head(&mut self) {
        self.tables.in_head = false;
        self.out.close();
        self.out.close();
        let head = self.out.cut(self.tables.start);
        let mut frame = String::from("<div class=\"table-scroll\" role=\"group\" aria-label=\"");
        escape_into(&mut frame, &self.table_name());
        frame.push_str("\" tabindex=\"0\">\n");
        self.out.open(frame, "</div>\n");
        self.out.open("<table>\n", "</table>\n");
        self.out.extend(head);
        self.out.open("<tbody>\n", "</tbody>\n");
    }

    /// Returns the table's name, such as "Table: Signal, Weak, Strong". If the head has no text,
    /// the name is the heading above the table.
    fn table_name(&self) -> String {
        let table = self.input.strings.text("table");
        let head = self.tables.head.join(", ");
        match [head.as_str(), self.heading_text.as_str()] {
            ["", ""] => table,
            ["", heading] => format!("{table}: {heading}"),
            [head, _] => format!("{table}: {head}"),
        }
    }

    pub(super) fn close_table(&mut self) {
        self.out.close();
        self.out.close();
        self.out.close();
    }

    pub(super) fn open_table_row(&mut self) {
        self.tables.cell = 0;
        self.out.open("<tr>", "</tr>\n");
    }

    /// Opens a cell. An empty cell of the head is an ordinary cell, because it is the head of
    /// nothing.
    pub(super) fn open_table_cell(&mut self) {
        let class = match self.tables.alignments.get(self.tables.cell) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::None) | None => "",
        };
        let first = self.stream.next();
        let empty = matches!(first, Some((Event::End(TagEnd::TableCell), _)) | None);
        let (open, end) = if self.tables.in_head && !empty {
            (format!("<th scope=\"col\"{class}>"), "</th>")
        } else {
            (format!("<td{class}>"), "</td>")
        };
        self.out.open(open, end);
        self.tables.from = self.out.len();
        if let Some((first, at)) = first {
            self.event(first, at.into());
        }
    }

    pub(super) fn close_table_cell(&mut self) {
        if self.tables.in_head {
            let text = self.out.text_since(self.tables.from);
            self.tables
                .head
                .extend(Some(text).filter(|text| !text.is_empty()));
        }
        self.out.close();
        self.tables.cell += 1;
    }
}
