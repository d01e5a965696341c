//! Texts that may identify a person: mail addresses, phone numbers, and texts about an NDA.

use super::bytes::has_byte;
use crate::diag::Span;

/// The domains for examples (RFC 2606).
const EXAMPLES: &[&str] = &["example.com", "example.org", "example.net"];

/// The least number of digits of a phone number.
const PHONE_DIGITS: usize = 9;

/// Returns the places that may identify a person.
pub(super) fn find(text: &str) -> Vec<Span> {
    let is_telling = |byte: u8| matches!(byte, b'@' | b'+' | b'(' | b'N');
    if !has_byte(text, is_telling) {
        return Vec::new();
    }
    let words = words(text).filter(|(_, word)| is_mail(word) || *word == "NDA");
    let mut spans: Vec<Span> = words
        .map(|(at, word)| Span::new(at, at + word.len()))
        .collect();
    spans.extend(phones(text));
    spans
}

/// Returns the words without the punctuation around them, each with its place.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    text.split(char::is_whitespace).map(move |word| {
        let start = next;
        next += word.len() + 1;
        let punctuation = |c: char| !c.is_alphanumeric();
        let lead = word.len() - word.trim_start_matches(punctuation).len();
        (start + lead, word.trim_matches(punctuation))
    })
}

fn is_mail(word: &str) -> bool {
    let Some((name, domain)) = word.split_once('@') else {
        return false;
    };
    let plain = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_alphanumeric() || ".-_+".contains(c))
    };
    let example = EXAMPLES
        .iter()
        .any(|known| domain.eq_ignore_ascii_case(known));
    plain(name) && plain(domain) && domain.contains('.') && !example
}

/// Returns whether a number is an address of the internet, such as `(192.168.100.101`.
fn is_ip_address(number: &str) -> bool {
    let mut parts = number.trim_start_matches('(').split('.');
    let is_byte = |part: &str| (1..=3).contains(&part.len());
    parts.clone().count() == 4 && parts.all(is_byte)
}

/// Returns runs of digits and separators that begin with `+` or `(`.
fn phones(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(['+', '('])) {
        let start = from + at;
        let rest = text.get(start..).unwrap_or_default();
        let run = rest
            .find(|c: char| !c.is_ascii_digit() && !"+() -./".contains(c))
            .unwrap_or(rest.len());
        let number = rest
            .get(..run)
            .unwrap_or_default()
            .trim_end_matches([' ', '(', '-', '.', '/', '+']);
        let digits = number.chars().filter(char::is_ascii_digit).count();
        if digits >= PHONE_DIGITS && !is_ip_address(number) {
            spans.push(Span::new(start, start + number.len()));
        }
        from = start + run.max(1);
    }
    spans
}
