//! `prepbook watch`: the site in its output folder, current with every save.

use std::process::ExitCode;
use std::time::Duration;

use super::args::WatchArgs;
use super::book::{print_out, root};
use super::build::target;
use super::error::Error;
use super::live::{Talk, rounds, signals};
use super::timings::Timings;
use crate::build::Purpose;
use crate::diag::report::Color;
use crate::emit::{self, Durability, RealDisk};
use crate::serve::{Say, Writing};
use crate::source;

/// How long to wait while another build writes to the folder.
const LOCK: Duration = Duration::from_secs(10);

pub(super) fn run(args: &WatchArgs, color: Color) -> Result<ExitCode, Error> {
    let root = root(args.live.book.as_deref())?;
    let sources = source::load(&root)?;
    let mut target = target(args.output.as_deref(), LOCK, &sources)?;
    target.durability = Durability::Quick;
    emit::accept(&target, &RealDisk)?;
    emit::recover(&target, &RealDisk)?;
    print_out(&format!("watching {root} (ctrl-c ends)\n"));
    let timings = Timings::start();
    let mut talk = Talk::new(&args.live, &timings, color);
    let say: Say = Box::new(move |said| talk.say(said));
    let mut outlet = Writing::new(target, say);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::Runtime)?;
    let mut rounds = rounds(&root, &args.live, Purpose::Write, &timings, &mut outlet);
    let bell = rounds.bell();
    std::thread::spawn(move || rounds.run(&mut outlet));
    let code = runtime.block_on(signals()).map_err(Error::Runtime)?;
    bell.close();
    Ok(code)
}
