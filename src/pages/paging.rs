//! Long lists as several pages.

use std::sync::Arc;

use crate::catalog::Node;
use crate::kinds::{Difficulty, Question};
use crate::render::model::Pager;

/// The rows on one page of a list.
const PAGE_SIZE: usize = 100;

/// Returns the numbers of the pages that a list fills, from 1; an empty list fills one.
pub(super) fn page_numbers(rows: usize) -> std::ops::RangeInclusive<usize> {
    1..=page_count(rows)
}

/// Returns the rows of one page of a list.
pub(super) fn page_rows<T>(rows: &[T], number: usize) -> &[T] {
    let page = number.saturating_sub(1);
    rows.chunks(PAGE_SIZE).nth(page).unwrap_or_default()
}

/// Returns the pager of a page of a list of `rows`; `None` if the list is one page. `href` returns the
/// address of a page by its number.
pub(super) fn pager(rows: usize, number: usize, href: impl Fn(usize) -> Arc<str>) -> Option<Pager> {
    let pages = page_count(rows);
    (pages > 1).then(|| Pager {
        number,
        pages,
        previous: (number > 1).then(|| href(number - 1)),
        next: (number < pages).then(|| href(number + 1)),
    })
}

fn page_count(rows: usize) -> usize {
    rows.div_ceil(PAGE_SIZE).max(1)
}

/// Returns what lists sort questions by: easy ones first, those without a difficulty last.
pub fn rank(question: &Node<Question>) -> (bool, Option<Difficulty>) {
    let difficulty = question.entity.difficulty;
    (difficulty.is_none(), difficulty)
}
