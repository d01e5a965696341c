//! One session with an editor, from `initialize` to `exit`.

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use gen_lsp_types as lsp;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::book::Book;
use super::completion::{TRIGGER_CHARACTERS, completion};
use super::incoming::{Incoming, listen};
use super::location_mapper::LocationMapper;
use super::navigation::{definition, hover, references};
use super::open_documents::path_of;
use super::position::Encoding;
use super::position_context::PositionContext;
use super::rename::{prepare, rename};
use super::request_error::RequestError;
use super::workspace::Workspace;
use super::{actions, diagnostics, navigation, symbols};
use crate::source::LoadError;

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// The editor sent `shutdown` and then `exit`.
    Shutdown,
    /// The editor sent `exit` alone, or closed the stream.
    Disconnected,
}

/// Serves an editor until it leaves.
///
/// # Errors
/// Fails if messages cannot be written to the editor.
pub fn serve(input: impl Read + Send + 'static, output: impl Write) -> io::Result<ExitReason> {
    let incoming = listen(input)?;
    let mut session = Session {
        output,
        phase: Phase::Uninitialized,
        encoding: Encoding::default(),
        can_register_watchers: false,
        workspace: Workspace::default(),
    };
    session.run(&incoming)
}

/// The phase of a session.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The editor has not sent `initialize` yet.
    Uninitialized,
    Open,
    /// The editor has sent `shutdown`.
    Closed,
}

struct Session<W> {
    output: W,
    phase: Phase,
    encoding: Encoding,
    /// Whether the editor watches files for a server that asks it to.
    can_register_watchers: bool,
    workspace: Workspace,
}

