//! Links to files other than pages: images that a text shows, and files that it links to.

use std::sync::Arc;

use foldhash::HashMap;

use super::paths::{Stray, join};
use crate::config::{Config, RawHtml};
use crate::diag::{Code, Diagnostic, Place, Span};
use crate::kinds::Document;
use crate::source::{Asset, AssetKind, Assets, ExcerptFault, excerpt, included_path, is_active};
use crate::syntax::{Link, LinkForm};

/// The files that a document's bodies show or link to, by the target as it is written.
pub type FileTable = HashMap<String, Arc<Asset>>;

/// The lines that a document's code fences include, by the target as it is written.
pub type IncludeTable = HashMap<String, Arc<str>>;

/// Looks files up among the assets of the book, without asking the disk.
#[derive(Debug)]
pub struct AssetResolver<'a> {
    assets: &'a Assets,
    config: &'a Config,
    /// The paths of all assets, for suggestions.
    known: Arc<[Arc<str>]>,
}

/// The use of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Shown,
    Linked,
}

impl<'a> AssetResolver<'a> {
    /// Creates a resolver of these assets.
    pub fn new(assets: &'a Assets, config: &'a Config) -> Self {
        Self {
            assets,
            config,
            known: assets.paths().cloned().collect(),
        }
    }

    /// Returns the asset that a link or an image leads to; `None` if it leads to no file of the
    /// book.
    ///
    /// # Errors
    /// If the link is wrong.
    pub fn look_up(
        &self,
        document: &Document,
        link: &Link,
    ) -> Result<Option<Arc<Asset>>, Box<Diagnostic>> {
        // HTML that is shown as text shows no image and leads nowhere.
        let is_html = || {
            document
                .text
                .get(link.whole.start..)
                .is_some_and(|text| text.starts_with('<'))
        };
        if self.config.html == RawHtml::Escape && is_html() {
            return Ok(None);
        }
        match link.form {
            LinkForm::Image => self.file(document, link, Use::Shown).map(Some),
            LinkForm::File => self.file(document, link, Use::Linked).map(Some),
            LinkForm::Include => Ok(None),
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
        if link.target.trim().is_empty() {
            let message = "this link has no target";
            let help = "write the target between the parentheses, or take the brackets away";
            let diagnostic = Diagnostic::new(Code::BrokenLink, place, message);
            return Err(Box::new(diagnostic.help(help)));
        }
        let path = link.target.split(['#', '?']).next().unwrap_or_default();
        let within = join(&document.within, path)
            .map_err(|stray| Box::new(stray.diagnostic(&link.target, place.clone())))?;
        let error = |code, message: String, help: &str| {
            Err(Box::new(
                Diagnostic::new(code, place.clone(), message).help(help),
            ))
        };
        match (self.assets.get(&within), AssetKind::of_name(&within)) {
            (Some(asset), _) if asset.kind.is_image() || wanted == Use::Linked => Ok(asset.clone()),
            (Some(_), _) => {
                let message = format!("`{within}` is no image");
                let sign = Span::new(link.whole.start, link.whole.start + "!".len());
                let diagnostic = Diagnostic::new(Code::MissingAsset, place.clone(), message);
                let sign = Place::new(&document.path, sign);
                Err(Box::new(diagnostic.fix(
                    "link to it: take the `!` away",
                    sign,
                    "",
                )))
            }
            (None, Some(AssetKind::Svg)) if !self.config.svg => {
                let message = format!("`{within}` is an SVG file, and this book takes none");
                let help = "save it as PNG; or the owner sets `svg = true` under `[assets]` in `book.toml`";
                error(Code::ActiveAsset, message, help)
            }
            (None, Some(_)) => Err(Box::new(self.missing(&within, place))),
            (None, None) if is_active(&within) => {
                let message =
                    format!("`{within}` is of a type that could run in a reader's browser");
                let help = "show code in a fence; of a page, write the text in markdown";
                error(Code::ActiveAsset, message, help)
            }
            (None, None) if wanted == Use::Shown => {
                let message = format!("`{within}` is no image");
                error(
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
                error(Code::BrokenLink, message, &help)
            }
        }
    }

    /// Returns the lines that a code fence includes; `None` for all other links.
    ///
    /// # Errors
    /// If nothing can be included.
    pub fn include(
        &self,
        document: &Document,
        link: &Link,
    ) -> Result<Option<Arc<str>>, Box<Diagnostic>> {
        if link.form != LinkForm::Include {
            return Ok(None);
        }
        let place = Place::new(&document.path, link.span);
        let target = &link.target;
        let Some(within) = included_path(&document.within, target) else {
            return Err(Box::new(Stray::Escapes.diagnostic(target, place)));
        };
        let failed = |message: String| Diagnostic::new(Code::IncludeFailed, place.clone(), message);
        let Some(text) = self.assets.text(&within) else {
            let diagnostic = if within.ends_with(".md") || self.assets.get(&within).is_some() {
                failed(format!("`{within}` is no file of code"))
                    .help("of a page, write a link; of an image, `![…](…)`")
            } else {
                failed(format!("there is no file `{within}` in the content folder")).did_you_mean(
                    within,
                    self.assets.text_paths(),
                    "write the path from this file, or from the content folder with a `/` in front",
                )
            };
            return Err(Box::new(diagnostic));
        };
        match excerpt(&text.text, target) {
            Ok(lines) => Ok(Some(lines.into())),
            Err(fault) => Err(Box::new(no_excerpt(&within, target, &fault, failed))),
        }
    }

    /// Reports a document that includes too much in total.
    pub fn too_much(&self, document: &Document, link: &Link, bytes: usize) -> Option<Diagnostic> {
        let limit = self.config.limits.include;
        let message =
            format!("with this the file includes {bytes} bytes, and the limit is {limit}");
        let help = "include the lines that readers need, or raise `include` under `[limits]`";
        let place = Place::new(&document.path, link.span);
        (bytes > limit).then(|| Diagnostic::new(Code::LimitInclude, place, message).help(help))
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

fn no_excerpt(
    within: &str,
    target: &str,
    fault: &ExcerptFault,
    failed: impl Fn(String) -> Diagnostic,
) -> Diagnostic {
    let part = target.split_once('#').map_or("", |(_, part)| part);
    match fault {
        ExcerptFault::Garbled => failed(format!("`#{part}` names no lines"))
            .help("write `#L3`, `#L3-L9`, or the name of a region"),
        ExcerptFault::Beyond(lines) => {
            failed(format!("`{within}` has {lines} lines")).help("write lines that it has")
        }
        ExcerptFault::NoRegion(names) => {
            let among = names.iter().map(|name| Arc::from(name.as_str())).collect();
            let otherwise =
                format!("begin it with a comment `region: {part}`, end it with `endregion`");
            failed(format!("`{within}` has no region `{part}`"))
                .did_you_mean(part, among, otherwise)
        }
        ExcerptFault::Open => failed(format!("the region `{part}` of `{within}` does not end"))
            .help("write a comment `endregion` below it"),
    }
}

/// Returns whether an image may be shown: its address is `https://host/…` with a listed host. The
/// host is compared as it is written, so an address with a port, a name before `@`, or characters
/// that a browser reads in another way is not allowed.
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
