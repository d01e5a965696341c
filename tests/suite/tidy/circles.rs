//! The graph of files sees every way in which Rust names a file.

use super::file_graph::FileGraph;
use super::files::File;

fn graph(files: &[(&str, &str)]) -> FileGraph {
    let file = |(path, text): &(&str, &str)| File {
        path: format!("src/{path}"),
        text: (*text).to_owned(),
    };
    FileGraph::new(&files.iter().map(file).collect::<Vec<_>>())
}

/// The files that `src/a/x.rs` needs, beside `src/a/mod.rs`, which passes `Y` on, and `src/a/y.rs`.
fn needed(text: &str) -> Vec<String> {
    let graph = graph(&[
        ("lib.rs", "pub mod a; pub mod b;"),
        (
            "a/mod.rs",
            "mod x; mod y; pub mod deep; pub use y::{Y, why}; pub struct Own; pub use deep::*;",
        ),
        ("a/x.rs", text),
        (
            "a/y.rs",
            "pub struct Y; pub fn why() {} pub fn y() {} macro_rules! m { () => { pub enum Made {} } }",
        ),
        (
            "a/deep/mod.rs",
            "mod low; pub use low::Low; pub struct Deep;",
        ),
        ("a/deep/low.rs", "pub struct Low;"),
        ("b.rs", "pub use crate::a::Y; pub struct B;"),
    ]);
    let needed = graph.needed_by("src/a/x.rs").into_iter();
    needed
        .map(|file| file.trim_start_matches("src/a/").to_owned())
        .collect()
}

#[test]
fn every_way_to_name_a_file_is_seen() {
    for text in [
        "use super::y::Y;",
        "use super::{y::{self, Y}, deep};",
        "use crate::a::y::Y as Z;",
        "use crate::{a::y::Y, b::B};",
        "use super::*; fn f(_: super::y::Y) {}",
        "fn f() { super::y::why() }",
        "fn f() { crate::a::y::Y::new::<u8>() }",
        "use super::y; fn f() -> y::Y { y::why() }",
        "use super::y as other; fn f() -> other::Y { Y }",
        "fn f() -> Vec<super::y::Made> { Vec::new() }",
        "pub(super) use super::y::Y; fn f(_: Y) {}",
    ] {
        assert_eq!(needed(text), ["y.rs"], "{text}");
    }
}

#[test]
fn a_name_that_is_passed_on_leads_to_the_file_that_defines_it() {
    assert_eq!(needed("use super::Y;"), ["y.rs"]);
    assert_eq!(needed("use crate::a::{Y, why, Own};"), ["mod.rs", "y.rs"]);
    assert_eq!(needed("use super::super::a::Y;"), ["y.rs"]);
    assert_eq!(needed("use crate::b::Y;"), ["y.rs"]);
    assert_eq!(needed("use super::deep::Low;"), ["deep/low.rs"]);
    assert_eq!(
        needed("use super::deep::{Deep, low::Low};"),
        ["deep/low.rs", "deep/mod.rs"]
    );
    assert_eq!(needed("use super::Deep;"), ["deep/mod.rs"]);
    assert_eq!(needed("use super::Unknown;"), ["mod.rs"]);
}

#[test]
fn what_names_no_file_is_no_arrow() {
    for text in [
        "mod y;",
        "use super::y;",
        "pub use super::y::Y;",
        "pub(super) use super::y::{Y, why};",
        "// super::y::Y\nconst TEXT: &str = \"super::y::Y\";",
        "use y::Y; fn f() { other::y::Y::new() }",
        "fn f() -> impl Copy + use<'_> { super::super::b::B }",
        "pub(in crate::a) struct S; impl S { fn y() {} }",
        "mod tests { use super::super::y::Y; }",
    ] {
        assert_eq!(needed(text), [""; 0], "{text}");
    }
}

#[test]
fn a_file_that_passes_a_name_on_and_uses_it_needs_it() {
    let files = |text: &'static str| {
        graph(&[
            ("lib.rs", "pub mod a;"),
            ("a/mod.rs", text),
            ("a/y.rs", "use super::Own; pub struct Y(Own);"),
        ])
    };
    let passing = files("mod y; pub use y::Y; pub struct Own;");
    assert_eq!(passing.circles(), Vec::<Vec<&str>>::new());
    let using = files("mod y; pub use y::Y; pub struct Own; pub fn f(_: &Y) {}");
    assert_eq!(
        using.circles(),
        [["src/a/mod.rs", "src/a/y.rs", "src/a/mod.rs"]]
    );
    let child = files("mod y; pub struct Own; pub fn f(_: &y::Y) {}");
    assert_eq!(child.circles().len(), 1);
}

#[test]
fn each_knot_is_shown_as_a_shortest_circle() {
    let graph = graph(&[
        ("lib.rs", "pub mod a; pub mod b; pub mod c;"),
        ("a/mod.rs", "mod p; mod q; mod r; mod s;"),
        ("a/p.rs", "use super::q::Q; pub struct P;"),
        ("a/q.rs", "use super::{p::P, r::R}; pub struct Q;"),
        ("a/r.rs", "use super::p::P; pub struct R;"),
        ("a/s.rs", "use super::p::P; use super::s::S; pub struct S;"),
        // rooms may not need each other either, but that is held elsewhere
        ("b.rs", "use crate::c::C; pub struct B;"),
        ("c.rs", "use crate::b::B; pub struct C;"),
    ]);
    let circles = graph.circles();
    assert_eq!(circles[0], ["src/a/p.rs", "src/a/q.rs", "src/a/p.rs"]);
    assert_eq!(
        circles[1],
        ["src/a/r.rs", "src/a/p.rs", "src/a/q.rs", "src/a/r.rs"]
    );
    assert_eq!(circles.len(), 2);
}
