//! Commands of other renderers that the library does not know, written in those that it knows.

use std::borrow::Cow;

/// Commands with their parameters and what they are replaced by. A definition may use those below it.
const COMMANDS: &[(&str, &str)] = &[
    ("argmin", "{\\mathop{\\operatorname{arg\\,min}}}"),
    ("argmax", "{\\mathop{\\operatorname{arg\\,max}}}"),
    ("injlim", "{\\mathop{\\operatorname{inj\\,lim}}}"),
    ("projlim", "{\\mathop{\\operatorname{proj\\,lim}}}"),
    ("plim", "{\\mathop{\\operatorname{plim}}}"),
    ("starredoperator", "#1{\\mathop{\\operatorname{#1}}}"),
    ("mod", "#1{\\quad\\operatorname{mod}#1}"),
    ("pod", "#1{\\quad(#1)}"),
    ("arccot", "{\\operatorname{arccot}}"),
    ("arcsec", "{\\operatorname{arcsec}}"),
    ("bra", "#1{\\langle #1|}"),
    ("ket", "#1{|#1\\rangle}"),
    ("braket", "#1{\\langle #1\\rangle}"),
    ("bm", "#1{\\boldsymbol{#1}}"),
    ("pmb", "#1{\\boldsymbol{#1}}"),
    ("mathbbm", "#1{\\mathbb{#1}}"),
    ("mathds", "#1{\\mathbb{#1}}"),
    ("mathnormal", "#1{{#1}}"),
    ("ensuremath", "#1{#1}"),
    ("mbox", "#1{\\text{#1}}"),
    ("hbox", "#1{\\text{#1}}"),
    ("textnormal", "#1{\\text{#1}}"),
    ("textup", "#1{\\text{#1}}"),
    ("textmd", "#1{\\text{#1}}"),
    ("emph", "#1{\\textit{#1}}"),
    ("nicefrac", "#1#2{{#1}/{#2}}"),
    ("sfrac", "#1#2{{#1}/{#2}}"),
    ("fbox", "#1{\\boxed{\\text{#1}}}"),
    ("boxed", "#1{\\textcolor{##010203}{#1}}"),
    ("hphantom", "#1{\\phantom{#1}}"),
    ("phantom", "#1{\\textcolor{##010204}{#1}}"),
    ("vphantom", "#1{}"),
    ("smash", "#1{#1}"),
    ("rlap", "#1{\\text{#1}}"),
    ("llap", "#1{\\text{#1}}"),
    ("mathclap", "#1{#1}"),
    ("mathrlap", "#1{#1}"),
    ("mathllap", "#1{#1}"),
    ("tag", "#1{\\qquad\\text{(#1)}}"),
    ("starredtag", "#1{\\qquad\\text{#1}}"),
    ("raisebox", "#1#2{\\text{#2}}"),
    ("mathscr", "#1{\\mathcal{#1}}"),
    ("bcancel", "#1{\\cancel{#1}}"),
    ("xcancel", "#1{\\cancel{#1}}"),
    ("sout", "#1{\\cancel{#1}}"),
    ("cancel", "#1{\\textcolor{##010205}{#1}}"),
    ("label", "#1{}"),
    ("eqref", "#1{(\\text{#1})}"),
    ("textsc", "#1{\\text{#1}}"),
    ("xRightarrow", "#1{\\overset{#1}{\\Longrightarrow}}"),
    ("xLeftarrow", "#1{\\overset{#1}{\\Longleftarrow}}"),
    ("xleftrightarrow", "#1{\\overset{#1}{\\longleftrightarrow}}"),
    ("xLeftrightarrow", "#1{\\overset{#1}{\\Longleftrightarrow}}"),
    ("xmapsto", "#1{\\overset{#1}{\\longmapsto}}"),
    ("varlimsup", "{\\overline{\\lim}}"),
    ("varliminf", "{\\underline{\\lim}}"),
    ("idotsint", "{\\int\\cdots\\int}"),
    ("llbracket", "{\\mathopen{⟦}}"),
    ("rrbracket", "{\\mathclose{⟧}}"),
    ("AA", "{\\text{Å}}"),
    ("TeX", "{\\text{TeX}}"),
    ("LaTeX", "{\\text{LaTeX}}"),
    ("require", "#1{}"),
    ("tiny", "{}"),
    ("scriptsize", "{}"),
    ("footnotesize", "{}"),
    ("small", "{}"),
    ("normalsize", "{}"),
    ("large", "{}"),
    ("Large", "{}"),
    ("LARGE", "{}"),
    ("huge", "{}"),
    ("Huge", "{}"),
    ("nonumber", "{}"),
    ("notag", "{}"),
    ("nobreak", "{}"),
    ("allowbreak", "{}"),
    ("mathstrut", "{}"),
    ("strut", "{}"),
    ("hfill", "{\\qquad}"),
    ("newline", "{\\\\}"),
    ("hdots", "{\\ldots}"),
    ("cdotp", "{\\cdot}"),
    ("lt", "{<}"),
    ("gt", "{>}"),
    ("R", "{\\mathbb{R}}"),
    ("N", "{\\mathbb{N}}"),
    ("Z", "{\\mathbb{Z}}"),
];

