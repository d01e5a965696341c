//! Escapes text so that markdown shows it literally.

/// Escapes text within a line.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '$' => true,
            // it has no meaning inside a word
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '&' => is_entity(text.get(at + 1..).unwrap_or_default()),
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(c);
        before = c;
    }
    escaped
}

/// Returns whether `&` followed by `text` would be a character reference.
fn is_entity(text: &str) -> bool {
    let named = text.trim_start_matches(|c: char| c == '#' || c.is_ascii_alphanumeric());
    named.len() < text.len() && named.starts_with(';')
}

/// Escapes the beginning of a line that would open a block.
pub(super) fn line(text: &str) -> String {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.len() < text.len()
        && digits
            .strip_prefix(['.', ')'])
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if numbered {
        let (number, rest) = text
            .split_at_checked(text.len() - digits.len())
            .unwrap_or((text, ""));
        return format!("{number}\\{rest}");
    }
    if text.starts_with(['#', '>', '-', '+', '=', ':', '|']) {
        format!("\\{text}")
    } else {
        text.to_owned()
    }
}

/// Returns inline code, in as many backticks as needed.
pub(super) fn code(text: &str) -> String {
    let ticks = "`".repeat(longest_run(text, '`') + 1);
    let blank = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    format!("{ticks}{blank}{text}{blank}{ticks}")
}

/// Returns a block of code, in a fence longer than any run of backticks in it.
pub(super) fn listing(language: &str, code: &str) -> String {
    let fence = "`".repeat(longest_run(code, '`').max(2) + 1);
    let language: String = language.chars().filter(|c| !"` \n".contains(*c)).collect();
    format!(
        "{fence}{language}\n{}\n{fence}",
        code.trim_end_matches('\n')
    )
}

fn longest_run(text: &str, character: char) -> usize {
    text.split(|c| c != character)
        .map(str::len)
        .max()
        .unwrap_or_default()
}

/// Returns an address in the form that a link can contain.
pub(super) fn address(href: &str) -> String {
    let mut escaped = String::with_capacity(href.len());
    for c in href.chars() {
        match c {
            '(' | ')' | '<' | '>' | '\\' | ' ' => {
                escaped.push_str(&format!("%{:02X}", u32::from(c)))
            }
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}
