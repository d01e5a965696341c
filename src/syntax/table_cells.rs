//! Rows of tables with more cells than the head, whose last cells are not shown.

use super::lint_candidates::{LintKind, Slip};
use super::walk::Walk;
use crate::diag::{Code, Span, excerpt};

impl Walk<'_> {
    /// Marks a row with more cells than the head. A bar in code divides cells too, unless it is escaped.
    pub(super) fn table_row(&mut self, span: Span) {
        let row = excerpt(self.text, span).trim_end();
        let signs = row.bytes().filter(|byte| *byte == b'|').count();
        let has_outer = row.starts_with('|') && row.ends_with('|');
        if signs < self.columns + 2 * usize::from(has_outer) {
            return;
        }
        let bars = bars(row);
        let cells = cells(row, &bars);
        if cells <= self.columns {
            return;
        }
        let in_code: Vec<usize> = bars
            .iter()
            .copied()
            .filter(|bar| is_in_code(row, *bar))
            .collect();
        let message = format!(
            "this row has {cells} cells, and the head has {}: the last ones are not shown",
            self.columns
        );
        let whole = Span::new(span.start, span.start + row.len());
        let escaped = (cells - in_code.len() == self.columns).then(|| {
            let mut escaped = row.to_owned();
            for bar in in_code.iter().rev() {
                escaped.insert(*bar, '\\');
            }
            (whole, escaped)
        });
        let help = match &escaped {
            Some((_, row)) => format!("write `\\|` for a bar in code: `{row}`"),
            None => "write `\\|` for a bar that is text, or a cell more in the head".to_owned(),
        };
        let slip = Slip {
            code: Code::TableCells,
            is_certain: true,
            message,
            help,
            fix: escaped,
        };
        self.lint(LintKind::Text(slip), whole);
    }
}

/// Returns the places of the bars that divide cells.
fn bars(row: &str) -> Vec<usize> {
    let bars = row.match_indices('|').map(|(bar, _)| bar);
    let is_escaped = |bar: &usize| {
        let before = row.get(..*bar).unwrap_or_default();
        let signs = before.len() - before.trim_end_matches('\\').len();
        signs % 2 == 1
    };
    bars.filter(|bar| !is_escaped(bar)).collect()
}

/// Returns the number of cells of a row; the bars around it divide nothing.
fn cells(row: &str, bars: &[usize]) -> usize {
    let leading = row.len() - row.trim_start().len();
    let outer = [Some(leading), row.len().checked_sub(1)];
    let outer = bars.iter().filter(|bar| outer.contains(&Some(**bar)));
    (bars.len() + 1).saturating_sub(outer.count())
}

/// Returns whether a place is between two backticks of the row.
fn is_in_code(row: &str, place: usize) -> bool {
    let before = row.get(..place).unwrap_or_default();
    let after = row.get(place..).unwrap_or_default();
    before.matches('`').count() % 2 == 1 && after.contains('`')
}
