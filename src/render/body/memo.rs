//! What rendering keeps from build to build.

use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::input::Finding;
use crate::render::fault::Fault;
use crate::render::highlight::{Highlighted, Highlighter};
use crate::render::html::Html;
use crate::render::model::{Frame, View};
use crate::render::shared::Shared;
use crate::render::strings::Strings;
use crate::render::theme::Theme;
use crate::source::{ContentHash, ContentTable};
use crate::syntax::CodeBlock;

/// Highlighted code, by language and text.
pub type Highlights = ContentTable<Highlighted>;

/// What rendering bodies, and single parts of pages, keeps from build to build.
#[derive(Debug, Default)]
pub struct BodyMemo {
    pub highlighter: Highlighter,
    pub highlights: Highlights,
    /// HTML by all that it is made of, with what was found in it.
    pub bodies: ContentTable<(Shared<Html>, Arc<[Finding]>)>,
    /// What the theme's components show of single values.
    pub fragments: ContentTable<Result<Shared<Html>, Fault>>,
    pub frames: ContentTable<Result<Shared<Frame>, Fault>>,
}

impl BodyMemo {
    /// Begins a new build.
    pub fn next_build(&self) {
        self.highlights.next_build();
        self.bodies.next_build();
        self.fragments.next_build();
        self.frames.next_build();
    }

    /// What stands around the pages that have this view of the site.
    ///
    /// # Errors
    /// A mistake in the theme's template.
    pub fn frame(
        &self,
        theme: &Theme,
        locale: &Strings,
        view: &View,
    ) -> Result<Shared<Frame>, Fault> {
        let key = ContentHash::new(&(theme.hash, &locale.tag, view));
        let part = |component| self.fragment(theme, locale, (component, "view"), view);
        self.frames.get_or_make(key, || {
            let frame = Frame {
                meta_html: part("page_meta")?,
                links_html: part("page_links")?,
                top_html: part("page_top")?,
                foot_html: part("page_foot")?,
            };
            Ok(Shared::made_from(key, frame))
        })
    }

    /// What a component of the theme shows of a value, given to it under the name of its parameter.
    ///
    /// # Errors
    /// A mistake in the theme's template.
    pub fn fragment<T: Hash + Serialize>(
        &self,
        theme: &Theme,
        locale: &Strings,
        (component, parameter): (&'static str, &'static str),
        value: &T,
    ) -> Result<Shared<Html>, Fault> {
        let key = ContentHash::new(&(theme.hash, &locale.tag, component, value));
        self.fragments.get_or_make(key, || {
            let html = theme.fragment(locale, (component, parameter), value)?;
            Ok(Shared::made_from(key, html))
        })
    }
}

/// What highlighted code is found by.
pub(super) fn highlight_key(language: &str, code: &str) -> ContentHash {
    ContentHash::new(&(language, code))
}

/// How much code one task takes: enough for lines to come again, little enough to share the work.
const TASK: usize = 128 * 1024;

impl BodyMemo {
    /// Highlights all blocks that are not known yet, each once, those of a language together.
    pub fn highlight<'c>(&self, codes: impl Iterator<Item = &'c CodeBlock>) {
        let keyed = codes.map(|block| (highlight_key(&block.language, &block.code), block));
        let unknown = keyed.filter(|(key, _)| self.highlights.get(*key).is_none());
        let distinct: BTreeMap<ContentHash, &CodeBlock> = unknown.collect();
        let mut languages: BTreeMap<&str, Vec<Vec<(ContentHash, &str)>>> = BTreeMap::new();
        for (key, block) in distinct {
            let tasks = languages.entry(&block.language).or_default();
            let size =
                |task: &Vec<(_, &str)>| task.iter().map(|(_, code)| code.len()).sum::<usize>();
            match tasks.last_mut().filter(|task| size(task) < TASK) {
                Some(task) => task.push((key, &block.code)),
                None => tasks.push(vec![(key, &block.code)]),
            }
        }
        let tasks: Vec<(&str, Vec<(ContentHash, &str)>)> = languages
            .into_iter()
            .flat_map(|(language, tasks)| tasks.into_iter().map(move |task| (language, task)))
            .collect();
        tasks.par_iter().for_each(|(language, blocks)| {
            let codes: Vec<&str> = blocks.iter().map(|(_, code)| *code).collect();
            let found = self.highlighter.highlight_all(language, &codes);
            for ((key, _), highlighted) in blocks.iter().zip(found) {
                self.highlights.get_or_make(*key, || highlighted);
            }
        });
    }
}
