//! The server: connections in, answers out, and an end that open streams do not hold up.

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

use super::answer::{Reload, Wish, file, guarded, plain, wish};
use super::doorbell::Doorbell;
use super::guard::Doors;
use super::news::{Current, News};
use crate::source::CancelToken;

/// A client gets so long to say what it wants, and to take each part of the answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The head of a request is at most so long.
const LONGEST_HEAD: usize = 64 * 1024;
/// So many open pages are told of changes; the next one is not.
const MOST_LISTENERS: usize = 1_024;
/// So many connections are open at once; the next ones wait.
const MOST_CONNECTIONS: usize = 4_096;
/// Files that the process needs beside its connections.
const OTHER_FILES: usize = 64;
/// Answers under way get so long when the server ends.
const LAST_WORDS: Duration = Duration::from_millis(300);
/// A listener hears something at least so often, so that one who is gone is noticed.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// How many connections and listeners the process has files for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    pub connections: usize,
    pub listeners: usize,
}

impl Room {
    /// The room there is, after asking the system for more.
    pub fn here() -> Self {
        let most = MOST_CONNECTIONS + OTHER_FILES;
        let asked = u64::try_from(most).unwrap_or(u64::MAX);
        let files = rlimit::increase_nofile_limit(asked).unwrap_or(asked);
        Self::of(usize::try_from(files).unwrap_or(most))
    }

    /// The room that so many open files leave.
    pub fn of(files: usize) -> Self {
        let connections = files.saturating_sub(OTHER_FILES).clamp(8, MOST_CONNECTIONS);
        Self {
            connections,
            listeners: (connections / 2).min(MOST_LISTENERS),
        }
    }
}

/// What all connections share.
#[derive(Debug)]
struct Shared {
    doors: Doors,
    reload: Reload,
    news: watch::Receiver<News>,
    listeners: Arc<Semaphore>,
    /// Rings when somebody edits the book.
    bell: Doorbell,
    /// The turn of those who make something of the whole book.
    making: Arc<Semaphore>,
}

