//! Files of the theme that pages link to. Their names change with their content, so browsers can cache
//! them forever.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha384};

use crate::config::Config;
use crate::render::Theme;
use crate::render::model::ThemeFile;
use crate::source::ContentHash;

/// A file that pages link to, as it is written.
pub struct ThemeAsset {
    pub name: String,
    pub text: Arc<str>,
    /// `assets/site-0123456789ab.css`.
    pub path: String,
}

/// Returns the files as pages link to them, by name.
pub(super) fn theme_links(theme: &Theme, config: &Config) -> BTreeMap<String, ThemeFile> {
    let link = |asset: ThemeAsset| {
        let link = asset.link(config);
        (asset.name, link)
    };
    theme_assets(theme, config).map(link).collect()
}

/// Returns the files of a theme that pages link to.
pub fn theme_assets(theme: &Theme, config: &Config) -> impl Iterator<Item = ThemeAsset> {
    theme.linked().map(|(name, text)| {
        let text: Arc<str> = match name {
            "site.css" => format!("{text}{}", tokens(config)).into(),
            _ => text.into(),
        };
        theme_asset(name, text)
    })
}

/// Returns a file of that name and text, with the path that its content gives it.
pub fn theme_asset(name: &str, text: Arc<str>) -> ThemeAsset {
    ThemeAsset {
        name: name.to_owned(),
        path: path(name, &text),
        text,
    }
}

impl ThemeAsset {
    /// Returns the file as pages link to it.
    pub(super) fn link(&self, config: &Config) -> ThemeFile {
        ThemeFile {
            href: format!("{}/{}", config.base.path, self.path),
            integrity: integrity(&self.text),
        }
    }
}

/// Returns the book's own colors and sizes as a layer that overrides the theme's.
fn tokens(config: &Config) -> String {
    let tokens = &config.site.tokens;
    if tokens.is_empty() {
        return String::new();
    }
    let rules: String = tokens
        .iter()
        .map(|(name, value)| format!("--{name}: {value}; "))
        .collect();
    format!("\n@layer tokens {{ :root {{ {rules}}} }}\n")
}

/// Returns `assets/site-0123456789ab.css`, where the digits are of the text's hash.
fn path(name: &str, text: &str) -> String {
    let hash = ContentHash::of_bytes(text.as_bytes()).to_string();
    let hash = hash.get(..12).unwrap_or(&hash);
    let name = name.rsplit('/').next().unwrap_or(name);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}-{hash}.{extension}"),
        None => format!("assets/{name}-{hash}"),
    }
}

/// Returns `sha384-…` (W3C Subresource Integrity, section 3.1).
fn integrity(text: &str) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(text)))
}