/// Spellings with a star, and environments, that are others of the library.
const SPELLINGS: &[(&str, &str)] = &[
    ("\\operatorname*", "\\starredoperator"),
    ("\\tag*", "\\starredtag"),
    ("\\hspace*", "\\hspace"),
    ("{eqnarray*}", "{eqnarray}"),
    ("\\begin{eqnarray}", "\\begin{array}{rcl}"),
    ("\\end{eqnarray}", "\\end{array}"),
    ("{flalign", "{align"),
    ("{multline*}", "{multline}"),
    ("{array}{@{}", "{array}{"),
];

/// Returns a formula in commands that the library knows.
pub(super) fn completed(tex: &str) -> Cow<'_, str> {
    if !tex.contains('\\') {
        return Cow::Borrowed(tex);
    }
    let mut completed = Cow::Borrowed(tex);
    for (theirs, ours) in SPELLINGS {
        if completed.contains(theirs) {
            completed = Cow::Owned(completed.replace(theirs, ours));
        }
    }
    while let Some(fraction) = without_infix(&completed) {
        completed = Cow::Owned(fraction);
    }
    let mut definitions = String::new();
    for (name, definition) in COMMANDS {
        let is_used = uses(&completed, name) || uses(&definitions, name);
        if is_used && !defines(&completed, name) {
            definitions.push_str(&["\\def\\", name, definition].concat());
        }
    }
    if definitions.is_empty() {
        return completed;
    }
    // in a line of their own, so that messages do not show them
    Cow::Owned(definitions + "\n" + &completed)
}

/// Commands that stand between the two parts of a group, and the command in front of the parts.
const INFIX: &[(&str, &str)] = &[
    ("over", "\\frac"),
    ("choose", "\\binom"),
    ("atop", "\\genfrac{}{}{0pt}{}"),
];

/// Returns a formula with the first infix command in front of its two parts.
fn without_infix(tex: &str) -> Option<String> {
    let (start, name, prefix) = INFIX.iter().find_map(|(name, prefix)| {
        let start = tex.match_indices('\\').find_map(|(at, _)| {
            let rest = tex.get(at + 1..)?.strip_prefix(name)?;
            (!rest.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(at)
        })?;
        Some((start, name, prefix))
    })?;
    let (before, after) = (tex.get(..start)?, tex.get(start + 1 + name.len()..)?);
    let (outer, above) = before.split_at_checked(opened(before))?;
    let (below, rest) = after.split_at_checked(closed(after))?;
    Some([outer, "{", prefix, "{", above, "}{", below, "}}", rest].concat())
}

/// Returns where the group begins that is still open at the end of a text.
fn opened(text: &str) -> usize {
    let mut open = Vec::new();
    for (at, brace) in braces(text) {
        if brace == '{' {
            open.push(at + 1);
        } else {
            open.pop();
        }
    }
    open.pop().unwrap_or(0)
}

/// Returns where the group ends that is open at the beginning of a text.
pub(super) fn closed(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, brace) in braces(text) {
        match (brace, depth) {
            ('{', _) => depth += 1,
            (_, 0) => return at,
            _ => depth -= 1,
        }
    }
    text.len()
}

/// Returns the braces of a text that no backslash escapes.
fn braces(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut is_escaped = false;
    text.char_indices().filter(move |(_, c)| {
        let counts = !is_escaped && matches!(c, '{' | '}');
        is_escaped = *c == '\\' && !is_escaped;
        counts
    })
}

/// Returns whether a formula has a command of this name.
fn uses(tex: &str, name: &str) -> bool {
    tex.match_indices('\\').any(|(at, _)| {
        let command = tex.get(at + 1..).and_then(|rest| rest.strip_prefix(name));
        command.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    })
}

/// Returns whether a formula defines a command of this name itself.
fn defines(tex: &str, name: &str) -> bool {
    ["command{\\", "\\def\\", "\\let\\"]
        .iter()
        .any(|before| tex.contains(&[before, name].concat()))
}

/// Returns a formula with line breaks outside of environments as lines below each other.
pub(super) fn in_lines(tex: &str) -> Option<String> {
    if !["\\\\", "\\cr"].iter().any(|end| tex.contains(end)) {
        return None;
    }
    let lines = tex.trim_end();
    let lines = lines.strip_suffix("\\\\").unwrap_or(lines);
    Some(["\\begin{gathered}\n", lines, "\n\\end{gathered}"].concat())
}
