//! Who may ask: the owner's own browser, at the names the server has. A hostile page that makes
//! its own name lead here is not let in.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// The names under which the server answers.
#[derive(Clone, Debug)]
pub struct Doors {
    hosts: Vec<String>,
}

impl Doors {
    /// The names that always lead to this machine, and those the owner adds.
    pub fn new(more: impl IntoIterator<Item = String>) -> Self {
        let own = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
        let more = more.into_iter().map(|host| host.to_ascii_lowercase());
        Self {
            hosts: own.into_iter().chain(more).collect(),
        }
    }

    /// Why a request is not answered, if it is not.
    pub fn refuse(&self, headers: &HeaderMap) -> Option<&'static str> {
        let mut hosts = headers.get_all(HOST).iter();
        let host = match (hosts.next(), hosts.next()) {
            (Some(host), None) => host.to_str().unwrap_or_default(),
            _ => return Some("the request names no host, or two"),
        };
        if !self.knows(host) {
            return Some("this host is not served here; allow it with --allow-host");
        }
        for origin in headers.get_all(ORIGIN) {
            let origin = origin.to_str().unwrap_or_default();
            let host = origin
                .strip_prefix("http://")
                .or_else(|| origin.strip_prefix("https://"));
            if !host.is_some_and(|host| self.knows(host)) {
                return Some("pages of other origins are not answered");
            }
        }
        let foreign = |value: &axum::http::HeaderValue| value.as_bytes() == b"cross-site";
        let fetched = headers.get("sec-fetch-site").is_some_and(foreign);
        let navigates = headers
            .get("sec-fetch-mode")
            .is_some_and(|mode| mode.as_bytes() == b"navigate");
        (fetched && !navigates).then_some("pages of other sites are not answered")
    }

    fn knows(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host.as_str(),
        };
        self.hosts.iter().any(|known| known == name)
    }
}