/// Serves until the news are that it closes.
///
/// # Errors
/// Where the listener cannot be used.
pub async fn run(
    listener: TcpListener,
    doors: Doors,
    reload: Reload,
    news: watch::Receiver<News>,
    bell: Doorbell,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let room = Room::here();
    let places = Arc::new(Semaphore::new(room.connections));
    let shared = Arc::new(Shared {
        doors,
        reload,
        news: news.clone(),
        listeners: Arc::new(Semaphore::new(room.listeners)),
        bell,
        making: Arc::new(Semaphore::new(1)),
    });
    let mut closing = pin!(closed(news));
    loop {
        let place = tokio::select! {
            () = &mut closing => break,
            place = places.clone().acquire_owned() => place,
        };
        let accepted = tokio::select! {
            () = &mut closing => break,
            accepted = listener.accept() => accepted,
        };
        match (accepted, place) {
            (Ok((stream, _)), Ok(place)) => {
                tokio::spawn(connection(stream, shared.clone(), place));
            }
            // out of files, or a client that left at once: the next one may do better
            _ => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    let all = u32::try_from(room.connections).unwrap_or(u32::MAX);
    tokio::time::timeout(LAST_WORDS * 2, places.acquire_many(all))
        .await
        .ok();
    Ok(())
}

/// Ends when the server is to end.
async fn closed(mut news: watch::Receiver<News>) {
    let closing = |news: &News| matches!(news, News::Closing);
    // a sender that is gone will send nothing more either
    news.wait_for(closing).await.ok();
}

async fn connection(stream: TcpStream, shared: Arc<Shared>, _place: OwnedSemaphorePermit) {
    stream.set_nodelay(true).ok();
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(PATIENCE));
    let closing = closed(shared.news.clone());
    let service = service_fn(move |request| {
        let (answer, shared) = (answer(&request, &shared), shared.clone());
        async move {
            Ok::<_, Infallible>(match answer {
                Answer::Now(answer) => answer,
                Answer::Later { path } => make(path, shared).await,
            })
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    let mut connection = pin!(connection);
    tokio::select! {
        // what a client does wrong is answered or cut off, and no news to anybody
        _ = connection.as_mut() => {}
        () = closing => {
            connection.as_mut().graceful_shutdown();
            tokio::time::timeout(LAST_WORDS, connection).await.ok();
        }
    }
}

/// What a request gets.
enum Answer {
    Now(Response<Body>),
    /// The file at this path, once it is made.
    Later {
        path: String,
    },
}

fn answer(request: &Request<Incoming>, shared: &Shared) -> Answer {
    let Some(current) = shared.current() else {
        return Answer::Now(ending());
    };
    let (method, uri) = (request.method(), request.uri());
    Answer::Now(
        match wish(
            method,
            uri,
            request.headers(),
            &shared.doors,
            &current,
            shared.reload,
        ) {
            Wish::Answer(answer) => answer,
            Wish::Make { path } => return Answer::Later { path },
            Wish::Listen { .. } if *method == Method::HEAD => {
                plain(StatusCode::METHOD_NOT_ALLOWED, "only GET")
            }
            Wish::Listen { page } => match shared.listeners.clone().try_acquire_owned() {
                Ok(place) => listen(shared.news.clone(), page, place),
                Err(_) => plain(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "too many open pages listen already",
                ),
            },
        },
    )
}

fn ending() -> Response<Body> {
    plain(StatusCode::SERVICE_UNAVAILABLE, "the server ends")
}

impl Shared {
    fn current(&self) -> Option<Arc<Current>> {
        match &*self.news.borrow() {
            News::Current(current) => Some(current.clone()),
            News::Closing => None,
        }
    }
}

/// A file of the whole book: made apart from all other answers, one at a time, and given up when
/// somebody edits the book; then it is begun again with the book as it has become.
async fn make(path: String, shared: Arc<Shared>) -> Response<Body> {
    let Ok(turn) = shared.making.clone().acquire_owned().await else {
        return ending();
    };
    let made = tokio::task::spawn_blocking(move || {
        // kept to the end, though the client may have gone
        let _turn = turn;
        while shared.bell.await_calm().is_some() {
            let current = shared.current()?;
            let is_cancelled = || !shared.bell.is_calm();
            let cancel = CancelToken::new(&is_cancelled);
            let answer = file(&path, &current, shared.reload, &cancel);
            if answer.is_some() {
                return answer;
            }
        }
        None
    });
    match made.await {
        Ok(answer) => answer.unwrap_or_else(ending),
        Err(_) => plain(
            StatusCode::INTERNAL_SERVER_ERROR,
            "this is a bug in prepbook",
        ),
    }
}

fn listen(
    news: watch::Receiver<News>,
    page: String,
    place: OwnedSemaphorePermit,
) -> Response<Body> {
    let events = Sse::new(tidings(news, page, place));
    let alive = KeepAlive::new().interval(KEEP_ALIVE);
    let mut answer = events.keep_alive(alive).into_response();
    guarded(answer.headers_mut());
    answer
}

/// What a page is told: at once, and then whenever something about it has changed. Only the
/// latest state is ever waited for, so a slow reader fills no queue.
fn tidings(
    news: watch::Receiver<News>,
    page: String,
    place: OwnedSemaphorePermit,
) -> impl Stream<Item = Result<Event, serde_json::Error>> {
    let mut told = None;
    let states = WatchStream::new(news).map_while(|news| match news {
        News::Current(current) => Some(current),
        News::Closing => None,
    });
    states.filter_map(move |current| {
        let _held = &place;
        let tidings = current.tidings(&page);
        if told.as_ref() == Some(&tidings) {
            return None;
        }
        let event = serde_json::to_string(&tidings)
            .map(|json| Event::default().event("tidings").data(json));
        told = Some(tidings);
        Some(event)
    })
}
