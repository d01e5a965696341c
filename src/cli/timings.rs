//! How long each stage of a build took.

// The stopwatch.
#![allow(clippy::disallowed_methods)]

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::build::WAITED;
use crate::source::{Usage, usage};

/// A stopwatch that stages press when they end.
#[derive(Clone)]
pub(super) struct Timings(Arc<Mutex<Laps>>);

struct Laps {
    last: Instant,
    last_cpu: Duration,
    laps: Vec<(&'static str, Duration, Duration)>,
}

impl Timings {
    pub(super) fn start() -> Self {
        Self(Arc::new(Mutex::new(Laps {
            last: Instant::now(),
            last_cpu: usage().cpu,
            laps: Vec::new(),
        })))
    }

    /// A stage has ended.
    pub(super) fn stage(&self, name: &'static str) {
        let mut laps = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (now, cpu) = (Instant::now(), usage().cpu);
        let lap = (name, now - laps.last, cpu.saturating_sub(laps.last_cpu));
        match name {
            WAITED => laps.laps.clear(),
            _ => laps.laps.push(lap),
        }
        (laps.last, laps.last_cpu) = (now, cpu);
    }

    /// A line for the stages since a round began, the last of which ends now.
    #[cfg(feature = "serve")]
    pub(super) fn round(&self, last: &'static str) -> String {
        self.stage(last);
        let mut laps = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let laps = std::mem::take(&mut laps.laps);
        let cpu: Duration = laps.iter().map(|(_, _, cpu)| *cpu).sum();
        let stage = |(name, wall, _): &(&str, Duration, Duration)| {
            format!("{name} {:.1} ms", wall.as_secs_f64() * 1e3)
        };
        let stages: Vec<String> = laps.iter().map(stage).collect();
        let cpu = cpu.as_secs_f64() * 1e3;
        format!("  {}; {cpu:.0} ms cpu\n", stages.join(", "))
    }

    /// For a build to press.
    pub(super) fn listener(&self) -> Arc<dyn Fn(&'static str) + Send + Sync> {
        let own = self.clone();
        Arc::new(move |name| own.stage(name))
    }

    /// A line for each stage, with wall and processor time, and one for the whole process.
    pub(super) fn table(&self) -> String {
        let laps = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let row = |name: &str, wall: Duration, cpu: Duration| {
            format!(
                "{name:16} {:8.1} ms {:8.0} ms cpu\n",
                wall.as_secs_f64() * 1e3,
                cpu.as_secs_f64() * 1e3
            )
        };
        let mut table: String = laps
            .laps
            .iter()
            .map(|(name, wall, cpu)| row(name, *wall, *cpu))
            .collect();
        let wall = laps.laps.iter().map(|(_, wall, _)| *wall).sum();
        let Usage { cpu, peak_memory } = usage();
        table.push_str(&row("all", wall, cpu));
        table.push_str(&format!(
            "peak memory      {:8.1} MB\n",
            peak_memory as f64 / 1e6
        ));
        table
    }
}
