//! Routes a request to its response. Files come from the list in memory, so no address reaches the
//! disk.

use axum::body::Body;
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri};

use super::coverage::COVERAGE;
use super::host_guard::HostGuard;
use super::server_state::{Snapshot, version_text};
use super::site::{Lookup, Site};
use crate::diag::{self, percent_encode};
use crate::outputs::Artifact;
use crate::source::CancelToken;

/// The folder of the server's own addresses, which no site has.
pub const OWN_FOLDER: &str = "/.prepbook/";
/// The address of the event stream.
pub const EVENTS: &str = "/.prepbook/events";
/// The most bytes in the path of an address.
const MAX_PATH_BYTES: usize = 2_048;
/// The policy of pages. A page contains its own policy; only who may frame it has to be a header.
const PAGE_POLICY: &str = "frame-ancestors 'none'";
/// The policy of all other files, which may do nothing when they are opened by themselves.
const FILE_POLICY: &str = "default-src 'none'; style-src 'self'; frame-ancestors 'none'";

const SCRIPT: &str = include_str!("live.js");
const STYLE: &str = include_str!("live.css");

/// Whether pages get the script that reloads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reload {
    Live,
    Off,
}

/// The result of routing a request.
#[derive(Debug)]
pub enum RouteOutcome {
    /// The client listens to updates of the page at this path.
    Listen { page: String },
    /// The file at this path needs the whole book and has to be made first.
    Deferred { path: String },
    /// The response is ready.
    Response(Response<Body>),
}

/// Routes a request.
pub fn route(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    host_guard: &HostGuard,
    snapshot: &Snapshot,
    reload: Reload,
) -> RouteOutcome {
    if let Some(refusal) = refuse(method, uri, headers, host_guard) {
        return RouteOutcome::Response(refusal);
    }
    let Some(path) = percent_decode(uri.path()) else {
        return RouteOutcome::Response(plain_response(
            StatusCode::BAD_REQUEST,
            "the address cannot be read",
        ));
    };
    if path == EVENTS && reload == Reload::Live {
        let page = parameter(uri, "page").unwrap_or_default();
        return RouteOutcome::Listen { page };
    }
    match respond(&path, snapshot, reload, &CancelToken::new(&|| true)) {
        Some(response) => RouteOutcome::Response(response),
        None => RouteOutcome::Deferred { path },
    }
}

