//! Content that tries to run in a reader's browser, and a scanner that is independent of the
//! renderer.

use prepbook::config::RawHtml;
use prepbook::diag::Code;
use prepbook::syntax::markdown::Dialect;
use scraper::{ElementRef, Html};

use crate::bodies::render_raw;
use crate::book::{Book, pages};

/// Pages as an attacker might write them.
const PAGES: [(&str, &str); 16] = [
    (
        "handlers",
        "<b onclick=go()>a</b> <details ontoggle=\"go()\" open><summary OnFocus=go()>b</summary>\n\n\
         <p onmouseover\n=\ngo()>c</p>\n</details>\n\n<u/onclick=go()>d</u>\n",
    ),
    (
        "raw-links",
        "<a href=\"javascript:go()\">a</a> <a href=\" JaVa\tScript:go()\">b</a> \
         <a href=\"java&#x73;cript&colon;go()\">c</a> <a href=\"\u{1}javascript:go()\">d</a> \
         <a href=\"data:text/html,<script>go()</script>\">e</a> <a href='vbscript:go()'>f</a> \
         <a href=\"java&Tab;script:go()\">g</a> <a href=\"java&NewLine;script:go()\">h</a>\n",
    ),
    (
        "links",
        "[a](javascript:go()) [b](<java\tscript:go()>) [c](&#106;avascript:go()) [d](JAVASCRIPT&colon;go())\n\n\
         <javascript:go()>\n",
    ),
    (
        "reference-links",
        "[a] and ![b][a] and [c][d]\n\n[a]: javascript:go()\n[d]: data:text/html;base64,PHNjcmlwdD4= \"t\"\n",
    ),
    (
        "images",
        "![a\" onerror=\"go()](x.png) <img src=x onerror=go()> <img src=\"javascript:go()\"> \
         <picture><source srcset=x onerror=go()><img src=x></picture> <image href=x onerror=go()>\n",
    ),
    (
        "scripts",
        "<script>go()</script>\n\n<SCRIPT SRC=//example.com/x.js></SCRIPT>\n\na <script>go()</script> b\n\n\
         <scr<script>ipt>go()</scr</script>ipt>\n\n<noscript><p title=\"</noscript><script>go()</script>\"></noscript>\n",
    ),
    (
        "svg",
        "<svg onload=go()><script>go()</script><a xlink:href=\"javascript:go()\"><text>a</text></a>\
         <animate attributeName=href values=javascript:go() /></svg>\n\n\
         <svg><style><img src=x onerror=go()></style></svg>\n",
    ),
    (
        "math",
        "<math><mtext><table><mglyph><style><img src=x onerror=go()></style></mglyph></table></mtext></math>\n\n\
         <math><maction actiontype=\"statusline#javascript:go()\" xlink:href=\"javascript:go()\">a</maction></math>\n\n\
         $\\text{<img src=x onerror=go()>}$ $\\operatorname{<script>go()</script>}$\n",
    ),
    (
        "frames",
        "<iframe src=javascript:go()></iframe> <iframe srcdoc=\"<script>go()</script>\"></iframe>\n\n\
         <frameset onload=go()><frame src=javascript:go()></frameset>\n\n\
         <object data=javascript:go()></object> <embed src=javascript:go()> <portal src=x></portal>\n",
    ),
    (
        "styles",
        "<style>@import 'https://example.com/x.css'; p { background: url(javascript:go()) }</style>\n\n\
         <p style=\"background:url(javascript:go())\">a</p> <link rel=stylesheet href=//example.com/x.css>\n\n\
         <div style=\"width: expression(go())\">b</div>\n",
    ),
    (
        "meta",
        "<meta http-equiv=refresh content=\"0;url=javascript:go()\">\n\n<base href=\"https://example.com/\">\n\n\
         <link rel=import href=x> <meta http-equiv=Content-Security-Policy content=\"script-src *\">\n",
    ),
    (
        "forms",
        "<form action=javascript:go()><input name=a autofocus onfocus=go()><button formaction=javascript:go()>b</button></form>\n\n\
         <isindex action=javascript:go() type=image> <textarea autofocus onfocus=go()></textarea> <select onfocus=go()></select>\n",
    ),
    (
        "titles",
        "## </h2><script>go()</script> \"onclick=\"go()\n\n> [!TIP]- </summary><script>go()</script> <img src=x onerror=go()>\n> a\n\n\
         [a](https://example.com \"\\\" onclick=\\\"go()\")\n\n\
         | <script>go()</script> | \" onfocus=\"go() |\n| --- | --- |\n| </td><script>go()</script> | b |\n",
    ),
    (
        "info-strings",
        "```js\"onclick=\"go() title=\"\\\" onclick=\\\"go()\" tab=\"</summary><script>go()</script>\"\n\
         </code></pre><script>go()</script>\n```\n\n```<script>go()</script>\nx\n```\n\n\
         ~~~&quot;onclick=&quot;go()\nx\n~~~\n",
    ),
    (
        "ids",
        "<p id=main name=body>a</p> <a id=\"x\" name=\"getElementById\">b</a> <div class=top id=location>c</div>\n\n\
         ## \" onclick=\"go() <b id=main>\n\na[^\" onclick=\"go()]\n\n[^\" onclick=\"go()]: b\n",
    ),
    (
        "broken-markup",
        "<div title=\"\n\n```js title=\"a\"\n1 onclick=go()\n```\n\n\" onclick=go()>\n\n<b <script>go()</script>\n\n\
         <p><!--\n\n<script>go()</script>\n\n--!> <img src=x onerror=go()>\n\n<![CDATA[<script>go()</script>]]>\n\n\
         <?php go() ?>\n\n<xmp><script>go()</script></xmp>\n\n<plaintext><script>go()</script>\n",
    ),
];

