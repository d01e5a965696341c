//! Warns of a date that is more than a year ahead of the day of the build.

use crate::catalog::Catalog;
use crate::diag::{Code, Diagnostic, Place, Span};
use crate::kinds::{Date, Document, Entity};

/// Returns the dates that are more than a year after `today`, a day such as `2026-03-14`.
pub(super) fn run(catalog: &Catalog, today: &str) -> Vec<Diagnostic> {
    let Some(latest) = a_year_after(today) else {
        return Vec::new();
    };
    let documents = catalog.documents.iter();
    let odd = documents.flat_map(|document| {
        let dates = dates(document).into_iter().flatten();
        let odd = dates.filter(|date| date.as_str() > latest.as_str());
        odd.map(|date| odd_date(document, date)).collect::<Vec<_>>()
    });
    odd.collect()
}

fn dates(document: &Document) -> [Option<&Date>; 4] {
    let facts = &document.facts;
    let of_interview = match &document.entity {
        Entity::Interview(interview) => interview.date.as_ref(),
        _ => None,
    };
    [
        of_interview,
        facts.added.as_ref(),
        facts.updated.as_ref(),
        facts.reviewed.as_ref(),
    ]
}

fn odd_date(document: &Document, date: &Date) -> Diagnostic {
    let written = date.as_str();
    let start = document.text.find(written).unwrap_or_default();
    let place = Place::new(&document.path, Span::new(start, start + written.len()));
    let message = format!("the date `{written}` is more than a year ahead");
    Diagnostic::new(Code::OddDate, place, message).help("write the date of the past")
}

fn a_year_after(today: &str) -> Option<String> {
    let (year, day) = today.split_once('-')?;
    let year: u16 = year.parse().ok()?;
    Some(format!("{:04}-{day}", year + 1))
}
