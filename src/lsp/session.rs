//! One conversation with an editor: from `initialize` to `exit`.

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError};

use gen_lsp_types as lsp;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::atlas::Atlas;
use super::completion::{TRIGGERS, completion};
use super::navigation::{definition, hover, references};
use super::position::Encoding;
use super::rename::{prepare, rename};
use super::shelf::{Shelf, path_of};
use super::spot::Spot;
use super::wire::{Heard, listen};
use super::{actions, diagnostics, navigation, symbols};
use crate::source::LoadError;

/// How a conversation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The editor said `shutdown` and then `exit`.
    Agreed,
    /// It said `exit` alone, or nothing any more.
    CutOff,
}

/// Serves an editor until it leaves.
///
/// # Errors
/// Where the editor cannot be written to.
pub fn serve(input: impl Read + Send + 'static, output: impl Write) -> io::Result<Ending> {
    let heard = listen(input)?;
    let mut session = Session {
        output,
        phase: Phase::Strangers,
        encoding: Encoding::default(),
        asks_to_watch: false,
        shelf: Shelf::default(),
    };
    session.talk(&heard)
}

/// How far a conversation has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nothing was agreed on yet.
    Strangers,
    Open,
    /// `shutdown` was said.
    Closed,
}

struct Session<W> {
    output: W,
    phase: Phase,
    encoding: Encoding,
    /// Whether the editor watches the disk for those who ask it to.
    asks_to_watch: bool,
    shelf: Shelf,
}

/// Why a request was not answered: a code of the protocol, and a sentence.
pub(super) struct Refusal(ErrorCode, String);

impl Refusal {
    /// What was asked for cannot be done.
    pub(super) fn of(why: impl Into<String>) -> Self {
        Self(ErrorCode::RequestFailed, why.into())
    }
}

