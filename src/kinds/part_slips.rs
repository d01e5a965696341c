//! Headings that nearly have a meaning, or have it in the wrong place.

use super::lowering::{EntrySection, Lowering, Owner};
use crate::config::{Collecting, Part};
use crate::diag::Code;
use crate::syntax::{Block, BlockKind, Section};

impl Lowering<'_> {
    /// Reports a heading that nearly has a meaning where one that has it can be.
    pub(super) fn near_part(&mut self, section: &Section, owner: &Owner<'_>) {
        let Some((part, heading)) = &section.near_part else {
            return;
        };
        let is_taken = match part {
            Part::Reserved(part) => (owner.reserves)(*part),
            Part::Collecting(part) => owner.collecting.contains(part),
        };
        if is_taken {
            let message = format!(
                "`{}` is nearly `{heading}`, and is read as text",
                section.text
            );
            let help = format!("write `{heading}`, or choose other words");
            let place = section.text_span;
            let fix = Some((place, heading.to_string()));
            self.report_fix(Code::NearMiss, place, message, help, fix);
        }
    }

    /// Reports a heading of a part that is deeper than another part above it.
    pub(super) fn too_deep_part(&mut self, section: &Section, above: &Section) {
        let message = format!(
            "`{}` is deeper than `{}`, and is read as text of it",
            section.text, above.text
        );
        let help = format!(
            "write `{} {}`",
            "#".repeat(usize::from(above.level)),
            section.text
        );
        let fix = Some(self.releveled(section, above.level));
        self.report_fix(Code::NearMiss, section.text_span, message, help, fix);
    }

    /// Reports a collecting heading without entries. Steps can also be a list.
    pub(super) fn no_entries(
        &mut self,
        section: &Section,
        part: Collecting,
        entries: &[EntrySection],
    ) {
        let is_list = |block: &Block| matches!(block.kind, BlockKind::List(_));
        let has_list = part == Collecting::Steps && section.blocks.iter().any(is_list);
        // Headings below it that are too deep are reported themselves.
        let is_last = self.below(section, section.level).next().is_none();
        if entries.is_empty() && is_last && !has_list {
            let message = format!("`{}` has no entries", section.text);
            let signs = "#".repeat(usize::from(section.level) + 1);
            let help = format!("write each as a heading `{signs} …` below it, or remove it");
            self.report(Code::NoEntries, section.text_span, message, help);
        }
    }

    /// Reports a heading below an entry of an FAQ that asks, and so may be an entry.
    pub(super) fn deeper_question(&mut self, section: &Section, level: u8) {
        let is_faq_file = self.file.within.starts_with("faq/");
        if is_faq_file && section.text.ends_with(['?', '？']) {
            let message = "this heading looks like a question, and is text of the entry above it";
            let help = format!(
                "write `{}`, or take the question mark away",
                "#".repeat(usize::from(level))
            );
            let fix = Some(self.releveled(section, level));
            self.report_fix(
                Code::LooksLikeAQuestion,
                section.text_span,
                message,
                help,
                fix,
            );
        }
    }
}