fn refuse(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    host_guard: &HostGuard,
) -> Option<Response<Body>> {
    if !matches!(*method, Method::GET | Method::HEAD) {
        let mut response = plain_response(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD");
        response
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(response);
    }
    if uri.path().len() > MAX_PATH_BYTES {
        return Some(plain_response(
            StatusCode::URI_TOO_LONG,
            "the address is too long",
        ));
    }
    if uri.scheme().is_some() || uri.authority().is_some() {
        return Some(plain_response(StatusCode::BAD_REQUEST, "this is no proxy"));
    }
    let reason = host_guard.refuse(headers)?;
    Some(plain_response(StatusCode::FORBIDDEN, reason))
}

/// Responds with the file at a decoded path. Returns nothing if the file needs the whole book and
/// it is cancelled before it is made to the end.
pub fn respond(
    path: &str,
    snapshot: &Snapshot,
    reload: Reload,
    cancel: &CancelToken<'_>,
) -> Option<Response<Body>> {
    if path == COVERAGE
        && let Some(site) = &snapshot.site
    {
        // all words are counted, which takes a while in a large book
        let page = cancel.check().map(|()| site.coverage())?;
        let bytes = match reload {
            Reload::Live => {
                let version = version_text(site.version(path));
                with_script(page.as_bytes(), path, &version)
            }
            Reload::Off => page.into_bytes(),
        };
        return Some(response(StatusCode::OK, "text/html; charset=utf-8", bytes));
    }
    if let Some(name) = path.strip_prefix(OWN_FOLDER) {
        return Some(match name {
            "live.js" if reload == Reload::Live => {
                static_response("text/javascript; charset=utf-8", SCRIPT)
            }
            "live.css" if reload == Reload::Live => {
                static_response("text/css; charset=utf-8", STYLE)
            }
            _ => plain_response(StatusCode::NOT_FOUND, "there is no such file"),
        });
    }
    let Some(site) = &snapshot.site else {
        return Some(no_site_response(path, reload));
    };
    let (status, file) = match site.look_up(path) {
        Lookup::File(file) => (StatusCode::OK, file),
        Lookup::Folder(folder) => return Some(redirect(&folder)),
        Lookup::Missing => match site.not_found() {
            Some(file) => (StatusCode::NOT_FOUND, file),
            None => {
                return Some(plain_response(
                    StatusCode::NOT_FOUND,
                    "there is no such page",
                ));
            }
        },
    };
    let bytes = file.bytes_while(cancel)?;
    Some(match bytes {
        Ok(bytes) => file_response(status, path, file, &bytes, site, reload),
        Err(fault) => plain_response(StatusCode::INTERNAL_SERVER_ERROR, &format!("{fault}")),
    })
}

fn file_response(
    status: StatusCode,
    path: &str,
    file: &Artifact,
    bytes: &[u8],
    site: &Site,
    reload: Reload,
) -> Response<Body> {
    let media_type = media_type(file.path.as_str());
    let is_html = media_type.starts_with("text/html");
    let bytes = match reload {
        Reload::Live if is_html => {
            let version = version_text(site.version_of(file));
            with_script(bytes, path, &version)
        }
        Reload::Live | Reload::Off => bytes.to_vec(),
    };
    response(status, media_type, bytes)
}

/// Responds before the first good build. The script shows the errors of the book.
fn no_site_response(path: &str, reload: Reload) -> Response<Body> {
    let html = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>No site yet</title>\n</head>\n\
         <body><h1>There is no site yet</h1>\n<p>The terminal says what is wrong with the book.</p>\n</body></html>\n";
    let bytes = match reload {
        Reload::Live => with_script(html.as_bytes(), path, "none"),
        Reload::Off => html.as_bytes().to_vec(),
    };
    response(
        StatusCode::SERVICE_UNAVAILABLE,
        "text/html; charset=utf-8",
        bytes,
    )
}

/// Adds the script that keeps the page current to the end of its head.
fn with_script(page: &[u8], path: &str, version: &str) -> Vec<u8> {
    const HEAD_END: &[u8] = b"</head>";
    let head_end = page
        .windows(HEAD_END.len())
        .position(|window| window == HEAD_END);
    let (head, rest) = page
        .split_at_checked(head_end.unwrap_or(page.len()))
        .unwrap_or((page, &[]));
    let path = percent_encode(path);
    let script = format!(
        "<script type=\"module\" src=\"{OWN_FOLDER}live.js?page={path}&amp;version={version}\"></script>\n"
    );
    [head, script.as_bytes(), rest].concat()
}

fn redirect(path: &str) -> Response<Body> {
    let mut response = plain_response(
        StatusCode::TEMPORARY_REDIRECT,
        "the page has a slash at the end",
    );
    // an encoded path contains only letters, digits and slashes, so this does not fail
    if let Ok(location) = HeaderValue::from_str(&percent_encode(path)) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

fn static_response(media_type: &'static str, text: &'static str) -> Response<Body> {
    response(StatusCode::OK, media_type, text.as_bytes().to_vec())
}

/// Responds with one line of text.
pub fn plain_response(status: StatusCode, text: &str) -> Response<Body> {
    let text = format!("{text}\n");
    response(status, "text/plain; charset=utf-8", text.into_bytes())
}

fn response(status: StatusCode, media_type: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    let policy = if media_type.starts_with("text/html") {
        PAGE_POLICY
    } else {
        FILE_POLICY
    };
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    secure(headers);
    response
}

/// Adds the headers of every response: it is not stored, its type is not guessed, and other origins
/// may not use it.
pub fn secure(headers: &mut HeaderMap) {
    let resource_policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(resource_policy, HeaderValue::from_static("same-origin"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}

/// Returns the media type of a file by its extension.
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

/// Decodes the path of an address. Returns nothing if an escape is malformed, if the path is not
/// UTF-8, or if it contains a character that no address of a site has.
pub fn percent_decode(path: &str) -> Option<String> {
    let path = diag::percent_decode(path)?.into_owned();
    let is_hostile = |c: char| c.is_control() || c == '\\';
    (!path.contains(is_hostile)).then_some(path)
}

fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let pairs = uri.query()?.split('&');
    let mut values = pairs.filter_map(|pair| pair.split_once('='));
    let (_, value) = values.find(|(key, _)| *key == name)?;
    percent_decode(value)
}
