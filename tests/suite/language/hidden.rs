//! Characters that nobody sees, in texts that are built all the same.

use crate::site::Site;

#[test]
fn what_cannot_be_seen_is_shown_to_readers() {
    let page = "# A\n\nx\u{0}y \u{1b}[31m and \u{202e}turned `c\u{200b}o`\n\n```python\nx = \"\u{1b}[0m\"\n```\n\n| a\u{7} |\n|---|\n| b |\n";
    let site = Site::of_files(&[
        ("content/index.md", "# Cover\n[[a]]\n"),
        ("content/guide/a.md", page),
    ]);
    for (path, text) in &site.files {
        let unseen =
            |c: char| c.is_control() && !"\n\t".contains(c) || "\u{202e}\u{200b}".contains(c);
        assert!(!text.chars().any(unseen), "{path}");
    }
    let shown = site.page("/guide/a/").text();
    assert!(
        shown.contains("⟦U+202E⟧turned") && shown.contains("c⟦U+200B⟧o"),
        "{shown}"
    );
}
