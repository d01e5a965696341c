//! Text that means nothing in markdown but itself.

/// Text within a line.
pub(super) fn escaped(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '$' => true,
            // within a word it is nothing but itself
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '&' => is_entity(text.get(at + 1..).unwrap_or_default()),
            _ => false,
        };
        if special {
            made.push('\\');
        }
        made.push(c);
        before = c;
    }
    made
}

/// Whether `&` and this would be one character.
fn is_entity(text: &str) -> bool {
    let named = text.trim_start_matches(|c: char| c == '#' || c.is_ascii_alphanumeric());
    named.len() < text.len() && named.starts_with(';')
}

/// A line whose first signs would open a block.
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
    match text.starts_with(['#', '>', '-', '+', '=', ':', '|']) {
        true => format!("\\{text}"),
        false => text.to_owned(),
    }
}

/// Code within a line, in as many backticks as it takes.
pub(super) fn code(text: &str) -> String {
    let ticks = "`".repeat(longest_run(text, '`') + 1);
    let blank = match text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        true => " ",
        false => "",
    };
    format!("{ticks}{blank}{text}{blank}{ticks}")
}

/// A block of code, in a fence longer than any in it.
pub(super) fn listing(language: &str, code: &str) -> String {
    let fence = "`".repeat(longest_run(code, '`').max(2) + 1);
    let language: String = language.chars().filter(|c| !"` \n".contains(*c)).collect();
    format!(
        "{fence}{language}\n{}\n{fence}",
        code.trim_end_matches('\n')
    )
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of)
        .map(str::len)
        .max()
        .unwrap_or_default()
}

/// An address as a link holds it.
pub(super) fn address(href: &str) -> String {
    let mut made = String::with_capacity(href.len());
    for c in href.chars() {
        match c {
            '(' | ')' | '<' | '>' | '\\' | ' ' => made.push_str(&format!("%{:02X}", u32::from(c))),
            c if c.is_control() => {}
            c => made.push(c),
        }
    }
    made
}
