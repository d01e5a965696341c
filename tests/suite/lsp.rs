//! The editors' server as an editor meets it: the program, its two streams, files on the disk.

mod diagnostics;
mod features;
mod protocol;
mod rename;
mod timed;

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::{Value, json};

use crate::book::Book;

/// Nothing takes longer, even where other tests keep the machine busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// An editor with a server of its own, ended with the value.
pub struct Editor {
    server: Child,
    /// None once it was hung up.
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    root: Utf8PathBuf,
    asked: i32,
    version: i32,
    /// What it was told of each file, by its address.
    told: BTreeMap<String, Vec<Value>>,
    /// Everything else that it was told.
    pub noted: Vec<Value>,
}

impl Editor {
    /// An editor that shows the folder of a book and counts columns in UTF-16.
    pub fn of(book: &Book) -> Self {
        Self::with(&book.root(), &json!({}))
    }

    /// An editor of certain capabilities.
    pub fn with(root: &Utf8Path, capabilities: &Value) -> Self {
        let mut editor = Self::stranger(root);
        let folder = json!({ "uri": editor.uri(""), "name": "book" });
        let answer = editor.ask(
            "initialize",
            &json!({
                "processId": null,
                "rootUri": editor.uri(""),
                "workspaceFolders": [folder],
                "capabilities": capabilities,
            }),
        );
        assert!(answer["capabilities"].is_object(), "{answer}");
        editor.tell("initialized", &json!({}));
        editor
    }

