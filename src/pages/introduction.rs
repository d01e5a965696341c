//! The texts above the lists of kinds: `questions/index.md` introduces `/questions/`.

use std::sync::Arc;

use super::builder::PageBuilder;
use super::page_type::PagePlan;
use crate::catalog::Node;
use crate::kinds::Page;
use crate::render::model::Introduction;

impl PageBuilder<'_> {
    /// Returns the title and the text above a list, if the book has any. They are on its first page.
    pub(super) fn introduction(&self, plan: &PagePlan) -> Option<Introduction> {
        let node = self.introducing(plan)?;
        Some(Introduction {
            heading: self.whole_title(node).clone(),
            text_html: self.text(node, &node.entity.text),
        })
    }

    /// Gives a list the title and the file of its introduction.
    pub(super) fn introduced(&self, mut plan: PagePlan) -> PagePlan {
        if let Some(node) = self.introducing(&plan) {
            plan.title.title = self.title(node).to_string();
            plan.document = Some(node.document.clone());
        }
        plan
    }

    fn introducing(&self, plan: &PagePlan) -> Option<&Arc<Node<Page>>> {
        let mut pages = self.catalog.ids.pages.iter();
        pages.find(|node| node.entity.introduces.is_some() && node.route == plan.route)
    }
}
