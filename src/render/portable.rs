//! Pages for a folder that is opened without a server: every address leads there from where the page
//! lies, and scripts need nothing that browsers refuse to files.

/// Attributes that hold addresses.
const ADDRESSES: &[&str] = &["href", "src", "poster", "action", "data-help"];
/// In front of the address of a page that sends its readers on.
const REFRESH: &str = "0; url=";

/// A page that lies `depth` folders below the site's root, with addresses from the root made
/// relative. Its markup is the tool's own or the sanitizer's: text holds no `<`, and every value
/// stands in double quotes.
pub fn portable(page: &str, depth: usize) -> String {
    let up = "../".repeat(depth);
    let mut made = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((text, from)) = rest.split_once('<') {
        made.push_str(text);
        made.push('<');
        let (tag, after) = tag(from);
        match tag.starts_with(['!', '/']) {
            true => made.push_str(tag),
            false => moved(&mut made, tag, &up),
        }
        rest = after;
    }
    made.push_str(rest);
    made
}

/// What stands before the `>` that ends a tag, and what follows: one in quotes ends none.
fn tag(from: &str) -> (&str, &str) {
    let mut quoted = false;
    let end = from.find(|c: char| {
        quoted ^= c == '"';
        c == '>' && !quoted
    });
    from.split_at_checked(end.unwrap_or(from.len()))
        .unwrap_or((from, ""))
}

/// Writes a tag with its addresses moved.
fn moved(made: &mut String, tag: &str, up: &str) {
    let script = tag.starts_with("script");
    let mut rest = tag;
    while let Some((before, from)) = rest.split_once("=\"") {
        let (value, after) = from.split_once('"').unwrap_or((from, ""));
        let at = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let (front, name) = before.split_at_checked(at).unwrap_or((before, ""));
        rest = after;
        match name {
            // a file has no origin to compare it with, and loads no modules
            "integrity" => made.push_str(front.trim_end()),
            "type" if script && value == "module" => {
                made.push_str(front);
                made.push_str("defer");
            }
            _ => {
                let value = match value.strip_prefix(REFRESH) {
                    Some(address) if name == "content" => {
                        format!("{REFRESH}{}", relative(address, up))
                    }
                    _ if ADDRESSES.contains(&name) => relative(value, up),
                    _ => value.to_owned(),
                };
                made.push_str(&format!("{before}=\"{value}\""));
            }
        }
    }
    made.push_str(rest);
}

/// `/topics/caching/#a` as `../topics/caching/index.html#a`.
fn relative(address: &str, up: &str) -> String {
    let Some(path) = address
        .strip_prefix('/')
        .filter(|path| !path.starts_with('/'))
    else {
        return address.to_owned();
    };
    let end = path.find(['#', '?']).unwrap_or(path.len());
    let (path, tail) = path.split_at_checked(end).unwrap_or((path, ""));
    let file = match path.is_empty() || path.ends_with('/') {
        true => "index.html",
        false => "",
    };
    format!("{up}{path}{file}{tail}")
}
