//! The page types. Each file contains one: the model that its template shows, and how its pages are planned
//! and filled.

mod faq;
mod folder;
mod framework;
mod frameworks;
mod free_page;
mod home;
mod interview;
mod interviews;
mod not_found;
mod question;
mod questions;
mod redirect;
mod round;
mod search;
mod settings;
mod takeaways;
mod term;
mod terms;
mod value;
mod values;

use super::page_type::PageType;

/// All page types. A new one is a file, a line here and a template.
pub static PAGE_TYPES: &[&PageType] = &[
    &home::PAGE_TYPE,
    &questions::PAGE_TYPE,
    &question::PAGE_TYPE,
    &interviews::PAGE_TYPE,
    &interview::PAGE_TYPE,
    &round::PAGE_TYPE,
    &frameworks::PAGE_TYPE,
    &framework::PAGE_TYPE,
    &terms::PAGE_TYPE,
    &term::PAGE_TYPE,
    &values::PAGE_TYPE,
    &value::PAGE_TYPE,
    &takeaways::PAGE_TYPE,
    &faq::PAGE_TYPE,
    &free_page::PAGE_TYPE,
    &folder::PAGE_TYPE,
    &search::PAGE_TYPE,
    &settings::PAGE_TYPE,
    &not_found::PAGE_TYPE,
    &redirect::PAGE_TYPE,
];

pub use home::PAGE_TYPE as HOME;
pub use interview::PAGE_TYPE as INTERVIEW;
pub use term::PAGE_TYPE as TERM;
