//! Watching the folders of a book. An event is only a ring at the door: it names paths to look at.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use notify::{ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::doorbell::Doorbell;
use crate::source::{BOOK_FILE, FolderId, SourceSet, folder_id};

/// Whether the system tells of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// By events.
    Events,
    /// Not at all: the book is walked again and again.
    Polling,
}

/// Why a book is polled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyPolling {
    /// Somebody asked for it.
    Asked,
    /// The system watches no more folders for us.
    WatchLimit,
    /// A change was found that no event had told of.
    NoEvents,
    /// What the system said.
    Failed(String),
}

impl fmt::Display for WhyPolling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asked => f.write_str("polling, as asked"),
            Self::WatchLimit => f.write_str(
                "the system watches no more folders (fs.inotify.max_user_watches); polling instead",
            ),
            Self::NoEvents => {
                f.write_str("the file system tells of no changes; polling from now on")
            }
            Self::Failed(why) => {
                write!(f, "the folders cannot be watched ({why}); polling instead")
            }
        }
    }
}

/// The watch over one book's folders, as far as there is one.
pub struct Watch {
    root: Utf8PathBuf,
    watcher: Option<RecommendedWatcher>,
    /// What is watched, and which folder that was: one that is made anew needs a new watch.
    watched: BTreeMap<Utf8PathBuf, (Reach, FolderId)>,
    scope: Arc<Mutex<Scope>>,
}

/// Which paths are about the book, by its settings.
#[derive(Debug, Default)]
struct Scope {
    read: Vec<Utf8PathBuf>,
    written: Utf8PathBuf,
}

impl Scope {
    fn of(root: &Utf8Path, sources: &SourceSet) -> Self {
        let config = &sources.config;
        let theme = format!("themes/{}", config.theme);
        let read = [BOOK_FILE, config.content.as_str(), &theme];
        Self {
            read: read.iter().map(|path| root.join(path)).collect(),
            written: root.join(&config.output),
        }
    }

    /// Something that is read, lies in it, or holds it.
    fn holds(&self, path: &Utf8Path) -> bool {
        let near = |read: &Utf8PathBuf| path.starts_with(read) || read.starts_with(path);
        self.read.iter().any(near) && !path.starts_with(&self.written)
    }
}

/// How deep a folder is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// Its own entries: something we wait for may appear there.
    Flat,
    Deep,
}

/// Whether anything is watched now that was not before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    AsBefore,
    Anew,
}

impl Watch {
    /// A watch that rings the bell for whatever lies in the book and is no output.
    ///
    /// # Errors
    /// Why the book must be polled instead.
    pub fn open(root: &Utf8Path, bell: &Doorbell) -> Result<Self, WhyPolling> {
        let scope = Arc::new(Mutex::new(Scope::default()));
        let filter = Filter {
            root: root.to_owned(),
            scope: scope.clone(),
        };
        let bell = bell.clone();
        let listener = move |event: notify::Result<Event>| match event {
            Ok(event) => filter.hear(&event, &bell),
            Err(_) => bell.ring_for_a_walk(),
        };
        let watcher = notify::recommended_watcher(listener).map_err(|error| why(&error))?;
        Ok(Self {
            root: root.to_owned(),
            watcher: Some(watcher),
            watched: BTreeMap::new(),
            scope,
        })
    }

    /// No watch at all.
    pub fn none(root: &Utf8Path) -> Self {
        Self {
            root: root.to_owned(),
            watcher: None,
            watched: BTreeMap::new(),
            scope: Arc::default(),
        }
    }

    /// Whether there are events.
    pub fn mode(&self) -> Watching {
        match self.watcher {
            Some(_) => Watching::Events,
            None => Watching::Polling,
        }
    }

    /// Ends all watching.
    pub fn give_up(&mut self) {
        self.watcher = None;
        self.watched.clear();
    }

