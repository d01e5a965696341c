//! Renders a body.

use std::borrow::Cow;

use super::input::{BodyInput, Rendered};
use super::markup::Markup;
use super::memo::BodyMemo;
use super::raw;
use super::writer::Writer;
use crate::config::RawHtml;
use crate::render::html::{Html, escape_into};
use crate::syntax::markdown::Dialect;
use crate::syntax::shown;

/// Renders a body. Comments are left out.
pub fn body(input: &BodyInput<'_>, memo: &BodyMemo) -> Rendered {
    let has_raw = || raw::has_raw(input.markdown, input.dialect);
    let out = match input.html {
        RawHtml::Sanitize if has_raw() => Markup::shielded(input.markdown),
        RawHtml::Sanitize | RawHtml::Escape | RawHtml::Allow => Markup::for_text(input.markdown),
    };
    let (mut markup, findings) = Writer::new(input, memo, out).write();
    if let Some(language) = input.language {
        let mut open = String::from("<div class=\"text\" lang=\"");
        escape_into(&mut open, language.as_str());
        open.push_str(&format!("\" dir=\"{}\">\n", language.direction()));
        markup = open + &markup + "</div>\n";
    }
    Rendered {
        html: Html::trusted(&match input.dialect {
            Dialect::Plain => Cow::Borrowed(markup.as_str()),
            // characters that editors do not show must not reach readers either
            _ => shown(&markup),
        }),
        findings,
    }
}