/// Attributes whose value a browser follows.
const ADDRESSES: [&str; 12] = [
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "ping",
    "poster",
    "src",
    "srcset",
    "values",
    "xlink:href",
];

/// Elements that run, load, or change the page.
const ACTIVE: [&str; 26] = [
    "animate",
    "applet",
    "base",
    "button",
    "embed",
    "foreignObject",
    "form",
    "frame",
    "frameset",
    "iframe",
    "image",
    "input",
    "isindex",
    "maction",
    "noscript",
    "object",
    "picture",
    "plaintext",
    "portal",
    "script",
    "select",
    "set",
    "style",
    "template",
    "textarea",
    "xmp",
];

/// Returns everything in HTML that could run, load something foreign, or imitate a part of the page
/// itself.
fn active(html: &str) -> Vec<String> {
    let parsed = Html::parse_document(html);
    let mut found = Vec::new();
    let everything = scraper::Selector::parse("*").expect("a selector");
    for element in parsed.select(&everything) {
        let name = element.value().name();
        if ACTIVE.contains(&name) && !of_the_theme(element) || foreign_frame(element) {
            found.push(format!("<{name}>"));
        }
        for (key, value) in element.value().attrs() {
            let odd = key.starts_with("on") || key == "style" || key == "srcdoc";
            if odd || ADDRESSES.contains(&key) && leads_astray(value) {
                found.push(format!("<{name} {key}={value:?}>"));
            }
        }
    }
    found
}

/// Returns whether an element is one of the theme's own scripts and controls, which have something
/// that no content can have.
fn of_the_theme(element: ElementRef<'_>) -> bool {
    let class = element.attr("class").unwrap_or_default();
    let above = element.parent().and_then(ElementRef::wrap);
    let above = above.map(|above| (above.value().name(), above.attr("class")));
    match element.value().name() {
        "script" => {
            let own =
                |src: &str| src.starts_with("/assets/") && element.attr("integrity").is_some();
            above == Some(("head", None))
                && element.attr("src").is_some_and(own)
                && element.inner_html().is_empty()
        }
        "button" if class == "timer" => above == Some(("p", Some("try"))),
        "form" => matches!(class, "settings" | "find" | "choices"),
        "button" | "input" => element
            .ancestors()
            .filter_map(ElementRef::wrap)
            .any(|above| above.value().name() == "form" && of_the_theme(above)),
        _ => false,
    }
}

