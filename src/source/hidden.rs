//! Characters that nobody sees: they hide text from a reviewer or turn its direction.

/// Whether `c` cannot be seen. Line ends and tabs are layout; joiners stay, because some scripts and
/// emoji need them.
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}
