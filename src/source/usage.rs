//! Resources that the process has used.

// The figures of this process are not part of a book.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::time::Duration;

/// Processor time and peak memory of this process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// The processor time of all threads, user and system.
    pub cpu: Duration,
    /// The peak memory in bytes.
    pub peak_memory: u64,
}

/// Returns the usage as the system reports it. Outside Linux all figures are zero.
pub fn usage() -> Usage {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    Usage {
        cpu: cpu(&stat).unwrap_or_default(),
        peak_memory: peak(&status).unwrap_or_default(),
    }
}

/// Reads fields 14 and 15 of `proc_pid_stat(5)`, in ticks of 10 ms. The name in field 2 may contain
/// blanks.
fn cpu(stat: &str) -> Option<Duration> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(11);
    let user: u64 = times.next()?.parse().ok()?;
    let system: u64 = times.next()?.parse().ok()?;
    Some(Duration::from_millis((user + system) * 10))
}

/// Reads the line `VmHWM: … kB` of `proc_pid_status(5)`.
fn peak(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().trim_end_matches(" kB").trim().parse().ok()?;
    Some(kib * 1024)
}