    /// An editor that has said nothing yet.
    pub fn stranger(root: &Utf8Path) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_prepbook"))
            .args(["lsp", "--stdio"])
            .current_dir(root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the program runs");
        let (sender, output) = channel();
        let stdout = server.stdout.take().expect("standard output");
        std::thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            input: server.stdin.take(),
            server,
            output,
            root: root.to_owned(),
            asked: 0,
            version: 0,
            told: BTreeMap::new(),
            noted: Vec::new(),
        }
    }

    /// The address of a file of the book.
    pub fn uri(&self, file: &str) -> String {
        let path = self.root.join(file);
        url::Url::from_file_path(path).expect("a path").to_string()
    }

    /// Sends bytes as they are.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("standard input");
        input.write_all(bytes).expect("the server reads");
        input.flush().expect("the server reads");
    }

    pub fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// What is answered to a request; an error fails.
    pub fn ask(&mut self, method: &str, params: &Value) -> Value {
        let answer = self.answer(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The error that a request is answered with.
    pub fn refused(&mut self, method: &str, params: &Value) -> (i64, String) {
        let answer = self.answer(method, params);
        let error = &answer["error"];
        let message = error["message"].as_str();
        let code = error["code"].as_i64();
        (
            code.unwrap_or_else(|| panic!("{method}: {answer}")),
            message.unwrap_or_default().to_owned(),
        )
    }

    pub fn answer(&mut self, method: &str, params: &Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        let until = Instant::now() + PATIENCE;
        loop {
            let heard = self.hear(until);
            if heard["id"] == json!(id) && heard.get("method").is_none() {
                return heard;
            }
            self.take(heard);
        }
    }

    fn hear(&mut self, until: Instant) -> Value {
        let left = until.saturating_duration_since(Instant::now());
        let heard = self.output.recv_timeout(left);
        heard.unwrap_or_else(|error| panic!("{error}; told so far: {:#?}", self.told))
    }

    /// Remembers what the server told.
    fn take(&mut self, heard: Value) {
        if heard["method"] == "textDocument/publishDiagnostics" {
            let uri = heard["params"]["uri"].as_str().expect("an address");
            let list = heard["params"]["diagnostics"].as_array().expect("a list");
            self.told.insert(uri.to_owned(), list.clone());
        } else {
            self.noted.push(heard);
        }
    }

    /// Opens a file with the text that the disk has.
    pub fn open(&mut self, file: &str) -> String {
        let text = std::fs::read_to_string(self.root.join(file)).expect("a file");
        self.open_with(file, &text);
        text
    }

    pub fn open_with(&mut self, file: &str, text: &str) {
        self.version += 1;
        let document = json!({
            "uri": self.uri(file),
            "languageId": "markdown",
            "version": self.version,
            "text": text,
        });
        self.tell("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    /// Gives an open file another text.
    pub fn edit(&mut self, file: &str, text: &str) {
        self.version += 1;
        let document = json!({ "uri": self.uri(file), "version": self.version });
        self.tell(
            "textDocument/didChange",
            &json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
        );
    }

    pub fn save(&mut self, file: &str) {
        let document = json!({ "uri": self.uri(file) });
        self.tell("textDocument/didSave", &json!({ "textDocument": document }));
    }

    pub fn close(&mut self, file: &str) {
        let document = json!({ "uri": self.uri(file) });
        self.tell(
            "textDocument/didClose",
            &json!({ "textDocument": document }),
        );
    }

    /// What it knows to be wrong with a file, as `line:column-line:column code: message`, counted as
    /// the protocol does.
    pub fn wrong(&self, file: &str) -> Vec<String> {
        let list = self.told.get(&self.uri(file));
        list.into_iter().flatten().map(line).collect()
    }

    /// The files that it knows something to be wrong with.
    pub fn wrong_files(&self) -> Vec<String> {
        let wrong = self.told.iter().filter(|(_, list)| !list.is_empty());
        let within = |uri: &str| uri.replace(&self.uri(""), "");
        let within = |uri| within(uri).trim_start_matches('/').to_owned();
        wrong.map(|(uri, _)| within(uri)).collect()
    }

    /// Waits until what is wrong with a file is as `wanted`.
    pub fn await_wrong(&mut self, file: &str, wanted: impl Fn(&[String]) -> bool) -> Vec<String> {
        let until = Instant::now() + PATIENCE;
        loop {
            let wrong = self.wrong(file);
            if self.told.contains_key(&self.uri(file)) && wanted(&wrong) {
                return wrong;
            }
            let heard = self.hear(until);
            self.take(heard);
        }
    }

    /// Waits until nothing is wrong with a file that something was wrong with.
    pub fn await_mended(&mut self, file: &str) {
        self.await_wrong(file, <[String]>::is_empty);
    }

    /// Waits for something other than diagnostics.
    pub fn await_note(&mut self, method: &str) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(note) = self.noted.iter().find(|note| note["method"] == method) {
                return note.clone();
            }
            let heard = self.hear(until);
            self.take(heard);
        }
    }

    /// Leaves as an editor should; gives the exit code.
    pub fn leave(mut self) -> i32 {
        assert_eq!(self.ask("shutdown", &Value::Null), Value::Null);
        self.tell("exit", &Value::Null);
        self.exit_code()
    }

    /// Closes the server's input; gives the exit code.
    pub fn hang_up(mut self) -> i32 {
        self.input = None;
        self.exit_code()
    }

    pub fn exit_code(&mut self) -> i32 {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.server.try_wait().expect("a status") {
                return status.code().expect("an exit code");
            }
            assert!(Instant::now() < until, "the server does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}

/// One message of the server; `None` when it has ended. Anything but messages fails.
fn read(stdout: &mut BufReader<impl Read>) -> Option<Value> {
    let mut header = String::new();
    if stdout.read_line(&mut header).expect("a line") == 0 {
        return None;
    }
    let length = header.strip_prefix("Content-Length: ");
    let length = length.unwrap_or_else(|| panic!("not of the protocol: {header:?}"));
    let mut text = vec![0; length.trim().parse().expect("a length")];
    let mut blank = String::new();
    stdout.read_line(&mut blank).expect("a line");
    assert_eq!(blank, "\r\n");
    stdout.read_exact(&mut text).expect("a message");
    Some(serde_json::from_slice(&text).expect("JSON"))
}

fn line(one: &Value) -> String {
    let [start, end] = ["start", "end"].map(|end| {
        let position = &one["range"][end];
        format!("{}:{}", position["line"], position["character"])
    });
    let code = one["code"].as_str().expect("a code");
    let message = one["message"].as_str().expect("a message");
    format!("{start}-{end} {code}: {}", message.replace('\n', " | "))
}

/// The text with edits made that are counted in UTF-16, as an editor makes them: all at once.
pub fn apply(text: &str, edits: &[Value]) -> String {
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let [start, end] = ["start", "end"].map(|end| offset(text, &edit["range"][end]));
            (start, end, edit["newText"].as_str().expect("a text"))
        })
        .collect();
    edits.sort();
    let mut made = String::new();
    let mut at = 0;
    for (start, end, new) in edits {
        assert!(at <= start, "edits that overlap");
        made += &text[at..start];
        made += new;
        at = end;
    }
    made + &text[at..]
}

fn offset(text: &str, position: &Value) -> usize {
    let [line, column] = ["line", "character"].map(|part| {
        let count = position[part].as_u64().expect("a number");
        usize::try_from(count).expect("a small one")
    });
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let units = text[start..].chars().scan(0, |units, c| {
        let before = *units;
        *units += c.len_utf16();
        Some((before, c.len_utf8()))
    });
    start
        + units
            .take_while(|(before, _)| *before < column)
            .map(|(_, bytes)| bytes)
            .sum::<usize>()
}
