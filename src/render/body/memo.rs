//! The cache of rendering, kept from build to build.

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

/// The cached results of rendering bodies and components.
#[derive(Debug, Default)]
pub struct BodyMemo {
    pub highlighter: Highlighter,
    pub highlights: Highlights,
    /// The HTML of bodies with their findings, by the hash of all inputs.
    pub bodies: ContentTable<(Shared<Html>, Arc<[Finding]>)>,
    /// The output of the theme's components, by the hash of all inputs.
    pub fragments: ContentTable<Result<Shared<Html>, Fault>>,
    pub frames: ContentTable<Result<Shared<Frame>, Fault>>,
}

impl BodyMemo {
    /// Starts a new build: entries that the last two builds did not use are dropped.
    pub fn next_build(&self) {
        self.highlights.next_build();
        self.bodies.next_build();
        self.fragments.next_build();
        self.frames.next_build();
    }

    /// Returns the frame of the pages with this view of the site.
    ///
    /// # Errors
    /// An error in the theme's template.
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

    /// Renders a component of the theme with a value, which is passed under the name of the
    /// component's parameter.
    ///
    /// # Errors
    /// An error in the theme's template.
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

/// Returns the key of highlighted code.
pub(super) fn highlight_key(language: &str, code: &str) -> ContentHash {
    ContentHash::new(&(language, code))
}

/// The amount of code per task: enough that lines repeat, and little enough to distribute the work.
const TASK: usize = 128 * 1024;

impl BodyMemo {
    /// Highlights all blocks that are not cached, each once, and blocks of one language together.
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
            let results = self.highlighter.highlight_all(language, &codes);
            for ((key, _), highlighted) in blocks.iter().zip(results) {
                self.highlights.get_or_make(*key, || highlighted);
            }
        });
    }
}