impl<W: Write> Session<W> {
    fn run(&mut self, incoming: &Receiver<Incoming>) -> io::Result<ExitReason> {
        loop {
            let timeout = self.workspace.debounce();
            let next = match timeout {
                Some(timeout) => incoming.recv_timeout(timeout),
                None => incoming.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match next {
                Ok(Incoming::Message(Message::Request(request))) => self.respond(request)?,
                Ok(Incoming::Message(Message::Notification(notification)))
                    if notification.method == "exit" =>
                {
                    return Ok(match self.phase {
                        Phase::Closed => ExitReason::Shutdown,
                        Phase::Uninitialized | Phase::Open => ExitReason::Disconnected,
                    });
                }
                Ok(Incoming::Message(Message::Notification(notification))) => {
                    self.handle_notification(notification)?;
                }
                // the responses to the server's own requests contain nothing
                Ok(Incoming::Message(Message::Response(_))) => {}
                Ok(Incoming::Malformed(reason)) => self.log(&reason)?,
                Err(RecvTimeoutError::Timeout) => {
                    self.publish_diagnostics(timeout.unwrap_or_default())?;
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(ExitReason::Disconnected),
            }
        }
    }

    fn send(&mut self, message: impl Into<Message>) -> io::Result<()> {
        message.into().write(&mut self.output)
    }

    fn send_notification(&mut self, method: &str, params: impl Serialize) -> io::Result<()> {
        self.send(Notification::new(method.to_owned(), params))
    }

    /// Writes a warning to the editor's log.
    fn log(&mut self, text: &str) -> io::Result<()> {
        let params = lsp::LogMessageParams {
            kind: lsp::MessageType::Warning,
            message: text.to_owned(),
        };
        self.send_notification("window/logMessage", params)
    }

    /// Responds to a request. A bug on the way ends the request but not the server.
    fn respond(&mut self, request: Request) -> io::Result<()> {
        let id = request.id.clone();
        let result = AssertUnwindSafe(|| self.result(request));
        let result = catch_unwind(result).unwrap_or_else(|_| {
            self.workspace.reset();
            let message = "this is a bug in prepbook";
            Err(RequestError::new(ErrorCode::InternalError, message))
        });
        self.send(response(id, result))
    }

    fn result(&mut self, request: Request) -> Result<Value, RequestError> {
        match (self.phase, request.method.as_str()) {
            (Phase::Uninitialized, "initialize") => self.initialize(&read(request.params)?),
            (Phase::Uninitialized, _) => {
                let message = "`initialize` comes first";
                Err(RequestError::new(ErrorCode::ServerNotInitialized, message))
            }
            (Phase::Open, "shutdown") => {
                self.phase = Phase::Closed;
                Ok(Value::Null)
            }
            (Phase::Closed, _) | (Phase::Open, "initialize") => {
                let message = format!("`{}` comes too late", request.method);
                Err(RequestError::new(ErrorCode::InvalidRequest, message))
            }
            (Phase::Open, "textDocument/codeAction") => self.actions(read(request.params)?),
            (Phase::Open, "textDocument/completion") => {
                let params: lsp::CompletionParams = read(request.params)?;
                self.at_position(&params.text_document_position_params, completion)
            }
            (Phase::Open, "textDocument/definition") => {
                let params: lsp::DefinitionParams = read(request.params)?;
                self.at_position(&params.text_document_position_params, definition)
            }
            (Phase::Open, "textDocument/references") => {
                let params: lsp::ReferenceParams = read(request.params)?;
                let with_definition = params.context.include_declaration;
                let find = |context: &PositionContext<'_>| references(context, with_definition);
                self.at_position(&params.text_document_position_params, find)
            }
            (Phase::Open, "textDocument/prepareRename") => {
                let params: lsp::PrepareRenameParams = read(request.params)?;
                self.try_at_position(&params.text_document_position_params, prepare)
            }
            (Phase::Open, "textDocument/rename") => {
                let params: lsp::RenameParams = read(request.params)?;
                let write = |context: &PositionContext<'_>| rename(context, params.new_name.trim());
                self.try_at_position(&params.text_document_position_params, write)
            }
            (Phase::Open, "textDocument/hover") => {
                let params: lsp::HoverParams = read(request.params)?;
                self.at_position(&params.text_document_position_params, hover)
            }
            (Phase::Open, "textDocument/documentSymbol") => self.outline(&read(request.params)?),
            (Phase::Open, "workspace/symbol") => self.symbols(&read(request.params)?),
            (Phase::Open, method) => {
                let message = format!("there is no `{method}` here");
                Err(RequestError::new(ErrorCode::MethodNotFound, message))
            }
        }
    }

    /// Negotiates capabilities, and opens the books of the folders that the editor shows.
    fn initialize(&mut self, params: &lsp::InitializeParams) -> Result<Value, RequestError> {
        let general = params.capabilities.general.as_ref();
        let encodings = general.and_then(|general| general.position_encodings.as_deref());
        self.encoding = Encoding::from_offered(encodings.unwrap_or_default());
        let workspace = params.capabilities.workspace.as_ref();
        let watching = workspace.and_then(|client| client.did_change_watched_files.as_ref());
        self.can_register_watchers =
            watching.is_some_and(|client| client.dynamic_registration == Some(true));
        for folder in folders(params) {
            if let Some(path) = path_of(&folder) {
                // an error is shown when the first file of the book is opened
                self.workspace.open_book(&path).ok();
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

    /// Answers a question about a position; the answer is empty if the file belongs to no book.
    fn at_position<T: Serialize>(
        &mut self,
        params: &lsp::TextDocumentPositionParams,
        answer: impl FnOnce(&PositionContext<'_>) -> Option<T>,
    ) -> Result<Value, RequestError> {
        self.try_at_position(params, |context| Ok(answer(context)))
    }

    fn try_at_position<T: Serialize>(
        &mut self,
        params: &lsp::TextDocumentPositionParams,
        answer: impl FnOnce(&PositionContext<'_>) -> Result<Option<T>, RequestError>,
    ) -> Result<Value, RequestError> {
        let encoding = self.encoding;
        let entry = self.workspace.look_up(&params.text_document.uri);
        let context = entry.and_then(|(book, file, documents)| {
            book.context(&file, params.position, (documents, encoding))
        });
        let answer = context.map_or(Ok(None), |context| answer(&context))?;
        Ok(json!(answer))
    }

    fn outline(&mut self, params: &lsp::DocumentSymbolParams) -> Result<Value, RequestError> {
        let encoding = self.encoding;
        let start = lsp::Position::default();
        let entry = self.workspace.look_up(&params.text_document.uri);
        let outline = entry.and_then(|(book, file, documents)| {
            let context = book.context(&file, start, (documents, encoding))?;
            let documents = &context.index.catalog.documents;
            let document = documents.iter().find(|document| document.path == file)?;
            Some(symbols::outline(document, &context.lines()))
        });
        Ok(json!(outline))
    }

    fn symbols(&mut self, params: &lsp::WorkspaceSymbolParams) -> Result<Value, RequestError> {
        let encoding = self.encoding;
        let (books, documents) = self.workspace.books();
        let symbols = books.flat_map(|book| {
            let index = book.index();
            let mut mapper = LocationMapper::new(book.sources(), documents, encoding);
            navigation::symbols(&index, &params.query, &mut mapper)
        });
        Ok(json!(symbols.collect::<Vec<_>>()))
    }

    fn actions(&mut self, params: lsp::CodeActionParams) -> Result<Value, RequestError> {
        let encoding = self.encoding;
        let Some((book, file, documents)) = self.workspace.look_up(&params.text_document.uri)
        else {
            return Ok(Value::Null);
        };
        let only = params.context.only.as_deref();
        let actions = actions::actions(book, &file, params.range, only, (documents, encoding));
        Ok(json!(actions))
    }

    fn capabilities(&self) -> lsp::ServerCapabilities {
        let sync = lsp::TextDocumentSyncOptions {
            open_close: Some(true),
            // files are short, so a whole text is cheaper than applying partial changes
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
                trigger_characters: Some(TRIGGER_CHARACTERS.map(str::to_owned).to_vec()),
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

    /// Handles a notification. Errors are logged, because notifications have no response.
    fn handle_notification(&mut self, notification: Notification) -> io::Result<()> {
        if self.phase != Phase::Open {
            return Ok(());
        }
        match self.apply(notification) {
            Ok(()) => Ok(()),
            Err(error) => self.log(&error.message),
        }
    }

    fn apply(&mut self, notification: Notification) -> Result<(), RequestError> {
        match notification.method.as_str() {
            "initialized" if self.can_register_watchers => {
                let _ = self.send(register_watchers());
            }
            "textDocument/didOpen" => {
                let lsp::DidOpenTextDocumentParams { text_document } = read(notification.params)?;
                let lsp::TextDocumentItem {
                    uri, version, text, ..
                } = text_document;
                let folder = path_of(&uri).and_then(|path| Some(path.parent()?.to_owned()));
                let opened = folder.map_or(Ok(()), |folder| self.workspace.open_book(&folder));
                self.workspace.set_text(uri, version, text.into());
                opened.map_err(|error: LoadError| RequestError::failed(error.to_string()))?;
            }
            "textDocument/didChange" => {
                let params: lsp::DidChangeTextDocumentParams = read(notification.params)?;
                let document = params.text_document;
                let uri = document.text_document_identifier.uri;
                if let Some(text) = params
                    .content_changes
                    .into_iter()
                    .rev()
                    .find_map(whole_text)
                {
                    self.workspace.set_text(uri, document.version, text.into());
                }
            }
            "textDocument/didClose" => {
                let params: lsp::DidCloseTextDocumentParams = read(notification.params)?;
                self.workspace.close(&params.text_document.uri);
            }
            "textDocument/didSave" => {
                let params: lsp::DidSaveTextDocumentParams = read(notification.params)?;
                self.workspace.disk_changed(&params.text_document.uri);
            }
            "workspace/didChangeWatchedFiles" => {
                let params: lsp::DidChangeWatchedFilesParams = read(notification.params)?;
                for change in &params.changes {
                    self.workspace.disk_changed(&change.uri);
                }
            }
            // the protocol lets a server ignore `$/…`, and notifications that it did not ask for
            _ => {}
        }
        Ok(())
    }

    /// Publishes the diagnostics that changed in books that have waited long enough. A bug on the way
    /// ends the build but not the server.
    fn publish_diagnostics(&mut self, waited: Duration) -> io::Result<()> {
        let encoding = self.encoding;
        let build = AssertUnwindSafe(|| {
            let (books, documents) = self.workspace.books();
            let is_due = |book: &&mut Book| book.debounce().is_some_and(|delay| delay <= waited);
            let due = books.filter(is_due);
            due.flat_map(|book| diagnostics::updates(book, documents, encoding))
                .collect()
        });
        let updates: Vec<lsp::PublishDiagnosticsParams> = match catch_unwind(build) {
            Ok(updates) => updates,
            Err(_) => {
                self.workspace.reset();
                return self.log("this is a bug in prepbook");
            }
        };
        for update in updates {
            self.send_notification("textDocument/publishDiagnostics", update)?;
        }
        Ok(())
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, RequestError> {
    serde_json::from_value(params)
        .map_err(|error| RequestError::new(ErrorCode::InvalidParams, error.to_string()))
}

fn response(id: RequestId, result: Result<Value, RequestError>) -> Response {
    match result {
        Ok(value) => Response::new_ok(id, value),
        Err(error) => Response::new_err(id, error.code as i32, error.message),
    }
}

/// Returns the folders that the editor shows.
fn folders(params: &lsp::InitializeParams) -> Vec<lsp::Uri> {
    match &params.workspace_folders_initialize_params.workspace_folders {
        Some(lsp::WorkspaceFolders::WorkspaceFolderList(folders)) => {
            folders.iter().map(|folder| folder.uri.clone()).collect()
        }
        // books are entry when the first file is opened
        Some(lsp::WorkspaceFolders::Null) | None => Vec::new(),
    }
}

/// Returns the whole text of a change; partial changes are not supported.
fn whole_text(change: lsp::TextDocumentContentChangeEvent) -> Option<String> {
    match change {
        lsp::TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(change) => {
            Some(change.text)
        }
        lsp::TextDocumentContentChangeEvent::TextDocumentContentChangePartial(_) => None,
    }
}

/// Returns the request that asks the editor to report changes of files on the disk.
fn register_watchers() -> Request {
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