/// Returns whether an element is a `meta`, `link` or `title` outside the head, or sets a header
/// other than the policy.
fn foreign_frame(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    let in_head = element
        .ancestors()
        .filter_map(ElementRef::wrap)
        .any(|above| above.value().name() == "head");
    let refreshes = element
        .attr("http-equiv")
        .is_some_and(|what| !what.eq_ignore_ascii_case("Content-Security-Policy"));
    ["meta", "link", "title"].contains(&name) && (!in_head || refreshes)
}

/// Returns whether a browser would read an address as one that is neither in the site nor of a
/// plain scheme.
fn leads_astray(address: &str) -> bool {
    let seen: String = address
        .trim_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let path = seen.find(['/', '?', '#']).unwrap_or(seen.len());
    match seen[..path].split_once(':') {
        Some((scheme, _)) => !["http", "https", "mailto"].contains(&scheme.to_lowercase().as_str()),
        None => seen.starts_with("//") || seen.starts_with("/\\"),
    }
}

#[test]
fn the_scanner_sees_what_these_pages_try() {
    for (name, markdown) in PAGES {
        let html = render_raw(markdown, Dialect::Plain, RawHtml::Allow).html;
        let harmless = ["ids", "info-strings", "titles"].contains(&name);
        let found = active(html.as_str());
        assert!(
            harmless || !found.is_empty(),
            "{name} tries nothing:\n{html}"
        );
    }
    assert_eq!(
        active("<p id=a onclick=x>b</p><a href='\u{1}java\tscript:x'>c</a><SCRIPT></SCRIPT>").len(),
        3
    );
}

#[test]
fn no_body_carries_active_content() {
    for (name, markdown) in PAGES {
        for html in [RawHtml::Sanitize, RawHtml::Escape] {
            let made = render_raw(markdown, Dialect::Handbook, html).html;
            let found = active(made.as_str());
            assert!(found.is_empty(), "{name}: {found:?}\n{made}");
            for id in ["id=\"main\"", "name=\"getElementById\"", "class=\"top\""] {
                assert!(!made.as_str().contains(id), "{name} has {id}\n{made}");
            }
        }
    }
}

#[test]
fn no_output_file_carries_active_content() {
    let mut built = 0;
    for (name, markdown) in PAGES {
        let book = Book::of(&[
            (
                "book.toml",
                "[book]\ntitle = \"\\\"><script>go()</script>\"\n".to_owned(),
            ),
            (
                "content/index.md",
                "# <script>go()</script>\n\n[[page]] [[q]]\n".to_owned(),
            ),
            (
                "content/guide/page.md",
                format!("# \" onclick=\"go()\n\n{markdown}"),
            ),
            (
                "content/questions/q.md",
                format!(
                    "---\ntopics: ['<script>go()</script>']\n---\n# Q: </title><script>go()</script>?\n\n{markdown}"
                ),
            ),
        ]);
        let made = book.build();
        let refused = made.diagnostics.errors() > 0;
        assert_eq!(refused, made.artifacts.is_empty(), "{name}");
        if refused {
            let codes: Vec<Code> = made.diagnostics.iter().map(|one| one.code).collect();
            assert!(!codes.contains(&Code::TemplateError), "{name}: {codes:?}");
            continue;
        }
        built += 1;
        for (path, text) in pages(&made) {
            let found = if path.ends_with(".html") {
                active(&text)
            } else {
                // plain text in JSON, which the search page never uses as markup or as an address
                let texts = path.starts_with("search/texts/");
                let signs = ["<script", "javascript:", "expression(", "@import", "onload"];
                let signs = signs.iter().filter(|sign| text.contains(**sign));
                let signs = signs.filter(|sign| !texts || **sign == "<script");
                signs.map(|sign| (*sign).to_owned()).collect()
            };
            assert!(found.is_empty(), "{name}, {path}: {found:?}");
        }
    }
    assert!(
        built >= 9,
        "only {built} pages were built, the others refused"
    );
}
