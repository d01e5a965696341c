//! Who is let in, what is answered, and how the server begins and ends: rows 51, 52 and 62 to 66 of
//! the list of faults.

use std::net::TcpListener;
use std::process::Command;

use super::{PAGE, Running, program, small, until};

/// A request with these lines in its head.
fn request(line: &str, head: &[&str]) -> String {
    let head: String = head.iter().map(|line| format!("{line}\r\n")).collect();
    format!("{line} HTTP/1.1\r\n{head}Connection: close\r\n\r\n")
}

#[test]
fn vite_cve_2025_24010_foreign_hosts_and_origins_are_refused() {
    let book = small();
    let server = Running::serve(&book, &["--allow-host", "Preview.Example"]);
    let get = |head: &[&str]| server.ask(&request("GET /", head)).status;
    for host in [
        "localhost",
        "LOCALHOST:4000",
        "127.0.0.1:80",
        "[::1]:4000",
        "preview.example:4000",
    ] {
        assert_eq!(get(&[&format!("Host: {host}")]), 200, "{host}");
    }
    for host in [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "localhost:4000:1",
        "localhost@evil",
        "",
    ] {
        assert_eq!(get(&[&format!("Host: {host}")]), 403, "{host}");
    }
    assert_eq!(get(&[]), 403, "no host");
    assert_eq!(
        get(&["Host: localhost", "Host: evil.example"]),
        403,
        "two hosts"
    );
    for (origin, status) in [
        ("http://localhost:4000", 200),
        ("http://127.0.0.1:3999", 200),
        ("http://evil.example", 403),
        ("http://localhost.evil.example", 403),
        ("null", 403),
        ("file://", 403),
    ] {
        let origin = format!("Origin: {origin}");
        assert_eq!(get(&["Host: localhost", &origin]), status, "{origin}");
    }
    let fetched = [
        "Host: localhost",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Mode: no-cors",
    ];
    assert_eq!(get(&fetched), 403);
    let followed = [
        "Host: localhost",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Mode: navigate",
    ];
    assert_eq!(get(&followed), 200);
}

#[test]
fn esbuild_ghsa_67mh_4wv8_2f99_no_other_origin_reads_the_events() {
    let book = small();
    let server = Running::serve(&book, &[]);
    let listen = "GET /.prepbook/events?page=/";
    let foreign = request(listen, &["Host: localhost", "Origin: https://evil.example"]);
    assert_eq!(server.ask(&foreign).status, 403);
    for path in ["/", "/no/such/page/", "/.prepbook/live.js", "/questions"] {
        let answer = server.get(path);
        assert!(!answer.head.contains("access-control-"), "{}", answer.head);
        assert!(
            answer
                .head
                .contains("cross-origin-resource-policy: same-origin")
        );
        assert!(answer.head.contains("cache-control: no-store"));
        assert!(answer.head.contains("x-content-type-options: nosniff"));
    }
}

#[test]
fn zola_cve_2023_40274_no_path_leads_out_of_the_site() {
    let book = small();
    book.write("secret.txt", "SECRET");
    let server = Running::serve(&book, &[]);
    let up = [
        "/../secret.txt",
        "/../../etc/passwd",
        "/%2e%2e/secret.txt",
        "/%2E%2E/secret.txt",
        "/..%2fsecret.txt",
        "/..%2Fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/questions/../../secret.txt",
        "/questions/%2e%2e/%2e%2e/secret.txt",
        "/./../secret.txt",
        "//secret.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/book.toml",
        "/content/index.md",
        "/secret.txt",
        "/.prepbook/../secret.txt",
        "/.prepbook/manifest",
        "/secret.txt::$DATA",
        "/.git/config",
        "/%00",
        "/index.html%00.txt",
        "/%",
        "/%zz",
        "/%e4",
        "/%2",
        "/\u{7f}",
        "/file:///etc/passwd",
        "/C:/secret.txt",
        "/~root/",
        "/?../secret.txt/../..",
        "/@fs/etc/passwd?raw??",
    ];
    for path in up {
        let answer = server.get(path);
        assert!(
            [200, 400, 404].contains(&answer.status),
            "{path}: {}",
            answer.head
        );
        let leaked = answer.body.contains("SECRET") || answer.body.contains("root:");
        assert!(!leaked, "{path} leaks");
        assert!(answer.status != 200 || path.starts_with("/?"), "{path}");
    }
    assert_eq!(server.get(PAGE).status, 200);
}

