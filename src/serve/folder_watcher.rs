//! Watches the folders of a book. An event only names paths to look at; it never says what changed.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use notify::{ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::change_notifier::ChangeNotifier;
use crate::source::{BOOK_FILE, FolderId, SourceSet, folder_id};

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchMode {
    /// The system reports them.
    Events,
    /// The book is walked at intervals.
    Polling,
}

/// Why a book is polled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PollingReason {
    /// The user asked for it.
    Requested,
    /// The system watches no more folders for this user.
    WatchLimit,
    /// A walk found a change that no event had reported.
    NoEvents,
    /// The system refused, for this reason.
    Failed(String),
}

impl fmt::Display for PollingReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Requested => f.write_str("polling, as asked"),
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

impl From<&notify::Error> for PollingReason {
    fn from(error: &notify::Error) -> Self {
        /// `ENOSPC` and `EMFILE`: the limits on watches and on watchers.
        const LIMITS: [i32; 2] = [28, 24];
        match &error.kind {
            ErrorKind::MaxFilesWatch => Self::WatchLimit,
            ErrorKind::Io(io) if io.raw_os_error().is_some_and(|code| LIMITS.contains(&code)) => {
                Self::WatchLimit
            }
            _ => Self::Failed(error.to_string()),
        }
    }
}

/// Watches one book's folders, unless the book is polled.
pub struct FolderWatcher {
    root: Utf8PathBuf,
    /// None if the book is polled.
    watcher: Option<RecommendedWatcher>,
    /// The watched folders. The id tells whether a folder was removed and made again, because then it
    /// needs a new watch.
    watched: BTreeMap<Utf8PathBuf, (Depth, FolderId)>,
    scope: Arc<Mutex<Scope>>,
}

/// The paths that belong to the book, according to its settings.
#[derive(Debug, Default)]
struct Scope {
    inputs: Vec<Utf8PathBuf>,
    output: Utf8PathBuf,
}

impl Scope {
    fn new(root: &Utf8Path, sources: &SourceSet) -> Self {
        let config = &sources.config;
        let theme = format!("themes/{}", config.theme);
        let inputs = [BOOK_FILE, config.content.as_str(), &theme];
        Self {
            inputs: inputs.iter().map(|path| root.join(path)).collect(),
            output: root.join(&config.output),
        }
    }

    /// Returns whether the path is an input, lies in one, or contains one, and is not an output.
    fn contains(&self, path: &Utf8Path) -> bool {
        let is_near = |input: &Utf8PathBuf| path.starts_with(input) || input.starts_with(path);
        self.inputs.iter().any(is_near) && !path.starts_with(&self.output)
    }
}

/// How deep a folder is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    /// Only its own entries, because an input may appear there.
    Flat,
    Recursive,
}

/// Whether a folder is watched now that was not watched before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchUpdate {
    Unchanged,
    Extended,
}

impl FolderWatcher {
    /// Opens a watcher that reports changes of the book, outputs excepted, to `notifier`.
    ///
    /// # Errors
    /// Returns why the book must be polled instead.
    pub fn open(root: &Utf8Path, notifier: &ChangeNotifier) -> Result<Self, PollingReason> {
        let scope = Arc::new(Mutex::new(Scope::default()));
        let filter = EventFilter {
            root: root.to_owned(),
            scope: scope.clone(),
        };
        let notifier = notifier.clone();
        let listener = move |event: notify::Result<Event>| match event {
            Ok(event) => filter.forward(&event, &notifier),
            Err(_) => notifier.request_walk(),
        };
        let watcher =
            notify::recommended_watcher(listener).map_err(|error| PollingReason::from(&error))?;
        Ok(Self {
            root: root.to_owned(),
            watcher: Some(watcher),
            watched: BTreeMap::new(),
            scope,
        })
    }

    /// Returns a watcher that reports nothing, for a book that is polled.
    pub fn disabled(root: &Utf8Path) -> Self {
        Self {
            root: root.to_owned(),
            watcher: None,
            watched: BTreeMap::new(),
            scope: Arc::default(),
        }
    }

    /// Returns how changes are noticed.
    pub fn mode(&self) -> WatchMode {
        if self.watcher.is_some() {
            WatchMode::Events
        } else {
            WatchMode::Polling
        }
    }

