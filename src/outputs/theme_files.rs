//! The theme's files that pages link to: their names change with their content, so that they can be
//! kept for ever.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha384};

use super::{Artifact, Bytes, ContentHash, Inputs, Made, OutPath};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::render::Theme;
use crate::render::model::ThemeFile;

/// One of the files, as it is written.
struct Linked {
    name: String,
    text: Arc<str>,
    /// `assets/site-0123456789ab.css`.
    path: String,
}

/// The files as artifacts.
pub(super) fn artifacts(inputs: &Inputs<'_>) -> Made {
    let artifact = |file: Linked| {
        let bytes: Arc<[u8]> = file.text.as_bytes().into();
        Some(Artifact {
            path: OutPath::new(&file.path)?,
            key: ContentHash::of_bytes(&bytes),
            bytes: Bytes::Ready(bytes),
        })
    };
    let files = linked(inputs.theme, &inputs.catalog.config);
    Made {
        artifacts: files.filter_map(artifact).collect(),
        diagnostics: Diagnostics::default(),
    }
}

/// The files as pages link to them, by name.
pub(super) fn links(theme: &Theme, config: &Config) -> BTreeMap<String, ThemeFile> {
    let link = |file: Linked| {
        let link = link_to(&file.path, &file.text, config);
        (file.name, link)
    };
    linked(theme, config).map(link).collect()
}

fn linked(theme: &Theme, config: &Config) -> impl Iterator<Item = Linked> {
    theme.linked().map(|(name, text)| {
        let text: Arc<str> = match name {
            "site.css" => format!("{text}{}", tokens(config)).into(),
            _ => text.into(),
        };
        let path = path(name, &text);
        let name = name.to_owned();
        Linked { name, text, path }
    })
}

/// The book's own colors and sizes, in front of the theme's.
fn tokens(config: &Config) -> String {
    let own = &config.site.tokens;
    let rules: String = own
        .iter()
        .map(|(name, value)| format!("--{name}: {value}; "))
        .collect();
    match own.is_empty() {
        true => String::new(),
        false => format!("\n@layer tokens {{ :root {{ {rules}}} }}\n"),
    }
}

/// `assets/site-0123456789ab.css`: the name changes with the text.
pub(super) fn path(name: &str, text: &str) -> String {
    let hash = ContentHash::of_bytes(text.as_bytes()).to_string();
    let hash = hash.get(..12).unwrap_or(&hash);
    let name = name.rsplit('/').next().unwrap_or(name);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}-{hash}.{extension}"),
        None => format!("assets/{name}-{hash}"),
    }
}

/// A file of that name and text as pages link to it.
pub(super) fn link(name: &str, text: &str, config: &Config) -> ThemeFile {
    link_to(&path(name, text), text, config)
}

fn link_to(path: &str, text: &str, config: &Config) -> ThemeFile {
    ThemeFile {
        href: format!("{}/{path}", config.base.path),
        integrity: integrity(text),
    }
}

/// `sha384-…` (W3C Subresource Integrity, section 3.1).
fn integrity(text: &str) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(text)))
}
