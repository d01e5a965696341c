//! Formulas: what other renderers draw is drawn, and readers see no sign of how.

use prepbook::config::RawHtml;
use scraper::{Html, Selector};

use crate::bodies::render_raw;
use prepbook::syntax::markdown::Dialect;

/// Formulas and the text that readers see, without blanks.
const DRAWN: &[(&str, &str)] = &[
    ("O(n \\log n)", "O(nlogn)"),
    ("\\max_i x_i", "maxixi"),
    (
        "\\gcd(a, b) \\bmod \\operatorname{softmax}(x)",
        "gcd(a,b)modsoftmax(x)",
    ),
    ("a\u{2062}b\u{2063}c", "abc"),
    ("\\operatorname*{argmin}_x f", "argminxf"),
    ("\\operatorname*{arg\\,max}_x f", "argmaxxf"),
    ("\\mathop{\\rm argmax}_x f", "argmaxxf"),
    ("\\argmax_x", "argmaxx"),
    ("X \\perp\\!\\!\\!\\perp Y", "X⟂⟂Y"),
    (
        "a \\negmedspace b \\hspace{-1em} \\mkern-3mu c \\hspace*{1em} d",
        "abcd",
    ),
    ("\\boxed{42} \\fbox{a b}", "42ab"),
    ("\\boxed{\\boxed{x} \\bm{y}}", "x𝒚"),
    (
        "\\color{red} x \\textcolor{blue}{y} \\colorbox{yellow}{z}",
        "xyz",
    ),
    ("\\cancel{a b} \\phantom{c}", "abc"),
    ("a \\\\ b", "ab"),
    ("a \\\\[2pt] b \\\\", "ab"),
    (
        "\\begin{aligned} a &= b \\\\[1em] c &= d \\end{aligned}",
        "a=bc=d",
    ),
    ("\\begin{eqnarray} a &=& b \\end{eqnarray}", "a=b"),
    ("a~b \\text{ if } c", "abifc"),
    ("\\text{50\\% of a\\_b \\textbf{c} {d}}", "50%ofa_b𝐜d"),
    ("\\mbox{a} \\emph{b} \\mathscr{L}", "a𝑏ℒ"),
    ("{a \\over b} + {n \\choose k}", "ab+(nk)"),
    ("x \\tag{1} \\label{eq} \\nonumber", "x(1)"),
    ("\\Large x \\lt y", "x<y"),
    ("\\newcommand{\\bm}[1]{[#1]} \\bm{x}", "[x]"),
];

/// Formulas that are not drawn.
const REFUSED: &[&str] = &[
    "\\lossy",
    "\\boxed{\\lossy}",
    "a &= b \\\\ c &= d",
    "\\left( a \\\\ b \\right)",
    "\\hspace{-9em} x",
    "\\text{\\lossy}",
    "\\href{https://example.org}{x}",
    "\\begin{CD} A @>>> B \\end{CD}",
];

/// Returns the page of a formula in a line and in a paragraph of its own, and how many are refused.
fn drawn(tex: &str) -> (String, usize) {
    let markdown = format!("${tex}$\n\n$$\n{tex}\n$$\n");
    let rendered = render_raw(&markdown, Dialect::Handbook, RawHtml::Sanitize);
    (rendered.html.as_str().to_owned(), rendered.findings.len())
}

#[test]
fn what_other_renderers_draw_is_drawn() {
    let formula = Selector::parse("math").expect("a selector");
    for (tex, text) in DRAWN {
        let (html, refused) = drawn(tex);
        assert_eq!(refused, 0, "{tex}: {html}");
        assert!(!html.contains("style="), "{tex}: {html}");
        let page = Html::parse_fragment(&html);
        let shown: Vec<String> = page
            .select(&formula)
            .map(|formula| {
                let text = formula.text().flat_map(str::chars);
                text.filter(|c| !c.is_whitespace() && !('\u{2061}'..='\u{2064}').contains(c))
                    .collect()
            })
            .collect();
        assert_eq!(shown, [*text, *text], "{tex}: {html}");
    }
}

#[test]
fn what_cannot_be_drawn_is_named() {
    for tex in REFUSED {
        let (html, refused) = drawn(tex);
        assert_eq!(refused, 2, "{tex}: {html}");
    }
}

#[test]
fn a_distance_back_and_a_color_are_classes() {
    let (html, _) = drawn("a \\negmedspace \\color{red} b \\fcolorbox{black}{yellow}{c}");
    for markup in [
        "<mspace class=\"back\"></mspace><mspace class=\"back-1\"></mspace>",
        "<mi class=\"tone-red\">b</mi>",
        "class=\"tone-red boxed marked\"",
    ] {
        assert!(html.contains(markup), "{markup}: {html}");
    }
}

#[test]
fn characters_that_hide_are_shown_in_formulas_too() {
    let (html, _) = drawn("a \\text{b\u{202E}c}");
    assert!(html.contains("⟦U+202E⟧"), "{html}");
}
