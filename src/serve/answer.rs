//! One request, one answer: from the list of files in memory, so that no address reaches the disk.

use axum::body::Body;
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri};

use super::coverage::COVERAGE;
use super::guard::Doors;
use super::news::{Current, shown};
use super::site::{Lookup, Site};
use crate::outputs::Artifact;
use crate::source::CancelToken;

/// The folder of the server's own addresses; no site has it.
pub const OWN: &str = "/.prepbook/";
/// Where open pages listen.
pub const EVENTS: &str = "/.prepbook/events";
/// Longer addresses lead nowhere.
const LONGEST: usize = 2_048;
/// What a page may do stands in the page; who may frame it can only be said here.
const PAGE_POLICY: &str = "frame-ancestors 'none'";
/// Other files may do nothing where they are opened by themselves.
const POLICY: &str = "default-src 'none'; style-src 'self'; frame-ancestors 'none'";

const SCRIPT: &str = include_str!("live.js");
const STYLE: &str = include_str!("live.css");

/// Whether pages get the script that reloads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reload {
    Live,
    Off,
}

/// What a request wants, once it is let in.
#[derive(Debug)]
pub enum Wish {
    /// To be told of changes of the page at this path.
    Listen { page: String },
    /// The file at this path, which has to be made of the whole book first.
    Make { path: String },
    /// This answer.
    Answer(Response<Body>),
}

/// Decides on a request.
pub fn wish(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    doors: &Doors,
    current: &Current,
    reload: Reload,
) -> Wish {
    Wish::Answer(match refusal(method, uri, headers, doors) {
        Some(refusal) => refusal,
        None => match decoded(uri.path()) {
            Some(path) if path == EVENTS && reload == Reload::Live => {
                let page = parameter(uri, "page").unwrap_or_default();
                return Wish::Listen { page };
            }
            Some(path) => match file(&path, current, reload, &CancelToken::new(&|| true)) {
                Some(answer) => answer,
                None => return Wish::Make { path },
            },
            None => plain(StatusCode::BAD_REQUEST, "the address cannot be read"),
        },
    })
}

fn refusal(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    doors: &Doors,
) -> Option<Response<Body>> {
    if !matches!(*method, Method::GET | Method::HEAD) {
        let mut answer = plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD");
        answer
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(answer);
    }
    if uri.path().len() > LONGEST {
        return Some(plain(StatusCode::URI_TOO_LONG, "the address is too long"));
    }
    if uri.scheme().is_some() || uri.authority().is_some() {
        return Some(plain(StatusCode::BAD_REQUEST, "this is no proxy"));
    }
    let refused = doors.refuse(headers)?;
    Some(plain(StatusCode::FORBIDDEN, refused))
}

/// The answer with what lies at a path; `None` where it has to be made of the whole book, and that
/// may not go on to its end.
pub fn file(
    path: &str,
    current: &Current,
    reload: Reload,
    cancel: &CancelToken<'_>,
) -> Option<Response<Body>> {
    if path == COVERAGE
        && let Some(site) = &current.site
    {
        // all words are counted, which takes a while in a large book
        let page = cancel.check().map(|()| site.coverage())?;
        let version = shown(site.version(path));
        let bytes = match reload {
            Reload::Live => with_script(page.as_bytes(), path, &version),
            Reload::Off => page.into_bytes(),
        };
        return Some(answer(StatusCode::OK, "text/html; charset=utf-8", bytes));
    }
    if let Some(own) = path.strip_prefix(OWN) {
        return Some(match own {
            "live.js" if reload == Reload::Live => whole("text/javascript; charset=utf-8", SCRIPT),
            "live.css" if reload == Reload::Live => whole("text/css; charset=utf-8", STYLE),
            _ => plain(StatusCode::NOT_FOUND, "there is no such file"),
        });
    }
    let Some(site) = &current.site else {
        return Some(no_site(path, reload));
    };
    let (status, file) = match site.look_up(path) {
        Lookup::File(file) => (StatusCode::OK, file),
        Lookup::Folder(to) => return Some(moved(&to)),
        Lookup::Nothing => match site.not_found() {
            Some(file) => (StatusCode::NOT_FOUND, file),
            None => return Some(plain(StatusCode::NOT_FOUND, "there is no such page")),
        },
    };
    let bytes = file.bytes_while(cancel)?;
    Some(match bytes {
        Ok(bytes) => rendered(status, path, file, &bytes, site, reload),
        Err(fault) => plain(StatusCode::INTERNAL_SERVER_ERROR, &format!("{fault}")),
    })
}

