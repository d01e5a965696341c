//! Reads the messages of an editor on a thread of their own, so that waiting messages are known while
//! the server works.

use std::io::{self, BufReader, ErrorKind, Read};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use lsp_server::Message;

/// The most characters of malformed input that an error repeats.
const MAX_QUOTE_CHARS: usize = 200;

/// Something that the editor sent.
pub(super) enum Incoming {
    Message(Message),
    /// Input that the protocol does not allow, with the reason.
    Malformed(String),
}

/// Reads messages until the input ends.
///
/// # Errors
/// Fails if the system provides no thread.
pub(super) fn listen(input: impl Read + Send + 'static) -> io::Result<Receiver<Incoming>> {
    let (sender, receiver) = channel();
    let read = move || {
        let mut input = BufReader::new(input);
        while let Some(incoming) = read_next(&mut input) {
            if sender.send(incoming).is_err() {
                return;
            }
        }
    };
    thread::Builder::new()
        .name("messages".into())
        .spawn(read)
        .map(|_| receiver)
}

/// Reads the next message. After malformed input, the next header is searched line by line.
fn read_next(input: &mut BufReader<impl Read>) -> Option<Incoming> {
    match Message::read(input) {
        Ok(message) => message.map(Incoming::Message),
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            let reason = error.to_string().chars().take(MAX_QUOTE_CHARS).collect();
            Some(Incoming::Malformed(reason))
        }
        Err(_) => None,
    }
}
