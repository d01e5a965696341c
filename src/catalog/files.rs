//! Links to files that are no pages: images that a text shows, slides that it links to.

use std::collections::HashMap;
use std::sync::Arc;

use super::paths::join;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Place};
use crate::kinds::Document;
use crate::source::{Asset, AssetKind, Assets, is_active};
use crate::syntax::{Link, LinkForm};

/// Files that a document's bodies show or link to, by what the author wrote.
pub type FileTable = HashMap<String, Arc<Asset>>;

/// Looks files up among the assets of the book: the disk is asked for nothing.
#[derive(Debug)]
pub struct Shelf<'a> {
    assets: &'a Assets,
    config: &'a Config,
    /// The path of every asset, for suggestions.
    known: Arc<[Arc<str>]>,
}

/// What a file is wanted for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Shown,
    Linked,
}

impl<'a> Shelf<'a> {
    /// A shelf of these assets.
    pub fn new(assets: &'a Assets, config: &'a Config) -> Self {
        Self {
            assets,
            config,
            known: assets.paths().cloned().collect(),
        }
    }

    /// The asset that a link or an image leads to; `None` where it leads to no file of the book.
    ///
    /// # Errors
    /// The diagnostic for what was written.
    pub fn look_up(
        &self,
        document: &Document,
        link: &Link,
    ) -> Result<Option<Arc<Asset>>, Box<Diagnostic>> {
        match link.form {
            LinkForm::Image => self.file(document, link, Use::Shown).map(Some),
            LinkForm::File => self.file(document, link, Use::Linked).map(Some),
            LinkForm::RemoteImage => self.remote(document, link).map(|()| None),
            LinkForm::Wiki
            | LinkForm::Markdown
            | LinkForm::Anchor
            | LinkForm::Web
            | LinkForm::Forbidden => Ok(None),
        }
    }

    fn file(
        &self,
        document: &Document,
        link: &Link,
        wanted: Use,
    ) -> Result<Arc<Asset>, Box<Diagnostic>> {
        let place = Place::new(&document.path, link.span);
        let path = link.target.split(['#', '?']).next().unwrap_or_default();
        let within = join(&document.within, path)
            .map_err(|stray| Box::new(stray.diagnostic(&link.target, place.clone())))?;
        let mistake = |code, message: String, help: &str| {
            Err(Box::new(
                Diagnostic::new(code, place.clone(), message).help(help),
            ))
        };
        match (self.assets.get(&within), AssetKind::of_name(&within)) {
            (Some(asset), _) if asset.kind.is_image() || wanted == Use::Linked => Ok(asset.clone()),
            (Some(_), _) => {
                let message = format!("`{within}` is no image");
                mistake(
                    Code::MissingAsset,
                    message,
                    "link to it: `[text](path)`, without the `!`",
                )
            }
            (None, Some(AssetKind::Svg)) if !self.config.svg => {
                let message = format!("`{within}` is an SVG file, and this book takes none");
                let help = "save it as PNG; or the owner sets `svg = true` under `[assets]` in `book.toml`";
                mistake(Code::ActiveAsset, message, help)
            }
            (None, Some(_)) => Err(Box::new(self.missing(&within, place))),
            (None, None) if is_active(&within) => {
                let message =
                    format!("`{within}` is of a type that could run in a reader's browser");
                let help = "show code in a fence; of a page, write the text in markdown";
                mistake(Code::ActiveAsset, message, help)
            }
            (None, None) if wanted == Use::Shown => {
                let message = format!("`{within}` is no image");
                mistake(
                    Code::MissingAsset,
                    message,
                    &types("an image is a file of type", AssetKind::is_image),
                )
            }
            (None, None) => {
                let message = format!("`{within}` is neither a page nor a file that may be linked");
                let help = types(
                    "link to a page (`.md`, or `[[id]]`), or to a file of type",
                    |_| true,
                );
                mistake(Code::BrokenLink, message, &help)
            }
        }
    }

    fn missing(&self, within: &str, place: Place) -> Diagnostic {
        let message = format!("there is no file `{within}` in the content folder");
        let otherwise = "put the file there, or write the path from this file to it";
        Diagnostic::new(Code::MissingAsset, place, message).did_you_mean(
            within,
            self.known.clone(),
            otherwise,
        )
    }

    fn remote(&self, document: &Document, link: &Link) -> Result<(), Box<Diagnostic>> {
        if is_allowed(&link.target, &self.config.remote_hosts) {
            return Ok(());
        }
        let message = format!("`{}` is an image of another site", link.target);
        let help = "put the file beside the text; or the owner lists the host in `remote-hosts` under `[assets]`, for `https:` alone";
        let place = Place::new(&document.path, link.span);
        Err(Box::new(
            Diagnostic::new(Code::RemoteAsset, place, message).help(help),
        ))
    }
}

/// `https://host/…` of a listed host. The address is taken as it stands: a port, a name before `@` or
/// anything else that a browser would read in another way makes it none.
fn is_allowed(target: &str, hosts: &[String]) -> bool {
    let Some(rest) = target.strip_prefix("https://") else {
        return false;
    };
    let host = rest.split('/').next().unwrap_or_default();
    hosts.iter().any(|known| known == host)
        && !target.contains(|c: char| c.is_control() || c.is_whitespace() || c == '\\')
}

fn types(lead: &str, wanted: impl Fn(AssetKind) -> bool) -> String {
    let kinds = AssetKind::ALL.into_iter().filter(|kind| wanted(*kind));
    let names: Vec<String> = kinds
        .filter_map(|kind| kind.extensions().first().map(|name| format!("`{name}`")))
        .collect();
    format!("{lead} {}", names.join(", "))
}
