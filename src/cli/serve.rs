//! `prepbook serve`: the site in memory, for the owner's browser, current with every save.

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::process::ExitCode;

use camino::Utf8Path;

use super::args::ServeArgs;
use super::book::{print_err, print_out, root};
use super::error::Error;
use super::live::{Talk, rounds, signals};
use super::timings::Timings;
use crate::build::Mode;
use crate::diag::report::Color;
use crate::serve::{COVERAGE, Doors, Editor, News, Reload, Said, Say, Serving, run as serve};

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
    let talk = Talk::new(&args.live, &timings, color);
    let mut outlet = Serving::new(editor, say(talk, address, args.open));
    let (news, sender) = (outlet.news(), outlet.sender());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Error::Runtime)?;
    let mut rounds = rounds(&root, &args.live, Mode::Serve, &timings, &mut outlet);
    let bell = rounds.bell();
    let server = serve(listener, doors(args), reload(args), news, bell.clone());
    let server = runtime.spawn(server);
    std::thread::spawn(move || rounds.run(&mut outlet));
    let code = runtime.block_on(signals()).map_err(Error::Runtime)?;
    bell.close();
    sender.send_replace(News::Closing);
    runtime.block_on(server).ok();
    // what is still being made is for nobody
    runtime.shutdown_background();
    Ok(code)
}

fn reload(args: &ServeArgs) -> Reload {
    match args.no_reload {
        true => Reload::Off,
        false => Reload::Live,
    }
}

/// The names that lead here: the machine's own, the address asked for, and what the owner allows.
fn doors(args: &ServeArgs) -> Doors {
    let host = match args.host {
        std::net::IpAddr::V4(host) => host.to_string(),
        std::net::IpAddr::V6(host) => format!("[{host}]"),
    };
    let own = (!args.host.is_unspecified()).then_some(host);
    Doors::new(args.allow_host.iter().cloned().chain(own))
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
            format!("port {port} needs rights that this process does not have; try --port 4000")
        }
        ErrorKind::AddrNotAvailable => {
            format!("`{host}` is no address of this machine; try --host 127.0.0.1")
        }
        _ => format!("port {port} cannot be used: {error}"),
    };
    Error::Port(message)
}

/// What opens a place, if it can be a link: a scheme of an editor, and where the path goes.
fn editor(url: &str, root: &Utf8Path) -> Result<Editor, Error> {
    const NONE: [&str; 3] = ["javascript", "data", "vbscript"];
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    let plain = scheme
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let known_evil = NONE.iter().any(|evil| scheme.eq_ignore_ascii_case(evil));
    if scheme.is_empty() || !plain || known_evil || !url.contains("{path}") {
        return Err(Error::usage(
            format!("`{url}` does not say how an editor is opened"),
            "write an address with `{path}`, such as `vscode://file/{path}:{line}:{column}`",
        ));
    }
    Ok(Editor {
        url: url.into(),
        root: root.as_str().trim_start_matches('/').into(),
    })
}

/// Prints rounds; says where the site is, again where that changes, and opens it if that is wanted.
fn say(mut talk: Talk, address: SocketAddr, open: bool) -> Say {
    let mut announced = String::new();
    Box::new(move |said| {
        talk.say(said);
        let Said::Round(round, _) = said else { return };
        let url = format!("http://{address}{}/", round.sources.config.base.path);
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
