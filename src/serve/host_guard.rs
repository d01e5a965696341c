//! Checks who may ask: only the owner's own browser, at the names that the server has. A hostile page
//! that resolves its own name to this machine is refused.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue};

/// The host names under which the server answers.
#[derive(Clone, Debug)]
pub struct HostGuard {
    hosts: Vec<String>,
}

impl HostGuard {
    /// Allows the names that always lead to this machine, and those that the owner adds.
    pub fn new(allowed: impl IntoIterator<Item = String>) -> Self {
        let local = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
        let allowed = allowed.into_iter().map(|host| host.to_ascii_lowercase());
        Self {
            hosts: local.into_iter().chain(allowed).collect(),
        }
    }

    /// Returns why a request is refused, if it is.
    pub fn refuse(&self, headers: &HeaderMap) -> Option<&'static str> {
        let mut hosts = headers.get_all(HOST).iter();
        let host = match (hosts.next(), hosts.next()) {
            (Some(host), None) => host.to_str().unwrap_or_default(),
            _ => return Some("the request names no host, or two"),
        };
        if !self.allows(host) {
            return Some("this host is not served here; allow it with --allow-host");
        }
        for origin in headers.get_all(ORIGIN) {
            let origin = origin.to_str().unwrap_or_default();
            let host = origin
                .strip_prefix("http://")
                .or_else(|| origin.strip_prefix("https://"));
            if !host.is_some_and(|host| self.allows(host)) {
                return Some("pages of other origins are not answered");
            }
        }
        let is_cross_site = |value: &HeaderValue| value.as_bytes() == b"cross-site";
        let is_navigation = |value: &HeaderValue| value.as_bytes() == b"navigate";
        let cross_site = headers.get("sec-fetch-site").is_some_and(is_cross_site);
        let navigates = headers.get("sec-fetch-mode").is_some_and(is_navigation);
        (cross_site && !navigates).then_some("pages of other sites are not answered")
    }

    fn allows(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host.as_str(),
        };
        self.hosts.iter().any(|allowed| allowed == name)
    }
}
