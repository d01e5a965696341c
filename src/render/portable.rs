//! Portable pages, which work in a folder that is opened without a server: addresses are relative,
//! and scripts need nothing that browsers deny to local files.

/// The attributes that contain addresses.
const ADDRESSES: &[&str] = &["href", "src", "poster", "action", "data-help"];
/// The prefix of the address in a page that redirects its readers.
const REFRESH: &str = "0; url=";

/// Returns a page `depth` folders below the site's root, with its root-relative addresses output
/// relative. The markup comes from the tool itself or from the sanitizer, so text contains no `<`
/// and every value is in double quotes.
pub fn portable(page: &str, depth: usize) -> String {
    let up = "../".repeat(depth);
    let mut output = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((text, from)) = rest.split_once('<') {
        output.push_str(text);
        output.push('<');
        let (tag, after) = tag(from);
        if tag.starts_with(['!', '/']) {
            output.push_str(tag)
        } else {
            moved(&mut output, tag, &up)
        }
        rest = after;
    }
    output.push_str(rest);
    output
}

/// Splits the text at the `>` that ends a tag. A `>` in quotes does not end it.
fn tag(from: &str) -> (&str, &str) {
    let mut quoted = false;
    let end = from.find(|c: char| {
        quoted ^= c == '"';
        c == '>' && !quoted
    });
    from.split_at_checked(end.unwrap_or(from.len()))
        .unwrap_or((from, ""))
}

/// Writes a tag with its addresses output relative.
fn moved(output: &mut String, tag: &str, up: &str) {
    let script = tag.starts_with("script");
    let mut rest = tag;
    while let Some((before, from)) = rest.split_once("=\"") {
        let (value, after) = from.split_once('"').unwrap_or((from, ""));
        let name_start = before
            .rfind(char::is_whitespace)
            .map_or(0, |blank| blank + 1);
        let (front, name) = before.split_at_checked(name_start).unwrap_or((before, ""));
        rest = after;
        match name {
            // a local file has no origin to check against, and cannot load modules
            "integrity" => output.push_str(front.trim_end()),
            "type" if script && value == "module" => {
                output.push_str(front);
                output.push_str("defer");
            }
            _ => {
                let value = match value.strip_prefix(REFRESH) {
                    Some(address) if name == "content" => {
                        format!("{REFRESH}{}", relative(address, up))
                    }
                    _ if ADDRESSES.contains(&name) => relative(value, up),
                    _ => value.to_owned(),
                };
                output.push_str(&format!("{before}=\"{value}\""));
            }
        }
    }
    output.push_str(rest);
}

/// Returns `/topics/caching/#a` as `../topics/caching/index.html#a`.
fn relative(address: &str, up: &str) -> String {
    let Some(path) = address
        .strip_prefix('/')
        .filter(|path| !path.starts_with('/'))
    else {
        return address.to_owned();
    };
    let end = path.find(['#', '?']).unwrap_or(path.len());
    let (path, tail) = path.split_at_checked(end).unwrap_or((path, ""));
    let file = if path.is_empty() || path.ends_with('/') {
        "index.html"
    } else {
        ""
    };
    format!("{up}{path}{file}{tail}")
}
