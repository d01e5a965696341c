//! Files called `README.md`, which are the pages of their folders.

use foldhash::HashSet;

/// Gives each `README.md` in a folder without `index.md` the path of that `index.md`, because
/// code forges show it as the folder's page. `within` names the path of a file in the content
/// folder.
pub(super) fn stand_for_indexes<T>(files: &mut [T], within: fn(&mut T) -> &mut String) {
    let is_index = |path: &str| path == INDEX || path.ends_with("/index.md");
    let paths = files.iter_mut().map(|file| within(file).clone());
    let mut taken: HashSet<String> = paths.filter(|path| is_index(path)).collect();
    for file in files {
        let path = within(file);
        let Some(folder) = folder_of_readme(path) else {
            continue;
        };
        let index = format!("{folder}{INDEX}");
        if taken.insert(index.clone()) {
            *path = index;
        }
    }
}

/// Returns the path of the `index.md` that a `README.md` at `path` stands for, in any letter case.
pub fn index_of_readme(path: &str) -> Option<String> {
    folder_of_readme(path).map(|folder| format!("{folder}{INDEX}"))
}

const INDEX: &str = "index.md";

/// Returns the folder of a `README.md` with the `/` at its end; it is empty for the top folder.
fn folder_of_readme(path: &str) -> Option<&str> {
    let start = path.rfind('/').map_or(0, |slash| slash + 1);
    let (folder, name) = path.split_at_checked(start)?;
    name.eq_ignore_ascii_case("README.md").then_some(folder)
}