fn rendered(
    status: StatusCode,
    path: &str,
    file: &Artifact,
    bytes: &[u8],
    site: &Site,
    reload: Reload,
) -> Response<Body> {
    let media_type = media_type(file.path.as_str());
    let html = media_type.starts_with("text/html");
    let bytes = match reload {
        Reload::Live if html => {
            let version = shown(site.version_of(file));
            with_script(bytes, path, &version)
        }
        Reload::Live | Reload::Off => bytes.to_vec(),
    };
    answer(status, media_type, bytes)
}

/// Before the first good build there is nothing to show; the script says what is wrong.
fn no_site(path: &str, reload: Reload) -> Response<Body> {
    let html = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>No site yet</title>\n</head>\n\
         <body><h1>There is no site yet</h1>\n<p>The terminal says what is wrong with the book.</p>\n</body></html>\n";
    let bytes = match reload {
        Reload::Live => with_script(html.as_bytes(), path, "none"),
        Reload::Off => html.as_bytes().to_vec(),
    };
    answer(
        StatusCode::SERVICE_UNAVAILABLE,
        "text/html; charset=utf-8",
        bytes,
    )
}

/// The page with the script that keeps it current, at the end of its head.
fn with_script(page: &[u8], path: &str, version: &str) -> Vec<u8> {
    const END: &[u8] = b"</head>";
    let at = page.windows(END.len()).position(|window| window == END);
    let (head, rest) = page
        .split_at_checked(at.unwrap_or(page.len()))
        .unwrap_or((page, &[]));
    let path = encoded(path);
    let script = format!(
        "<script type=\"module\" src=\"{OWN}live.js?page={path}&amp;version={version}\"></script>\n"
    );
    [head, script.as_bytes(), rest].concat()
}

fn moved(to: &str) -> Response<Body> {
    let mut answer = plain(
        StatusCode::TEMPORARY_REDIRECT,
        "the page has a slash at the end",
    );
    // the path of a page that is there: letters, digits and slashes once they are encoded
    if let Ok(to) = HeaderValue::from_str(&encoded(to)) {
        answer.headers_mut().insert(LOCATION, to);
    }
    answer
}

fn whole(media_type: &'static str, text: &'static str) -> Response<Body> {
    answer(StatusCode::OK, media_type, text.as_bytes().to_vec())
}

/// An answer of one line.
pub fn plain(status: StatusCode, text: &str) -> Response<Body> {
    let text = format!("{text}\n");
    answer(status, "text/plain; charset=utf-8", text.into_bytes())
}

fn answer(status: StatusCode, media_type: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut answer = Response::new(Body::from(bytes));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    let policy = match media_type.starts_with("text/html") {
        true => PAGE_POLICY,
        false => POLICY,
    };
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    guarded(headers);
    answer
}

/// What every answer carries: it is not kept, not guessed at, and nobody else's.
pub fn guarded(headers: &mut HeaderMap) {
    const SAME_ORIGIN: (HeaderName, HeaderValue) = (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
    let (name, value) = SAME_ORIGIN;
    headers.insert(name, value);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}

/// What a file is, by the end of its name.
fn media_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// The path of an address without escapes; `None` where these are no UTF-8 text, or hide what no
/// address of a site has.
pub fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        let digits = digits.iter().all(u8::is_ascii_hexdigit).then_some(digits)?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    let path = String::from_utf8(bytes).ok()?;
    let hostile = |c: char| c.is_control() || c == '\\';
    (!path.contains(hostile)).then_some(path)
}

/// The path with everything escaped that has a meaning in addresses or in markup.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => encoded.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let pairs = uri.query()?.split('&');
    let mut values = pairs.filter_map(|pair| pair.split_once('='));
    let (_, value) = values.find(|(known, _)| *known == name)?;
    decoded(value)
}
