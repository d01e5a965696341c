//! Limits on open connections, derived from the number of files that the process may open.

/// The most connections that are open at once; further ones wait.
const MAX_CONNECTIONS: usize = 4_096;
/// The most open pages that are notified of changes; further ones are refused.
const MAX_LISTENERS: usize = 1_024;
/// Open files that the process needs besides its connections.
const OTHER_FILES: usize = 64;

/// How many connections and listeners the server accepts at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionLimits {
    pub connections: usize,
    pub listeners: usize,
}

impl ConnectionLimits {
    /// Raises the system's limit of open files as far as needed and allowed, and returns what it
    /// permits.
    pub fn detect() -> Self {
        let wanted_files = MAX_CONNECTIONS + OTHER_FILES;
        let wanted = u64::try_from(wanted_files).unwrap_or(u64::MAX);
        let granted = rlimit::increase_nofile_limit(wanted).unwrap_or(wanted);
        Self::from_open_files(usize::try_from(granted).unwrap_or(wanted_files))
    }

    /// Returns the limits for a process that may open this many files.
    pub fn from_open_files(files: usize) -> Self {
        let connections = files.saturating_sub(OTHER_FILES).clamp(8, MAX_CONNECTIONS);
        Self {
            connections,
            listeners: (connections / 2).min(MAX_LISTENERS),
        }
    }
}
