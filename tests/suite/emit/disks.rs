//! Disks that count calls, fail, and lose power.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Error};
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use camino::{Utf8Path, Utf8PathBuf};
use prepbook::emit::{Disk, PathKind, RealDisk};

/// The real disk, except that the calls in `failing` (counted from 0) fail. A write that fails
/// leaves half of its bytes behind.
pub struct TestDisk {
    failing: Range<usize>,
    calls: AtomicUsize,
    changes: AtomicUsize,
    unsynced: Mutex<BTreeSet<Utf8PathBuf>>,
}

impl TestDisk {
    /// Creates a disk that never fails.
    pub fn counting() -> Self {
        Self::failing(usize::MAX..usize::MAX)
    }

    /// Creates a disk on which all calls from `n` on fail, as if the process had ended.
    pub fn crashing_at(n: usize) -> Self {
        Self::failing(n..usize::MAX)
    }

    /// Creates a disk on which one call fails, for example because the disk is full.
    pub fn failing_once_at(n: usize) -> Self {
        Self::failing(n..n + 1)
    }

    fn failing(failing: Range<usize>) -> Self {
        Self {
            failing,
            calls: AtomicUsize::new(0),
            changes: AtomicUsize::new(0),
            unsynced: Mutex::default(),
        }
    }

    /// Returns the number of calls.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    /// Returns the number of calls that change something.
    pub fn changes(&self) -> usize {
        self.changes.load(Ordering::SeqCst)
    }

    /// Empties all files that were written and never synced, as file systems may do after a power
    /// loss.
    pub fn lose_power(&self) {
        for path in self.unsynced.lock().unwrap().iter() {
            if let Ok(file) = File::options().write(true).open(path) {
                file.set_len(0).unwrap();
            }
        }
    }

    fn call(&self) -> io::Result<()> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        if self.failing.contains(&call) {
            return Err(Error::other(format!("call {call} fails")));
        }
        Ok(())
    }

    fn change(&self) -> io::Result<()> {
        self.changes.fetch_add(1, Ordering::SeqCst);
        self.call()
    }
}

impl Disk for TestDisk {
    fn look(&self, path: &Utf8Path) -> io::Result<PathKind> {
        self.call()?;
        RealDisk.look(path)
    }

    fn list(&self, folder: &Utf8Path) -> io::Result<Vec<String>> {
        self.call()?;
        RealDisk.list(folder)
    }

    fn resolve(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf> {
        self.call()?;
        RealDisk.resolve(path)
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        self.call()?;
        RealDisk.read(path)
    }

    fn write_new(&self, path: &Utf8Path, bytes: &[u8]) -> io::Result<()> {
        self.unsynced.lock().unwrap().insert(path.to_owned());
        if let Err(error) = self.change() {
            let _ = RealDisk.write_new(path, &bytes[..bytes.len() / 2]);
            return Err(error);
        }
        RealDisk.write_new(path, bytes)
    }

    fn sync(&self, paths: &[Utf8PathBuf]) -> io::Result<()> {
        self.change()?;
        for path in paths {
            assert!(path.exists(), "{path} is synced, and does not exist");
            self.unsynced.lock().unwrap().remove(path);
        }
        Ok(())
    }

    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
        self.change()?;
        RealDisk.rename(from, to)?;
        let mut unsynced = self.unsynced.lock().unwrap();
        if unsynced.remove(from) {
            unsynced.insert(to.to_owned());
        }
        Ok(())
    }

    fn remove_file(&self, path: &Utf8Path) -> io::Result<()> {
        self.change()?;
        RealDisk.remove_file(path)
    }

    fn create_folders(&self, path: &Utf8Path) -> io::Result<()> {
        if path.is_dir() {
            return self.call();
        }
        self.change()?;
        RealDisk.create_folders(path)
    }

    fn remove_empty_folder(&self, path: &Utf8Path) -> io::Result<()> {
        self.change()?;
        RealDisk.remove_empty_folder(path)
    }

    fn copy_permissions(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
        self.change()?;
        RealDisk.copy_permissions(from, to)
    }

    fn try_lock(&self, path: &Utf8Path) -> io::Result<Option<File>> {
        self.call()?;
        RealDisk.try_lock(path)
    }
}
