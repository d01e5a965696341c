//! Tables: one line per row.

/// A table while its cells are read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    /// The alignment of each column, from the first row.
    aligned: Vec<&'static str>,
}

impl Table {
    pub(super) fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Starts a cell. Its class states the alignment.
    pub(super) fn column(&mut self, class: &str) {
        if self.rows.len() <= 1 {
            self.aligned.push(match class {
                "left" => ":--",
                "center" => ":-:",
                "right" => "--:",
                _ => "---",
            });
        }
    }

    pub(super) fn cell(&mut self, text: &str) {
        if self.rows.is_empty() {
            self.row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(text.replace('|', "\\|"));
        }
    }

    /// Returns the lines, or an empty text if there are no cells. The first row is the head.
    pub(super) fn text(&self) -> String {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        if width == 0 {
            return String::new();
        }
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let mut line = String::from("|");
            for cell in cells.take(width) {
                line.push_str(&format!(" {cell} |"));
            }
            line
        };
        let rest = || std::iter::repeat("");
        let mut lines = Vec::with_capacity(self.rows.len() + 1);
        for (index, row) in self.rows.iter().enumerate() {
            lines.push(line(&mut row.iter().map(String::as_str).chain(rest())));
            if index == 0 {
                let dashes = std::iter::repeat("---");
                lines.push(line(&mut self.aligned.iter().copied().chain(dashes)));
            }
        }
        lines.join("\n")
    }
}
