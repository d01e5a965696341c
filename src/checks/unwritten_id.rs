//! Warns of an id that is made from a title in a published book, because rewording would move the
//! page.

use crate::catalog::{Catalog, Node};
use crate::diag::{Code, Diagnostic, Place};
use crate::kinds::Head;

pub(super) fn run(catalog: &Catalog) -> Vec<Diagnostic> {
    if catalog.config.base.origin.is_none() {
        return Vec::new();
    }
    let ids = &catalog.ids;
    let questions = ids
        .questions
        .iter()
        .filter_map(|node| unwritten(node, &node.entity.head));
    let rounds = ids
        .rounds
        .iter()
        .filter_map(|node| unwritten(node, &node.entity.head));
    let takeaways = ids
        .takeaways
        .iter()
        .filter_map(|node| unwritten(node, &node.entity.head));
    let faq = ids
        .faq
        .iter()
        .filter_map(|node| unwritten(node, &node.entity.head));
    questions
        .chain(rounds)
        .chain(takeaways)
        .chain(faq)
        .collect()
}

fn unwritten<T>(node: &Node<T>, head: &Head) -> Option<Diagnostic> {
    let slot = head.id_slot.as_ref()?;
    let slot_place = Place::new(&node.document.path, slot.at);
    let help = format!(
        "write `{{#{}}}`, so that the address stays when the words change",
        head.id
    );
    let message = "the id is made of the words";
    Some(
        Diagnostic::new(Code::UnwrittenId, node.title_place(), message).fix(
            help,
            slot_place,
            &*slot.text,
        ),
    )
}
