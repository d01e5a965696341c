//! The HTTP server: accepts connections, responds, and ends without waiting for open event streams.

use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode};
use axum::response::IntoResponse as _;
use axum::response::sse::{Event, KeepAlive, Sse};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_io_timeout::TimeoutStream;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt as _};

use super::change_notifier::ChangeNotifier;
use super::connection_limits::ConnectionLimits;
use super::host_guard::HostGuard;
use super::route::{Reload, RouteOutcome, plain_response, respond, route, secure};
use super::server_state::{ServerState, Snapshot};
use crate::source::CancelToken;

/// The time that a client has to send its request, and to take each part of the response.
const CLIENT_TIMEOUT: Duration = Duration::from_secs(10);
/// The most bytes in the head of a request.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// The time that responses under way have when the server ends.
const SHUTDOWN_GRACE: Duration = Duration::from_millis(300);
/// The interval of messages to a listener, so that one that has gone is noticed.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// The pause after a connection could not be accepted.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(50);

/// The values that all connections share.
#[derive(Debug)]
struct Shared {
    host_guard: HostGuard,
    reload: Reload,
    state: watch::Receiver<ServerState>,
    /// One permit for each listener.
    listeners: Arc<Semaphore>,
    /// Tells whether somebody edits the book.
    notifier: ChangeNotifier,
    /// The one permit to make a file that needs the whole book.
    deferred: Arc<Semaphore>,
}

/// Runs until shutdown is signalled.
///
/// # Errors
/// Fails if the listener cannot be used.
pub async fn run(
    listener: TcpListener,
    host_guard: HostGuard,
    reload: Reload,
    state: watch::Receiver<ServerState>,
    notifier: ChangeNotifier,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let limits = ConnectionLimits::detect();
    let permits = Arc::new(Semaphore::new(limits.connections));
    let shared = Arc::new(Shared {
        host_guard,
        reload,
        state: state.clone(),
        listeners: Arc::new(Semaphore::new(limits.listeners)),
        notifier,
        deferred: Arc::new(Semaphore::new(1)),
    });
    let mut shutdown = pin!(shutdown(state));
    loop {
        let permit = tokio::select! {
            () = &mut shutdown => break,
            permit = permits.clone().acquire_owned() => permit,
        };
        let accepted = tokio::select! {
            () = &mut shutdown => break,
            accepted = listener.accept() => accepted,
        };
        match (accepted, permit) {
            (Ok((stream, _)), Ok(permit)) => {
                tokio::spawn(serve_connection(stream, shared.clone(), permit));
            }
            // the process is out of files, or the client left at once: the next one may succeed
            _ => tokio::time::sleep(ACCEPT_RETRY_DELAY).await,
        }
    }
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    tokio::time::timeout(SHUTDOWN_GRACE * 2, permits.acquire_many(all))
        .await
        .ok();
    Ok(())
}

/// Waits until shutdown is signalled.
async fn shutdown(mut state: watch::Receiver<ServerState>) {
    let is_closing = |state: &ServerState| matches!(state, ServerState::Closing);
    // an error means that the sender is gone, which is a shutdown too
    state.wait_for(is_closing).await.ok();
}

