//! The list of diagnostic codes.

use std::fmt;

/// The severity of a diagnostic. Errors fail `build` and `check`; warnings fail them with `--strict`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// An entry of the list of codes.
#[derive(Debug)]
pub struct CodeEntry {
    pub code: Code,
    /// The name in reports, in kebab case.
    pub name: &'static str,
    pub severity: Severity,
    /// The page that explains the code: markdown, from `codes/<name>.md`.
    pub documentation: &'static str,
}

macro_rules! codes {
    ($($severity:ident $code:ident $name:literal)*) => {
        /// A diagnostic code. To add one, add a line here, a page in `codes/` and a case in
        /// `tests/cases/`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($code),* }

        /// Every code, by name.
        pub const CODES: &[CodeEntry] = &[$(CodeEntry {
            code: Code::$code,
            name: $name,
            severity: Severity::$severity,
            documentation: include_str!(concat!("codes/", $name, ".md")),
        }),*];

        impl Code {
            /// Returns the name in reports, in kebab case.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$code => $name),* }
            }

            /// Returns the severity, unless the book's settings change it.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$code => Severity::$severity),* }
            }
        }
    };
}

codes! {
    Error ActiveAsset "active-asset"
    Error AliasConflict "alias-conflict"
    Error AmbiguousReference "ambiguous-reference"
    Error BadConfig "bad-config"
    Error BadId "bad-id"
    Error BrokenAnchor "broken-anchor"
    Error BrokenLink "broken-link"
    Error BrokenReference "broken-reference"
    Error DuplicateId "duplicate-id"
    Error DuplicateKey "duplicate-key"
    Error EmptySlug "empty-slug"
    Error FollowUpWithoutQuestion "follow-up-without-question"
    Error ForbiddenScheme "forbidden-scheme"
    Error HeadingTooDeep "heading-too-deep"
    Error IncludeFailed "include-failed"
    Error InvalidAttributes "invalid-attributes"
    Error InvalidFrontMatter "invalid-front-matter"
    Error InvalidHeading "invalid-heading"
    Error InvalidMath "invalid-math"
    Error InvalidUtf8 "invalid-utf8"
    Error KeyOnAsking "key-on-asking"
    Error LimitFiles "limit-files"
    Error LimitFrontMatter "limit-front-matter"
    Error LimitHeadings "limit-headings"
    Error LimitImage "limit-image"
    Error LimitInclude "limit-include"
    Error LimitLinks "limit-links"
    Error LimitNesting "limit-nesting"
    Error LimitPage "limit-page"
    Error LimitPath "limit-path"
    Error LimitTable "limit-table"
    Error LimitTitle "limit-title"
    Error LimitYamlAnchors "limit-yaml-anchors"
    Error LimitYamlDepth "limit-yaml-depth"
    Error LimitYamlNodes "limit-yaml-nodes"
    Error MisplacedEntity "misplaced-entity"
    Error MissingAsset "missing-asset"
    Error MissingKey "missing-key"
    Error NotAFile "not-a-file"
    Error OutputCollision "output-collision"
    Error OutputDir "output-dir"
    Error PathEscape "path-escape"
    Error PrivateLeak "private-leak"
    Error RemoteAsset "remote-asset"
    Error SecondTitle "second-title"
    Error Symlink "symlink"
    Error TemplateError "template-error"
    Error TopicCycle "topic-cycle"
    Error UnclosedFence "unclosed-fence"
    Error UnknownKey "unknown-key"
    Error UnknownValue "unknown-value"
    Error UnreadableFile "unreadable-file"
    Error WrongKind "wrong-kind"
    Error WrongPlaceFolder "wrong-place-folder"
    Error WrongType "wrong-type"
    Error YamlTag "yaml-tag"
    Warning BracesInTitle "braces-in-title"
    Warning BrokenFootnote "broken-footnote"
    Warning CutValue "cut-value"
    Warning HandMadeList "hand-made-list"
    Warning HiddenCharacter "hidden-character"
    Warning HighlightLimit "highlight-limit"
    Warning InterviewWithoutDate "interview-without-date"
    Warning LooksLikeAQuestion "looks-like-a-question"
    Warning LooksLikeARound "looks-like-a-round"
    Warning MissingAltText "missing-alt-text"
    Warning NearMiss "near-miss"
    Warning NoAnswer "no-answer"
    Warning NoEntries "no-entries"
    Warning OddDate "odd-date"
    Warning OldId "old-id"
    Warning Orphan "orphan"
    Warning PersonalData "personal-data"
    Warning Placeholder "placeholder"
    Warning RawHtml "raw-html"
    Warning SimilarQuestions "similar-questions"
    Warning SkippedHeadingLevel "skipped-heading-level"
    Warning TableCells "table-cells"
    Warning TakeawayWithoutEvidence "takeaway-without-evidence"
    Warning UnknownLanguage "unknown-language"
    Warning UnknownMarker "unknown-marker"
    Warning UnwrittenId "unwritten-id"
    Warning UnusedFramework "unused-framework"
    Warning WrongExtension "wrong-extension"
    Warning WrongPlaceFile "wrong-place-file"
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
