//! How long it takes to find out that a text has none of some bytes: `has_byte`, which tests every
//! byte, and `Iterator::any`, which ends at the first hit.
//!
//! `cargo bench --bench bytes` prints the best of five runs, in nanoseconds for each text.

// A bench measures.
#![allow(clippy::disallowed_methods)]

use std::hint::black_box;
use std::time::Instant;

use prepbook::syntax::has_byte;

const TEXTS: u32 = 20_000;

fn main() {
    let line = "What made the number of views drop, and how did the team find that out?\n";
    for lines in [1, 7, 60] {
        let text = line.repeat(lines);
        println!("{} bytes", text.len());
        compare("a colon", &text, is_colon);
        compare("personal data", &text, is_personal);
        compare("a control", &text, is_control);
    }
}

fn compare(name: &str, text: &str, is_wanted: impl Fn(u8) -> bool + Copy) {
    let every = best(|| has_byte(black_box(text), is_wanted));
    let first = best(|| black_box(text).bytes().any(is_wanted));
    println!("  {name:14} every byte {every:8.1} ns, to the first hit {first:8.1} ns");
}

fn best(scan: impl Fn() -> bool) -> f64 {
    let runs = (0..5).map(|_| {
        let begun = Instant::now();
        for _ in 0..TEXTS {
            black_box(scan());
        }
        begun.elapsed().as_secs_f64() * 1e9 / f64::from(TEXTS)
    });
    runs.fold(f64::MAX, f64::min)
}

fn is_colon(byte: u8) -> bool {
    matches!(byte, b':' | 0xEF)
}

fn is_personal(byte: u8) -> bool {
    matches!(byte, b'@' | b'+' | b'(' | b'N')
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && byte != b'\n' && byte != b'\t' || byte == 0x7F
}