async fn serve_connection(stream: TcpStream, shared: Arc<Shared>, _permit: OwnedSemaphorePermit) {
    stream.set_nodelay(true).ok();
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(CLIENT_TIMEOUT));
    let shutdown = shutdown(shared.state.clone());
    let service = service_fn(move |request| {
        let (reply, shared) = (reply(&request, &shared), shared.clone());
        async move {
            Ok::<_, Infallible>(match reply {
                Reply::Now(response) => response,
                Reply::Deferred { path } => respond_deferred(path, shared).await,
            })
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(CLIENT_TIMEOUT)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    let mut connection = pin!(connection);
    tokio::select! {
        // an error of the client was answered already, or it ended the connection
        _ = connection.as_mut() => {}
        () = shutdown => {
            connection.as_mut().graceful_shutdown();
            tokio::time::timeout(SHUTDOWN_GRACE, connection).await.ok();
        }
    }
}

/// The reply to a request.
enum Reply {
    Now(Response<Body>),
    /// The file at this path, which has to be made first.
    Deferred {
        path: String,
    },
}

fn reply(request: &Request<Incoming>, shared: &Shared) -> Reply {
    let Some(snapshot) = shared.snapshot() else {
        return Reply::Now(closing_response());
    };
    let outcome = route(
        request.method(),
        request.uri(),
        request.headers(),
        &shared.host_guard,
        &snapshot,
        shared.reload,
    );
    Reply::Now(match outcome {
        RouteOutcome::Response(response) => response,
        RouteOutcome::Deferred { path } => return Reply::Deferred { path },
        RouteOutcome::Listen { .. } if *request.method() == Method::HEAD => {
            plain_response(StatusCode::METHOD_NOT_ALLOWED, "only GET")
        }
        RouteOutcome::Listen { page } => match shared.listeners.clone().try_acquire_owned() {
            Ok(permit) => event_stream(shared.state.clone(), page, permit),
            Err(_) => plain_response(
                StatusCode::SERVICE_UNAVAILABLE,
                "too many open pages listen already",
            ),
        },
    })
}

fn closing_response() -> Response<Body> {
    plain_response(StatusCode::SERVICE_UNAVAILABLE, "the server ends")
}

impl Shared {
    fn snapshot(&self) -> Option<Arc<Snapshot>> {
        match &*self.state.borrow() {
            ServerState::Running(snapshot) => Some(snapshot.clone()),
            ServerState::Closing => None,
        }
    }
}

/// Makes a file that needs the whole book, and responds with it. Such files are made one at a time
/// and apart from other responses. An edit cancels the work, which then starts again with the new
/// book.
async fn respond_deferred(path: String, shared: Arc<Shared>) -> Response<Body> {
    let Ok(permit) = shared.deferred.clone().acquire_owned().await else {
        return closing_response();
    };
    let made = tokio::task::spawn_blocking(move || {
        // held to the end, though the client may have gone
        let _permit = permit;
        while shared.notifier.wait_until_idle() {
            let snapshot = shared.snapshot()?;
            let is_cancelled = || !shared.notifier.is_idle();
            let cancel = CancelToken::new(&is_cancelled);
            let response = respond(&path, &snapshot, shared.reload, &cancel);
            if response.is_some() {
                return response;
            }
        }
        None
    });
    match made.await {
        Ok(response) => response.unwrap_or_else(closing_response),
        Err(_) => plain_response(
            StatusCode::INTERNAL_SERVER_ERROR,
            "this is a bug in prepbook",
        ),
    }
}

fn event_stream(
    state: watch::Receiver<ServerState>,
    page: String,
    permit: OwnedSemaphorePermit,
) -> Response<Body> {
    let events = Sse::new(page_updates(state, page, permit));
    let keep_alive = KeepAlive::new().interval(KEEP_ALIVE);
    let mut response = events.keep_alive(keep_alive).into_response();
    secure(response.headers_mut());
    response
}

/// Returns the updates of a page: one at once, and one whenever something about it has changed. Only
/// the latest state is ever waited for, so a slow reader fills no queue.
fn page_updates(
    state: watch::Receiver<ServerState>,
    page: String,
    permit: OwnedSemaphorePermit,
) -> impl Stream<Item = Result<Event, serde_json::Error>> {
    let mut last = None;
    let snapshots = WatchStream::new(state).map_while(|state| match state {
        ServerState::Running(snapshot) => Some(snapshot),
        ServerState::Closing => None,
    });
    snapshots.filter_map(move |snapshot| {
        let _held = &permit;
        let update = snapshot.page_update(&page);
        if last.as_ref() == Some(&update) {
            return None;
        }
        let event =
            serde_json::to_string(&update).map(|json| Event::default().event("update").data(json));
        last = Some(update);
        Some(event)
    })
}
