//! Finds addresses that are typed without brackets, by the rules of GitHub Flavored Markdown 6.9.
//!
//! Two rules differ: full-width punctuation ends an address, as Chinese and Japanese text sets no blank
//! before it, and `ftp:` and `xmpp:` are not linked, as no page may link to them.

use std::ops::Range;

use super::masks::{Masks, SIGN};

/// An address in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BareAddress {
    pub(super) range: Range<usize>,
    pub(super) kind: AddressKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AddressKind {
    /// It has a scheme: `https://…`.
    Web,
    /// It begins with `www.`.
    Www,
    /// A mail address.
    Mail,
    /// A mail address after `mailto:`.
    Mailto,
}

/// Returns whether a text may contain an address.
pub(super) fn may_hold(text: &str) -> bool {
    text.contains("://") || text.contains('@') || text.contains("www.")
}

/// Returns all addresses of a text, in order. `before` is the character before the text.
pub(super) fn find(text: &str, before: Option<char>) -> Vec<BareAddress> {
    let mut found: Vec<BareAddress> = Vec::new();
    let mut end = 0;
    for (at, sign) in text.match_indices([':', '@', 'w', 'W']) {
        if at < end {
            continue;
        }
        let address = match sign {
            ":" => web(text, at, end),
            "@" => mail(text, at, end),
            _ => www(text, at, before),
        };
        if let Some(address) = address {
            end = address.range.end;
            found.push(address);
        }
    }
    found
}

fn web(text: &str, colon: usize, from: usize) -> Option<BareAddress> {
    let rest = text.get(colon..)?.strip_prefix("://")?;
    let before = text.get(from..colon)?;
    let scheme = before.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let scheme = scheme.rsplit(|c: char| !c.is_ascii_alphabetic()).next()?;
    let is_web = ["http", "https"]
        .iter()
        .any(|web| scheme.eq_ignore_ascii_case(web));
    if !is_web || !rest.starts_with(|c: char| c.is_alphanumeric()) || !has_domain(rest, false) {
        return None;
    }
    let length = "://".len() + address_length(rest);
    Some(BareAddress {
        range: colon - scheme.len()..colon + length,
        kind: AddressKind::Web,
    })
}

fn www(text: &str, at: usize, before: Option<char>) -> Option<BareAddress> {
    let rest = text.get(at..)?;
    if !rest.get(..4)?.eq_ignore_ascii_case("www.") {
        return None;
    }
    let last = text.get(..at)?.chars().next_back().or(before);
    let opens = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '(') || is_wide(c);
    if !last.is_none_or(opens) || !has_domain(rest, true) {
        return None;
    }
    let length = address_length(rest);
    (length > "www.".len()).then(|| BareAddress {
        range: at..at + length,
        kind: AddressKind::Www,
    })
}

/// Returns whether an address begins with a valid domain.
fn has_domain(rest: &str, needs_period: bool) -> bool {
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let end = rest.find(|c| !is_host(c)).unwrap_or(rest.len());
    let domain = rest.get(..end).unwrap_or_default().trim_end_matches('.');
    let mut segments = domain.rsplit('.');
    let has_underscore = segments
        .by_ref()
        .take(2)
        .any(|segment| segment.contains('_'));
    !domain.is_empty() && !has_underscore && (!needs_period || domain.contains('.'))
}

/// Returns the length of an address, without punctuation that belongs to the sentence around it.
fn address_length(rest: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || c == '<' || is_wide_punctuation(c);
    let end = rest.find(ends).unwrap_or(rest.len());
    let mut address = rest.get(..end).unwrap_or_default();
    let count = |address: &str, sign: char| address.matches(sign).count();
    let (opening, mut closing) = (count(address, '('), count(address, ')'));
    loop {
        let shorter = if address.ends_with(')') && closing > opening {
            closing -= 1;
            address.strip_suffix(')')
        } else if address.ends_with(';') {
            let name = address.trim_end_matches(';');
            let start = name.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
            let is_entity = start.len() < name.len() && name.len() + 1 == address.len();
            start.strip_suffix('&').filter(|_| is_entity)
        } else {
            address.strip_suffix(['?', '!', '.', ',', ':', '*', '_', '~', '\'', '"'])
        };
        match shorter {
            Some(shorter) => address = shorter,
            None => return address.len(),
        }
    }
}

