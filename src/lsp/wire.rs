//! Messages as they come in. They are read on a thread of their own, so that what has come is
//! known while something else is done.

use std::io::{self, BufReader, ErrorKind, Read};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use lsp_server::Message;

/// Something that the client sent.
pub(super) enum Heard {
    Message(Message),
    /// Nothing that the protocol knows, and why.
    Garbage(String),
}

/// Listens until the input ends.
///
/// # Errors
/// Where the system gives no thread.
pub(super) fn listen(input: impl Read + Send + 'static) -> io::Result<Receiver<Heard>> {
    let (sender, receiver) = channel();
    let read = move || {
        let mut input = BufReader::new(input);
        while let Some(heard) = next(&mut input) {
            if sender.send(heard).is_err() {
                return;
            }
        }
    };
    thread::Builder::new()
        .name("messages".into())
        .spawn(read)
        .map(|_| receiver)
}

/// What comes next. Behind something malformed the next header is looked for line by line.
fn next(input: &mut BufReader<impl Read>) -> Option<Heard> {
    match Message::read(input) {
        Ok(message) => message.map(Heard::Message),
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            let why = error.to_string().chars().take(LONGEST_QUOTE).collect();
            Some(Heard::Garbage(why))
        }
        Err(_) => None,
    }
}

/// So many characters of something malformed are repeated.
const LONGEST_QUOTE: usize = 200;