    /// Stops watching; the book is polled from now on.
    pub fn disable(&mut self) {
        self.watcher = None;
        self.watched.clear();
    }

    /// Watches the folders that the book has now.
    ///
    /// # Errors
    /// Returns why the book must be polled instead.
    pub fn follow(&mut self, sources: &SourceSet) -> Result<WatchUpdate, PollingReason> {
        let Some(watcher) = &mut self.watcher else {
            return Ok(WatchUpdate::Unchanged);
        };
        *self.scope.lock().unwrap_or_else(PoisonError::into_inner) =
            Scope::new(&self.root, sources);
        let wanted = wanted_folders(&self.root, sources);
        let is_gone = |path: &&Utf8PathBuf| !wanted.contains_key(*path);
        let gone: Vec<Utf8PathBuf> = self.watched.keys().filter(is_gone).cloned().collect();
        for path in gone {
            // the watch of a removed folder has already ended, so an error here means nothing
            watcher.unwatch(path.as_std_path()).ok();
            self.watched.remove(&path);
        }
        let mut update = WatchUpdate::Unchanged;
        for (path, (depth, folder)) in wanted {
            if self.watched.get(&path) == Some(&(depth, folder)) {
                continue;
            }
            if self.watched.contains_key(&path) {
                watcher.unwatch(path.as_std_path()).ok();
            }
            let mode = match depth {
                Depth::Flat => RecursiveMode::NonRecursive,
                Depth::Recursive => RecursiveMode::Recursive,
            };
            match watcher.watch(path.as_std_path(), mode) {
                Ok(()) => {
                    self.watched.insert(path, (depth, folder));
                }
                Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => {}
                Err(error) => return Err(PollingReason::from(&error)),
            }
            update = WatchUpdate::Extended;
        }
        Ok(update)
    }
}

/// Returns the folders to watch: content and theme with everything below them, and the folders that
/// lead to them.
fn wanted_folders(
    root: &Utf8Path,
    sources: &SourceSet,
) -> BTreeMap<Utf8PathBuf, (Depth, FolderId)> {
    let mut wanted = BTreeMap::new();
    let mut want = |path: &Utf8Path, depth| {
        if let Some(folder) = folder_id(path) {
            wanted.entry(path.to_owned()).or_insert((depth, folder));
        }
    };
    let theme = format!("themes/{}", sources.config.theme);
    for folder in [sources.config.content.as_str(), &theme] {
        want(&root.join(folder), Depth::Recursive);
    }
    for folder in [sources.config.content.as_str(), &theme] {
        let parents = Utf8Path::new(folder).ancestors().skip(1);
        for parent in parents {
            want(&root.join(parent), Depth::Flat);
        }
    }
    want(root, Depth::Flat);
    // the root joined with an empty path ends in a slash, and would be watched twice
    wanted.remove(&root.join(""));
    if let Some(folder) = folder_id(root) {
        wanted.insert(root.to_owned(), (Depth::Flat, folder));
    }
    wanted
}

/// Forwards the events that concern the book.
struct EventFilter {
    root: Utf8PathBuf,
    scope: Arc<Mutex<Scope>>,
}

impl EventFilter {
    fn forward(&self, event: &Event, notifier: &ChangeNotifier) {
        if event.need_rescan() {
            return notifier.request_walk();
        }
        // reading a file is an event too, and a build reads files
        if event.kind.is_access() {
            return;
        }
        let paths = event.paths.iter();
        let paths = paths.filter_map(|path| Utf8Path::from_path(path));
        notifier.notify(
            paths
                .filter(|path| self.accepts(path))
                .map(Utf8Path::to_owned),
        );
        if event.paths.iter().any(|path| path.to_str().is_none()) {
            notifier.request_walk();
        }
    }

    /// Returns whether the path belongs to the book. Hidden files are never read.
    fn accepts(&self, path: &Utf8Path) -> bool {
        let Ok(within) = path.strip_prefix(&self.root) else {
            return false;
        };
        let is_hidden = |part: &str| part.starts_with('.');
        let scope = self.scope.lock().unwrap_or_else(PoisonError::into_inner);
        !within.iter().any(is_hidden) && scope.contains(path)
    }
}
