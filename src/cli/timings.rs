//! Measures how long each stage of a build takes.

// Reads the clock.
#![allow(clippy::disallowed_methods)]

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::build::WAITED;
use crate::source::{Usage, usage};

/// A stopwatch that records the end of each stage.
#[derive(Clone)]
pub(super) struct Timings(Arc<Mutex<StageTimes>>);

struct StageTimes {
    last: Instant,
    last_cpu: Duration,
    stages: Vec<StageTime>,
}

#[derive(Clone, Copy)]
struct StageTime {
    name: &'static str,
    wall: Duration,
    cpu: Duration,
}

impl Timings {
    pub(super) fn start() -> Self {
        Self(Arc::new(Mutex::new(StageTimes {
            last: Instant::now(),
            last_cpu: usage().cpu,
            stages: Vec::new(),
        })))
    }

    /// Records that a stage has ended.
    pub(super) fn end_stage(&self, name: &'static str) {
        let mut times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (now, cpu) = (Instant::now(), usage().cpu);
        if name == WAITED {
            times.stages.clear();
        } else {
            let stage = StageTime {
                name,
                wall: now - times.last,
                cpu: cpu.saturating_sub(times.last_cpu),
            };
            times.stages.push(stage);
        }
        (times.last, times.last_cpu) = (now, cpu);
    }

    /// Ends the last stage of a rebuild, and returns a line with all its stages.
    #[cfg(feature = "serve")]
    pub(super) fn rebuild_line(&self, last: &'static str) -> String {
        self.end_stage(last);
        let mut times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let stages = std::mem::take(&mut times.stages);
        let cpu: Duration = stages.iter().map(|stage| stage.cpu).sum();
        let stages: Vec<String> = stages
            .iter()
            .map(|stage| format!("{} {:.1} ms", stage.name, stage.wall.as_secs_f64() * 1e3))
            .collect();
        let cpu = cpu.as_secs_f64() * 1e3;
        format!("  {}; {cpu:.0} ms cpu\n", stages.join(", "))
    }

    /// Returns a function that a build calls at the end of each stage.
    pub(super) fn listener(&self) -> Arc<dyn Fn(&'static str) + Send + Sync> {
        let timings = self.clone();
        Arc::new(move |name| timings.end_stage(name))
    }

    /// Returns a table with a line for each stage and one for the whole process.
    pub(super) fn table(&self) -> String {
        let times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut table: String = times.stages.iter().map(row).collect();
        let wall = times.stages.iter().map(|stage| stage.wall).sum();
        let Usage { cpu, peak_memory } = usage();
        table.push_str(&row(&StageTime {
            name: "all",
            wall,
            cpu,
        }));
        table.push_str(&format!(
            "peak memory      {:8.1} MB\n",
            peak_memory as f64 / 1e6
        ));
        table
    }
}

fn row(stage: &StageTime) -> String {
    format!(
        "{:16} {:8.1} ms {:8.0} ms cpu\n",
        stage.name,
        stage.wall.as_secs_f64() * 1e3,
        stage.cpu.as_secs_f64() * 1e3
    )
}