impl<W: Write> Session<W> {
    fn talk(&mut self, heard: &Receiver<Heard>) -> io::Result<Ending> {
        loop {
            let next = match self.shelf.patience() {
                Some(patience) => heard.recv_timeout(patience),
                None => heard.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match next {
                Ok(Heard::Message(Message::Request(request))) => self.answer(request)?,
                Ok(Heard::Message(Message::Notification(told))) if told.method == "exit" => {
                    return Ok(match self.phase {
                        Phase::Closed => Ending::Agreed,
                        Phase::Strangers | Phase::Open => Ending::CutOff,
                    });
                }
                Ok(Heard::Message(Message::Notification(told))) => self.note(told)?,
                // what a server asks for is answered with nothing that matters here
                Ok(Heard::Message(Message::Response(_))) => {}
                Ok(Heard::Garbage(why)) => self.log(&why)?,
                Err(RecvTimeoutError::Timeout) => self.publish()?,
                Err(RecvTimeoutError::Disconnected) => return Ok(Ending::CutOff),
            }
        }
    }

    fn send(&mut self, message: impl Into<Message>) -> io::Result<()> {
        message.into().write(&mut self.output)
    }

    fn tell(&mut self, method: &str, params: impl Serialize) -> io::Result<()> {
        self.send(Notification::new(method.to_owned(), params))
    }

    /// A line in the editor's log.
    fn log(&mut self, text: &str) -> io::Result<()> {
        let params = lsp::LogMessageParams {
            kind: lsp::MessageType::Warning,
            message: text.to_owned(),
        };
        self.tell("window/logMessage", params)
    }

    /// Answers a request; a bug on the way ends the request and not the server.
    fn answer(&mut self, request: Request) -> io::Result<()> {
        let id = request.id.clone();
        let answer = AssertUnwindSafe(|| self.result(request));
        let answer = catch_unwind(answer).unwrap_or_else(|_| {
            self.shelf.start_over();
            let why = "this is a bug in prepbook".to_owned();
            Err(Refusal(ErrorCode::InternalError, why))
        });
        self.send(response(id, answer))
    }

    fn result(&mut self, request: Request) -> Result<Value, Refusal> {
        match (self.phase, request.method.as_str()) {
            (Phase::Strangers, "initialize") => self.initialize(&read(request.params)?),
            (Phase::Strangers, _) => {
                let why = "`initialize` comes first".to_owned();
                Err(Refusal(ErrorCode::ServerNotInitialized, why))
            }
            (Phase::Open, "shutdown") => {
                self.phase = Phase::Closed;
                Ok(Value::Null)
            }
            (Phase::Closed, _) | (Phase::Open, "initialize") => {
                let why = format!("`{}` comes too late", request.method);
                Err(Refusal(ErrorCode::InvalidRequest, why))
            }
            (Phase::Open, "textDocument/codeAction") => self.actions(read(request.params)?),
            (Phase::Open, "textDocument/completion") => {
                let params: lsp::CompletionParams = read(request.params)?;
                self.at(&params.text_document_position_params, completion)
            }
            (Phase::Open, "textDocument/definition") => {
                let params: lsp::DefinitionParams = read(request.params)?;
                self.at(&params.text_document_position_params, definition)
            }
            (Phase::Open, "textDocument/references") => {
                let params: lsp::ReferenceParams = read(request.params)?;
                let with_definition = params.context.include_declaration;
                let find = |spot: &Spot<'_>| references(spot, with_definition);
                self.at(&params.text_document_position_params, find)
            }
            (Phase::Open, "textDocument/prepareRename") => {
                let params: lsp::PrepareRenameParams = read(request.params)?;
                self.at_or_refused(&params.text_document_position_params, prepare)
            }
            (Phase::Open, "textDocument/rename") => {
                let params: lsp::RenameParams = read(request.params)?;
                let write = |spot: &Spot<'_>| rename(spot, params.new_name.trim());
                self.at_or_refused(&params.text_document_position_params, write)
            }
            (Phase::Open, "textDocument/hover") => {
                let params: lsp::HoverParams = read(request.params)?;
                self.at(&params.text_document_position_params, hover)
            }
            (Phase::Open, "textDocument/documentSymbol") => self.outline(&read(request.params)?),
            (Phase::Open, "workspace/symbol") => self.symbols(&read(request.params)?),
            (Phase::Open, method) => {
                let why = format!("there is no `{method}` here");
                Err(Refusal(ErrorCode::MethodNotFound, why))
            }
        }
    }

    /// Agrees on what both can do, and opens the books of the folders that the editor shows.
    fn initialize(&mut self, params: &lsp::InitializeParams) -> Result<Value, Refusal> {
        let general = params.capabilities.general.as_ref();
        let encodings = general.and_then(|general| general.position_encodings.as_deref());
        self.encoding = Encoding::of(encodings.unwrap_or_default());
        let workspace = params.capabilities.workspace.as_ref();
        let watching = workspace.and_then(|able| able.did_change_watched_files.as_ref());
        self.asks_to_watch = watching.is_some_and(|able| able.dynamic_registration == Some(true));
        for folder in folders(params) {
            if let Some(path) = path_of(&folder) {
                // the first file that is opened says why a book cannot be
                self.shelf.open_book(&path).ok();
            }
        }
        self.phase = Phase::Open;
        let result = lsp::InitializeResult {
            capabilities: self.capabilities(),
            server_info: Some(lsp::ServerInfo {
                name: env!("CARGO_PKG_NAME").into(),
                version: Some(env!("CARGO_PKG_VERSION").into()),
            }),
        };
        Ok(json!(result))
    }

    /// What one place is asked for; nothing where it is of no book.
    fn at<T: Serialize>(
        &mut self,
        asked: &lsp::TextDocumentPositionParams,
        answer: impl FnOnce(&Spot<'_>) -> Option<T>,
    ) -> Result<Value, Refusal> {
        self.at_or_refused(asked, |spot| Ok(answer(spot)))
    }

    fn at_or_refused<T: Serialize>(
        &mut self,
        asked: &lsp::TextDocumentPositionParams,
        answer: impl FnOnce(&Spot<'_>) -> Result<Option<T>, Refusal>,
    ) -> Result<Value, Refusal> {
        let encoding = self.encoding;
        let looked_up = self.shelf.look_up(&asked.text_document.uri);
        let spot = looked_up
            .and_then(|(book, file, desk)| book.spot(&file, asked.position, (desk, encoding)));
        let answer = spot.map_or(Ok(None), |spot| answer(&spot))?;
        Ok(json!(answer))
    }

    fn outline(&mut self, params: &lsp::DocumentSymbolParams) -> Result<Value, Refusal> {
        let encoding = self.encoding;
        let start = lsp::Position::default();
        let looked_up = self.shelf.look_up(&params.text_document.uri);
        let outline = looked_up.and_then(|(book, file, desk)| {
            let spot = book.spot(&file, start, (desk, encoding))?;
            let documents = &spot.known.catalog.documents;
            let document = documents.iter().find(|document| document.path == file)?;
            Some(symbols::outline(document, &spot.lines()))
        });
        Ok(json!(outline))
    }

    fn symbols(&mut self, params: &lsp::WorkspaceSymbolParams) -> Result<Value, Refusal> {
        let encoding = self.encoding;
        let (books, desk) = self.shelf.books();
        let found = books.flat_map(|book| {
            let known = book.known();
            let mut atlas = Atlas::new(book.sources(), desk, encoding);
            navigation::symbols(&known, &params.query, &mut atlas)
        });
        Ok(json!(found.collect::<Vec<_>>()))
    }

    fn actions(&mut self, params: lsp::CodeActionParams) -> Result<Value, Refusal> {
        let encoding = self.encoding;
        let Some((book, file, desk)) = self.shelf.look_up(&params.text_document.uri) else {
            return Ok(Value::Null);
        };
        let only = params.context.only.as_deref();
        let found = actions::actions(book, &file, params.range, only, (desk, encoding));
        Ok(json!(found))
    }

    fn capabilities(&self) -> lsp::ServerCapabilities {
        let sync = lsp::TextDocumentSyncOptions {
            open_close: Some(true),
            // a file is as long as one author writes it: cheaper to read anew than to patch
            change: Some(lsp::TextDocumentSyncKind::Full),
            save: Some(lsp::Save::Bool(true)),
            ..lsp::TextDocumentSyncOptions::default()
        };
        let actions = lsp::CodeActionOptions {
            code_action_kinds: Some(actions::KINDS.to_vec()),
            ..lsp::CodeActionOptions::default()
        };
        lsp::ServerCapabilities {
            position_encoding: Some(self.encoding.kind()),
            text_document_sync: Some(lsp::TextDocumentSync::Options(sync)),
            completion_provider: Some(lsp::CompletionOptions {
                trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
                ..lsp::CompletionOptions::default()
            }),
            definition_provider: Some(lsp::DefinitionProvider::Bool(true)),
            references_provider: Some(lsp::ReferencesProvider::Bool(true)),
            rename_provider: Some(lsp::RenameProvider::RenameOptions(lsp::RenameOptions {
                prepare_provider: Some(true),
                ..lsp::RenameOptions::default()
            })),
            hover_provider: Some(lsp::HoverProvider::Bool(true)),
            document_symbol_provider: Some(lsp::DocumentSymbolProvider::Bool(true)),
            workspace_symbol_provider: Some(lsp::WorkspaceSymbolProvider::Bool(true)),
            code_action_provider: Some(lsp::CodeActionProvider::CodeActionOptions(actions)),
            ..lsp::ServerCapabilities::default()
        }
    }

    /// Takes note of what the editor tells. What cannot be understood is logged, not answered.
    fn note(&mut self, told: Notification) -> io::Result<()> {
        if self.phase != Phase::Open {
            return Ok(());
        }
        match self.take(told) {
            Ok(()) => Ok(()),
            Err(Refusal(_, why)) => self.log(&why),
        }
    }

    fn take(&mut self, told: Notification) -> Result<(), Refusal> {
        match told.method.as_str() {
            "initialized" if self.asks_to_watch => {
                let _ = self.send(watch());
            }
            "textDocument/didOpen" => {
                let lsp::DidOpenTextDocumentParams { text_document } = read(told.params)?;
                let lsp::TextDocumentItem {
                    uri, version, text, ..
                } = text_document;
                let folder = path_of(&uri).and_then(|path| Some(path.parent()?.to_owned()));
                let opened = folder.map_or(Ok(()), |folder| self.shelf.open_book(&folder));
                self.shelf.text(uri, version, text.into());
                opened.map_err(|error: LoadError| Refusal::of(error.to_string()))?;
            }
            "textDocument/didChange" => {
                let params: lsp::DidChangeTextDocumentParams = read(told.params)?;
                let document = params.text_document;
                let uri = document.text_document_identifier.uri;
                if let Some(text) = params.content_changes.into_iter().rev().find_map(whole) {
                    self.shelf.text(uri, document.version, text.into());
                }
            }
            "textDocument/didClose" => {
                let params: lsp::DidCloseTextDocumentParams = read(told.params)?;
                self.shelf.close(&params.text_document.uri);
            }
            "textDocument/didSave" => {
                let params: lsp::DidSaveTextDocumentParams = read(told.params)?;
                self.disk_changed(&params.text_document.uri);
            }
            "workspace/didChangeWatchedFiles" => {
                let params: lsp::DidChangeWatchedFilesParams = read(told.params)?;
                for change in &params.changes {
                    self.disk_changed(&change.uri);
                }
            }
            // what begins with `$/` may be passed over, and so may what was not offered
            _ => {}
        }
        Ok(())
    }

    fn disk_changed(&mut self, uri: &lsp::Uri) {
        if let Some(path) = path_of(uri) {
            self.shelf.disk_changed(&path);
        }
    }

    /// Tells the editor what is wrong now; a bug on the way ends the round and not the server.
    fn publish(&mut self) -> io::Result<()> {
        let encoding = self.encoding;
        let round = AssertUnwindSafe(|| {
            let (books, desk) = self.shelf.books();
            let due = books.filter(|book| book.patience().is_some());
            due.flat_map(|book| diagnostics::news(book, desk, encoding))
                .collect()
        });
        let news: Vec<lsp::PublishDiagnosticsParams> = match catch_unwind(round) {
            Ok(news) => news,
            Err(_) => {
                self.shelf.start_over();
                return self.log("this is a bug in prepbook");
            }
        };
        for file in news {
            self.tell("textDocument/publishDiagnostics", file)?;
        }
        Ok(())
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    let bad = |error: serde_json::Error| Refusal(ErrorCode::InvalidParams, error.to_string());
    serde_json::from_value(params).map_err(bad)
}

fn response(id: RequestId, answer: Result<Value, Refusal>) -> Response {
    match answer {
        Ok(value) => Response::new_ok(id, value),
        Err(Refusal(code, why)) => Response::new_err(id, code as i32, why),
    }
}

/// The folders that the editor shows.
fn folders(params: &lsp::InitializeParams) -> Vec<lsp::Uri> {
    match &params.workspace_folders_initialize_params.workspace_folders {
        Some(lsp::WorkspaceFolders::WorkspaceFolderList(folders)) => {
            folders.iter().map(|folder| folder.uri.clone()).collect()
        }
        // the first file that is opened leads to its book
        Some(lsp::WorkspaceFolders::Null) | None => Vec::new(),
    }
}

/// The whole text of a change; a part was not offered to be taken.
fn whole(change: lsp::TextDocumentContentChangeEvent) -> Option<String> {
    match change {
        lsp::TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
            Some(whole.text)
        }
        lsp::TextDocumentContentChangeEvent::TextDocumentContentChangePartial(_) => None,
    }
}

/// Asks the editor to tell of every file that others write.
fn watch() -> Request {
    let glob = "**/*.{md,toml,png,jpg,jpeg,gif,webp,avif,svg,pdf}";
    let watchers = json!({ "watchers": [{ "globPattern": glob }] });
    let registrations = [json!({
        "id": "files",
        "method": "workspace/didChangeWatchedFiles",
        "registerOptions": watchers,
    })];
    Request::new(
        RequestId::from("files".to_owned()),
        "client/registerCapability".to_owned(),
        json!({ "registrations": registrations }),
    )
}