#[test]
fn vite_6300_no_request_ends_the_server() {
    let book = small();
    let server = Running::serve(&book, &[]);
    let host = ["Host: localhost"];
    for method in [
        "PUT", "POST", "DELETE", "TRACE", "OPTIONS", "PATCH", "CONNECT", "BREW",
    ] {
        let answer = server.ask(&request(&format!("{method} /"), &host));
        assert!(
            [400, 405].contains(&answer.status),
            "{method}: {}",
            answer.head
        );
    }
    let long = format!("GET /{}", "a".repeat(60_000));
    assert_eq!(server.ask(&request(&long, &host)).status, 414);
    let proxy = request("GET http://evil.example/", &["Host: localhost"]);
    assert_eq!(server.ask(&proxy).status, 400);
    let big = format!("X-Big: {}", "a".repeat(1 << 20));
    let status = server
        .ask(&request("GET /", &["Host: localhost", &big]))
        .status;
    assert!([431, 0].contains(&status), "{status}");
    for garbage in [
        "\r\n\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
        "GET\r\n\r\n",
        "\u{16}\u{3}\u{1}hello\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
    ] {
        let status = server.ask(garbage).status;
        assert!([400, 505, 0].contains(&status), "{garbage:?}: {status}");
    }
    assert_eq!(server.ask(&request("HEAD /", &host)).body, "");
    assert_eq!(server.get(PAGE).status, 200);
}

#[test]
fn mdbook_2631_a_port_in_use_is_one_clear_line() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let book = small();
    // a browser must not open what somebody else serves
    book.write("bin/xdg-open", "#!/bin/sh\ntouch opened\n");
    let output = program()
        .args(["serve", "--open", "--port", &port.to_string()])
        .env("PATH", book.root().join("bin"))
        .current_dir(book.root())
        .output()
        .expect("the program runs");
    let next = port.checked_add(1).unwrap_or(4000);
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(
        said,
        format!("error: port {port} is in use by another process; try --port {next}\n")
    );
    assert_eq!(output.status.code(), Some(3));
    assert!(!book.root().join("opened").exists());
}

#[test]
fn mdbook_436_watch_does_not_begin_where_no_site_may_be_written() {
    let book = small();
    for output in ["content", ".", "/"] {
        let watch = program()
            .args(["watch", "-o", output])
            .current_dir(book.root())
            .output()
            .expect("the program runs and ends");
        assert_eq!(watch.status.code(), Some(2), "{output}");
        let said = String::from_utf8(watch.stderr).expect("UTF-8");
        assert!(said.starts_with("error[output-dir]: "), "{said}");
        assert!(said.contains("= help: "), "{said}");
        assert_eq!(watch.stdout, b"", "{output}");
    }
}

#[test]
fn eleventy_binds_all_and_this_only_the_machine_itself() {
    let book = small();
    let server = Running::serve(&book, &[]);
    assert!(
        server
            .printed()
            .iter()
            .any(|line| line.starts_with("serving http://127.0.0.1:"))
    );
    let other = Running::serve(&book, &["--host", "127.0.0.2"]);
    assert!(
        other
            .printed()
            .iter()
            .any(|line| line.contains("http://127.0.0.2:"))
    );
    let mut open = program();
    open.args(["serve", "--port", "0", "--host", "0.0.0.0"]);
    let open = Running::start(open, &book, "serving http://0.0.0.0:");
    open.await_line("warning: everybody who reaches this address can read the book");
}

#[cfg(unix)]
#[test]
fn docusaurus_8719_with_few_open_files_it_refuses_and_keeps_serving() {
    let book = small();
    let mut few = Command::new("sh");
    few.args(["-c", "ulimit -n 128; exec \"$0\" serve --port 0"]);
    few.arg(program().get_program());
    let server = Running::start(few, &book, "serving http://");
    let mut listening = Vec::new();
    let refused = (0..100).find(|_| {
        let mut listener = server.listen("/");
        let mut line = String::new();
        std::io::BufRead::read_line(&mut listener.0, &mut line).expect("an answer");
        let refused = line.contains("503");
        listening.push(listener);
        refused
    });
    assert!(refused.is_some(), "a hundred listeners with 128 files");
    assert_eq!(server.get(PAGE).status, 200);
    book.edit(super::QUESTION, "Because.", "Still at work.");
    server.await_text(PAGE, "Still at work.");
    drop(listening);
    until(
        || {
            server
                .ask(&request("GET /.prepbook/events?page=/&x", &["Host: evil"]))
                .status
                == 403
        },
        || "no answer".to_owned(),
    );
}
