//! `prepbook watch`: rebuilds the site into its output folder after every save.

use std::process::ExitCode;
use std::time::Duration;

use super::args::WatchArgs;
use super::book::{print_out, root};
use super::build::target;
use super::error::Error;
use super::live::{ConsoleReporter, signals, watch_loop};
use super::timings::Timings;
use crate::build::Mode;
use crate::diag::report::Color;
use crate::emit::{self, Durability, RealDisk};
use crate::serve::{EventHandler, FolderSink};
use crate::source;

/// The time to wait while another build writes to the folder.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);

pub(super) fn run(args: &WatchArgs, color: Color) -> Result<ExitCode, Error> {
    let root = root(args.live.book.as_deref())?;
    let sources = source::load(&root)?;
    let mut target = target(args.output.as_deref(), LOCK_TIMEOUT, &sources)?;
    target.durability = Durability::Quick;
    emit::accept(&target, &RealDisk)?;
    emit::recover(&target, &RealDisk)?;
    print_out(&format!("watching {root} (ctrl-c ends)\n"));
    let timings = Timings::start();
    let mut reporter = ConsoleReporter::new(&args.live, &timings, color);
    let on_event: EventHandler = Box::new(move |event| reporter.report_event(event));
    let mut sink = FolderSink::new(target, on_event);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::Runtime)?;
    let mut watch_loop = watch_loop(&root, &args.live, Mode::Write, &timings, &mut sink);
    let notifier = watch_loop.notifier();
    std::thread::spawn(move || watch_loop.run(&mut sink));
    let code = runtime.block_on(signals()).map_err(Error::Runtime)?;
    notifier.close();
    Ok(code)
}
