//! From an empty folder to a published site, as a new user would go: with a hook of a bare
//! repository, and with the workflows that `init` writes.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use camino::Utf8Path;
use tempfile::TempDir;

use crate::site::Site;

fn prepbook(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_prepbook"));
    command.current_dir(folder).args(arguments);
    command.output().expect("the program runs")
}

/// What a run that must succeed printed.
fn done(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{said}");
    said
}

fn empty() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn a_new_handbook_is_clean_under_any_name() {
    for title in ["Interview handbook", "\"A\" \\ <b>b</b> & 汤 {title}"] {
        let folder = empty();
        done(&prepbook(folder.path(), &["init", "--title", title, "new"]));
        let book = folder.path().join("new");
        let said = done(&prepbook(&book, &["check", "--strict"]));
        assert!(said.contains("no problems"), "{said}");
        let settings = fs::read_to_string(book.join("book.toml")).expect("book.toml");
        let settings: toml::Table = settings.parse().expect("TOML");
        assert_eq!(settings["book"]["title"].as_str(), Some(title));
        let url = ["build", "--strict", "--base-url", "https://example.org/a/"];
        done(&prepbook(&book, &url));
        let ignored = fs::read_to_string(book.join(".gitignore")).expect(".gitignore");
        assert_eq!(ignored, "/public/\n.prepbook/\n");
    }
}

#[test]
fn nothing_is_written_over() {
    let folder = empty();
    let path = folder.path().join("content/guide/write.md");
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(&path, "mine").expect("a file");
    let refused = prepbook(folder.path(), &["init"]);
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        said.contains("content/guide/write.md` is there already"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&path).expect("a file"), "mine");
    assert!(!folder.path().join("book.toml").exists());
}

#[test]
fn workflows_come_when_asked_for() {
    for (service, file) in [
        ("github", Some(".github/workflows/handbook.yml")),
        ("gitlab", Some(".gitlab-ci.yml")),
        ("none", None),
    ] {
        let folder = empty();
        done(&prepbook(folder.path(), &["init", "--ci", service]));
        for path in [".github/workflows/handbook.yml", ".gitlab-ci.yml"] {
            let written = fs::read_to_string(folder.path().join(path)).ok();
            assert_eq!(written.is_some(), file == Some(path), "{service}: {path}");
            let version = format!("PREPBOOK: \"{}\"", env!("CARGO_PKG_VERSION"));
            assert!(written.is_none_or(|text| text.contains(&version)));
        }
    }
}

#[test]
fn time_zone_language_and_folder_leave_no_trace() {
    let build = |zone: &str, language: &str| {
        let folder = empty();
        done(&prepbook(folder.path(), &["init", "--quiet", "book"]));
        let book = folder.path().join("book");
        let settings = fs::read_to_string(book.join("book.toml")).expect("book.toml");
        let data = format!("{settings}\n[outputs]\ndata = true\n");
        fs::write(book.join("book.toml"), data).expect("book.toml");
        let mut command = Command::new(env!("CARGO_BIN_EXE_prepbook"));
        command
            .current_dir(&book)
            .args(["build", "--base-url", "https://example.org/a/"])
            .env("TZ", zone)
            .env("LC_ALL", language);
        done(&command.output().expect("the program runs"));
        let site = Utf8Path::from_path(&book).expect("UTF-8").join("public");
        Site::published(&site, "/a").files
    };
    let here = build("UTC", "C");
    assert!(here.contains_key("feed.xml") && here.contains_key("data/handbook.json"));
    assert!(here["feed.xml"].contains("<updated>2026-03-01T00:00:00Z</updated>"));
    assert_eq!(here, build("Pacific/Kiritimati", "tr_TR.UTF-8"));
}