fn mail(text: &str, sign: usize, from: usize) -> Option<BareAddress> {
    let before = text.get(from..sign)?;
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let local = before.len() - before.trim_end_matches(is_local).len();
    let rest = text.get(sign + 1..)?;
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let end = rest.find(|c| !is_host(c)).unwrap_or(rest.len());
    let domain = rest.get(..end)?.trim_end_matches('.');
    let is_valid = domain.contains('.')
        && !domain.contains("..")
        && !domain.starts_with('.')
        && !domain.ends_with(['-', '_']);
    if local == 0 || !is_valid || rest.get(domain.len()..)?.starts_with('@') {
        return None;
    }
    let start = sign - local;
    let scheme = text.get(from..start)?;
    let scheme_start = scheme.len()
        - scheme
            .trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ':')
            .len();
    let word = scheme.get(scheme.len() - scheme_start..)?;
    let (start, kind) = match word {
        "mailto:" => (start - word.len(), AddressKind::Mailto),
        "xmpp:" => return None,
        _ => (start, AddressKind::Mail),
    };
    Some(BareAddress {
        range: start..sign + 1 + domain.len(),
        kind,
    })
}

/// Returns whether a character is of a script without blanks between words.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}')
}

fn is_wide_punctuation(c: char) -> bool {
    matches!(c,
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}'
        | '\u{FF01}' | '\u{FF08}' | '\u{FF09}' | '\u{FF0C}' | '\u{FF0E}' | '\u{FF1A}' | '\u{FF1B}' | '\u{FF1F}' | '\u{FF5B}' | '\u{FF5D}' | '\u{FF61}'..='\u{FF64}')
}

/// Masks the signs of addresses that are markup elsewhere. Returns the ranges of these addresses.
/// Targets of links in brackets, and of tags, are left alone.
pub(super) fn mask(text: &str, masks: &mut Masks) -> Vec<Range<usize>> {
    let mut addresses = Vec::new();
    if !text.contains("://") && !text.contains("www.") {
        return addresses;
    }
    for address in find(text, None) {
        let before = text.get(..address.range.start).unwrap_or_default();
        let is_target = ["](", "<", "=\"", "='", "`"]
            .iter()
            .any(|mark| before.ends_with(mark));
        if is_target || address.kind == AddressKind::Mail {
            continue;
        }
        let source = text.get(address.range.clone()).unwrap_or_default();
        let range = address.range.start..address.range.start + plain_length(source);
        let source = text.get(range.clone()).unwrap_or_default();
        for (at, sign) in source.match_indices(['*', '_', '~', '$', '-', '.']) {
            let beside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let last = source.get(..at).and_then(|text| text.chars().next_back());
            let next = source.get(at + 1..).and_then(|text| text.chars().next());
            let is_plain = match sign {
                "_" => beside(last) && beside(next),
                // Typographic punctuation has two or three of these.
                "-" | "." => last != sign.chars().next() && next != sign.chars().next(),
                _ => false,
            };
            if !is_plain {
                masks.swap(range.start + at, SIGN);
            }
        }
        addresses.push(range);
    }
    addresses
}

/// Returns the length of an address up to a sign that ends it if it is in a bracket, a tag or code.
fn plain_length(source: &str) -> usize {
    let mut open = 0_usize;
    let ends = |c: char| match c {
        '(' => {
            open += 1;
            false
        }
        ')' if open > 0 => {
            open -= 1;
            false
        }
        ')' | ']' | '[' | '>' | '"' | '`' | '|' | '\\' => true,
        _ => false,
    };
    source.find(ends).unwrap_or(source.len())
}
