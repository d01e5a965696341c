//! The cover and free pages.

use std::sync::Arc;

use super::body::Body;
use super::fields::Fields;
use super::head::Head;
use super::keys;
use super::lowering::Lowering;
use super::schema::{AnyKey, Key};
use super::title_section::TitleSection;
use super::vocabulary::prose;

/// The keys of the cover and of a free page.
pub const KEYS: &[&dyn AnyKey] = &[&NAV, &keys::ORDER];

const NAV: Key<bool> = Key::new("nav", "`false` keeps it out of the menu.");

/// A page of prose.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Page {
    pub head: Head,
    pub nav: bool,
    pub order: Option<i32>,
    /// The folder of the list that the page introduces, such as `questions`.
    pub introduces: Option<&'static str>,
    pub text: Body,
    /// The anchors of all headings.
    pub anchors: Vec<Arc<str>>,
}

pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    head: Head,
    mut fields: Fields<'_>,
    title: &TitleSection<'_>,
) -> Page {
    let nav = fields.get(&NAV).unwrap_or(true);
    let order = fields.get(&keys::ORDER);
    lowering.finish(fields);
    let (text, anchors) = prose(lowering, title);
    Page {
        head,
        nav,
        order,
        introduces: None,
        text,
        anchors,
    }
}