/// Every action, by the commit that was looked at.
#[test]
fn actions_are_pinned() {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut workflows = vec![root.join("src/cli/starter/ci/github.yml")];
    for entry in root
        .join(".github/workflows")
        .read_dir_utf8()
        .expect("workflows")
    {
        workflows.push(entry.expect("an entry").path().to_owned());
    }
    let mut used = 0;
    for workflow in workflows {
        let text = fs::read_to_string(&workflow).expect("a workflow");
        assert!(
            text.contains("\npermissions:\n  contents: read\n"),
            "{workflow}"
        );
        assert!(!text.contains("pull_request_target"), "{workflow}");
        for line in text.lines().filter_map(|line| line.split_once("uses: ")) {
            let (_, commit) = line.1.split_once('@').expect("a commit");
            let (commit, version) = commit.split_once(" # v").expect("a version");
            let hexadecimal = commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(
                commit.len() == 40 && hexadecimal && !version.is_empty(),
                "{workflow}"
            );
            used += 1;
        }
    }
    assert!(used > 8, "{used}");
}

/// Runs git without anybody's settings.
fn git(folder: &Path, arguments: &[&str]) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_prepbook"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let own = program.parent().expect("a folder").to_owned();
    let folders = std::iter::once(own).chain(std::env::split_paths(&path));
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
        .args([
            "-c",
            "init.defaultBranch=main",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(arguments)
        .env("PATH", std::env::join_paths(folders).expect("a path"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .stdin(Stdio::null());
    command.output().expect("git runs")
}

/// The hook as the guide prints it.
fn hook(site: &Path) -> String {
    let guide = include_str!("../../docs/content/guide/publish.md");
    let opening = "pre-receive\"\n#!/bin/sh\n";
    let (_, rest) = guide.split_once(opening).expect("the hook");
    let (hook, _) = rest.split_once("```").expect("its end");
    let named = "site=/srv/www/handbook";
    assert!(hook.contains(named), "{hook}");
    let here = format!("site={}", site.display());
    format!("#!/bin/sh\n{}", hook.replace(named, &here))
}

#[cfg(unix)]
#[test]
fn a_push_publishes_and_a_mistake_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = empty();
    let [book, bare, site] = ["book", "handbook.git", "site"].map(|name| folder.path().join(name));
    done(&prepbook(folder.path(), &["init", "book"]));
    done(&git(folder.path(), &["init", "--bare", "handbook.git"]));
    let path = bare.join("hooks/pre-receive");
    fs::write(&path, hook(&site)).expect("a hook");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("permissions");
    done(&git(&book, &["init"]));
    done(&git(&book, &["add", "."]));
    done(&git(&book, &["commit", "-m", "first"]));
    let bare = bare.to_str().expect("UTF-8");
    let said = done(&git(&book, &["push", bare, "HEAD:main"]));
    assert!(said.contains("built "), "{said}");
    let site = Utf8Path::from_path(&site).expect("UTF-8");
    let first = Site::published(site, "");
    assert_eq!(first.dead_ends(), [""; 0]);
    assert!(
        first
            .page("/questions/slow-customer/")
            .text()
            .contains("everything is slow")
    );

    let page = book.join("content/guide/write.md");
    let text = fs::read_to_string(&page).expect("a page");
    fs::write(&page, format!("{text}\nSee [[nowhere]].\n")).expect("a page");
    done(&git(&book, &["commit", "-am", "a mistake"]));
    let refused = git(&book, &["push", bare, "HEAD:main"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success(), "{said}");
    assert!(said.contains("error[broken-reference]"), "{said}");
    assert!(said.contains("content/guide/write.md:"), "{said}");
    assert_eq!(Site::published(site, "").files, first.files);

    fs::write(&page, text.replace("# How to write", "# How we write")).expect("a page");
    done(&git(&book, &["commit", "-am", "mended"]));
    done(&git(&book, &["push", bare, "HEAD:main"]));
    let third = Site::published(site, "");
    assert!(third.page("/guide/write/").title().contains("How we write"));
    assert_eq!(third.files.len(), first.files.len());
}
