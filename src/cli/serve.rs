//! `prepbook serve`: serves the site from memory to the owner's browser, and rebuilds it after every
//! save.

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::process::ExitCode;

use camino::Utf8Path;

use super::args::ServeArgs;
use super::book::{print_err, print_out, root};
use super::error::Error;
use super::live::{ConsoleReporter, signals, watch_loop};
use super::timings::Timings;
use crate::build::Mode;
use crate::diag::report::Color;
use crate::serve::{
    COVERAGE, Editor, EventHandler, HostGuard, MemorySink, Reload, ServeEvent, ServerState,
    run as serve,
};

pub(super) fn run(args: &ServeArgs, color: Color) -> Result<ExitCode, Error> {
    let root = root(args.live.book.as_deref())?;
    let editor = args.editor.as_deref().map(|url| editor(url, &root));
    let editor = editor.transpose()?;
    let listener = bind(args)?;
    let address = listener.local_addr().map_err(Error::Runtime)?;
    if !args.host.is_loopback() {
        print_err(
            "warning: everybody who reaches this address can read the book, drafts included where they are shown\n",
        );
    }
    let timings = Timings::start();
    let reporter = ConsoleReporter::new(&args.live, &timings, color);
    let mut sink = MemorySink::new(editor, announce(reporter, address, args.open));
    let (state, state_sender) = (sink.subscribe(), sink.state_sender());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Error::Runtime)?;
    let mut watch_loop = watch_loop(&root, &args.live, Mode::Serve, &timings, &mut sink);
    let notifier = watch_loop.notifier();
    let server = serve(
        listener,
        host_guard(args),
        reload(args),
        state,
        notifier.clone(),
    );
    let server = runtime.spawn(server);
    std::thread::spawn(move || watch_loop.run(&mut sink));
    let code = runtime.block_on(signals()).map_err(Error::Runtime)?;
    notifier.close();
    state_sender.send_replace(ServerState::Closing);
    runtime.block_on(server).ok();
    // nobody waits for the files that are still being made
    runtime.shutdown_background();
    Ok(code)
}

fn reload(args: &ServeArgs) -> Reload {
    if args.no_reload {
        Reload::Off
    } else {
        Reload::Live
    }
}

/// Allows the names of this machine, the address that is listened at, and the names that the owner
/// adds.
fn host_guard(args: &ServeArgs) -> HostGuard {
    let host = match args.host {
        std::net::IpAddr::V4(host) => host.to_string(),
        std::net::IpAddr::V6(host) => format!("[{host}]"),
    };
    let listening = (!args.host.is_unspecified()).then_some(host);
    HostGuard::new(args.allow_host.iter().cloned().chain(listening))
}

fn bind(args: &ServeArgs) -> Result<TcpListener, Error> {
    let address = SocketAddr::new(args.host, args.port);
    TcpListener::bind(address).map_err(|error| unbound(args, &error))
}

fn unbound(args: &ServeArgs, error: &io::Error) -> Error {
    let (port, host) = (args.port, args.host);
    let message = match error.kind() {
        ErrorKind::AddrInUse => {
            let next = port.checked_add(1).unwrap_or(4000);
            format!("port {port} is in use by another process; try --port {next}")
        }
        ErrorKind::PermissionDenied => {
            format!(
                "port {port} requires permissions that this process does not have; try --port 4000"
            )
        }
        ErrorKind::AddrNotAvailable => {
            format!("`{host}` is not an address of this machine; try --host 127.0.0.1")
        }
        _ => format!("port {port} cannot be used: {error}"),
    };
    Error::Port(message)
}

/// Returns the editor of a URL, which must contain `{path}` and a scheme that is safe in a link.
fn editor(url: &str, root: &Utf8Path) -> Result<Editor, Error> {
    const UNSAFE_SCHEMES: [&str; 3] = ["javascript", "data", "vbscript"];
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_valid = scheme
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let is_unsafe = UNSAFE_SCHEMES
        .iter()
        .any(|name| scheme.eq_ignore_ascii_case(name));
    if scheme.is_empty() || !is_valid || is_unsafe || !url.contains("{path}") {
        return Err(Error::usage(
            format!("`{url}` is not a URL that opens an editor"),
            "write a URL that contains `{path}`, such as `vscode://file/{path}:{line}:{column}`",
        ));
    }
    Ok(Editor {
        url: url.into(),
        root: root.as_str().trim_start_matches('/').into(),
    })
}

/// Returns a handler that prints events. It prints the URL of the site first and whenever it changes,
/// and opens it in the browser if `open` is set.
fn announce(mut reporter: ConsoleReporter, address: SocketAddr, open: bool) -> EventHandler {
    let mut announced = String::new();
    Box::new(move |event| {
        reporter.report_event(event);
        let ServeEvent::Rebuilt(rebuild, _) = event else {
            return;
        };
        let url = format!("http://{address}{}/", rebuild.sources.config.base.path);
        if announced == url {
            return;
        }
        print_out(&format!("serving {url} (ctrl-c ends)\n"));
        print_out(&format!(
            "what the book lacks: http://{address}{COVERAGE}\n"
        ));
        let first = std::mem::replace(&mut announced, url).is_empty();
        if open
            && first
            && let Err(error) = open::that_detached(&announced)
        {
            print_err(&format!("warning: no browser could be opened: {error}\n"));
        }
    })
}