    /// Watches the folders that the book has now.
    ///
    /// # Errors
    /// Why the book must be polled instead.
    pub fn follow(&mut self, sources: &SourceSet) -> Result<Followed, WhyPolling> {
        let Some(watcher) = &mut self.watcher else {
            return Ok(Followed::AsBefore);
        };
        *self.scope.lock().unwrap_or_else(PoisonError::into_inner) = Scope::of(&self.root, sources);
        let wanted = wanted(&self.root, sources);
        let gone = |path: &&Utf8PathBuf| !wanted.contains_key(*path);
        let gone: Vec<Utf8PathBuf> = self.watched.keys().filter(gone).cloned().collect();
        for path in gone {
            // the watch of a folder that is gone is gone already
            watcher.unwatch(path.as_std_path()).ok();
            self.watched.remove(&path);
        }
        let mut followed = Followed::AsBefore;
        for (path, (reach, folder)) in wanted {
            if self.watched.get(&path) == Some(&(reach, folder)) {
                continue;
            }
            if self.watched.contains_key(&path) {
                watcher.unwatch(path.as_std_path()).ok();
            }
            let mode = match reach {
                Reach::Flat => RecursiveMode::NonRecursive,
                Reach::Deep => RecursiveMode::Recursive,
            };
            match watcher.watch(path.as_std_path(), mode) {
                Ok(()) => {
                    self.watched.insert(path, (reach, folder));
                }
                Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => {}
                Err(error) => return Err(why(&error)),
            }
            followed = Followed::Anew;
        }
        Ok(followed)
    }
}

/// Content and theme with all below them, and the way to them.
fn wanted(root: &Utf8Path, sources: &SourceSet) -> BTreeMap<Utf8PathBuf, (Reach, FolderId)> {
    let mut wanted = BTreeMap::new();
    let mut want = |path: &Utf8Path, reach| {
        if let Some(folder) = folder_id(path) {
            wanted.entry(path.to_owned()).or_insert((reach, folder));
        }
    };
    let theme = format!("themes/{}", sources.config.theme);
    for folder in [sources.config.content.as_str(), &theme] {
        want(&root.join(folder), Reach::Deep);
    }
    for folder in [sources.config.content.as_str(), &theme] {
        let ways = Utf8Path::new(folder).ancestors().skip(1);
        for way in ways {
            want(&root.join(way), Reach::Flat);
        }
    }
    want(root, Reach::Flat);
    // joined with nothing, the root ends in a slash and would be there twice
    wanted.remove(&root.join(""));
    if let Some(folder) = folder_id(root) {
        wanted.insert(root.to_owned(), (Reach::Flat, folder));
    }
    wanted
}

/// What of all that happens in the folders is about the book.
struct Filter {
    root: Utf8PathBuf,
    scope: Arc<Mutex<Scope>>,
}

impl Filter {
    fn hear(&self, event: &Event, bell: &Doorbell) {
        if event.need_rescan() {
            return bell.ring_for_a_walk();
        }
        // to read a file is an event too, and a build reads files
        if event.kind.is_access() {
            return;
        }
        let paths = event.paths.iter();
        let paths = paths.filter_map(|path| Utf8Path::from_path(path));
        bell.ring(
            paths
                .filter(|path| self.is_ours(path))
                .map(Utf8Path::to_owned),
        );
        if event.paths.iter().any(|path| path.to_str().is_none()) {
            bell.ring_for_a_walk();
        }
    }

    /// Hidden files are never read, and outputs are ours.
    fn is_ours(&self, path: &Utf8Path) -> bool {
        let Ok(within) = path.strip_prefix(&self.root) else {
            return false;
        };
        let hidden = |part: &str| part.starts_with('.');
        let scope = self.scope.lock().unwrap_or_else(PoisonError::into_inner);
        !within.iter().any(hidden) && scope.holds(path)
    }
}

/// Whether it is the limit that owners know, or something else.
pub fn why(error: &notify::Error) -> WhyPolling {
    /// `ENOSPC` and `EMFILE`: no watch, no watcher more.
    const LIMITS: [i32; 2] = [28, 24];
    match &error.kind {
        ErrorKind::MaxFilesWatch => WhyPolling::WatchLimit,
        ErrorKind::Io(io) if io.raw_os_error().is_some_and(|code| LIMITS.contains(&code)) => {
            WhyPolling::WatchLimit
        }
        _ => WhyPolling::Failed(error.to_string()),
    }
}
