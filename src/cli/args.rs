//! The command line, defined once.

mod tools;

use std::io::IsTerminal;

use camino::Utf8PathBuf;
use clap::{Parser, Subcommand, ValueEnum};

use crate::diag::report::{Color, Format};
pub(super) use tools::{
    CompletionsArgs, DiffArgs, DiffFormat, ListArgs, ManArgs, NewArgs, StatsArgs,
};

/// Turns structured markdown about job interviews into a cross-linked static handbook.
#[derive(Debug, Parser)]
#[command(name = "prepbook", version, arg_required_else_help = true)]
#[command(
    after_help = "Example:\n  prepbook build        builds the book of the current folder into `public/`"
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,

    /// When to color reports
    #[arg(long, value_enum, default_value_t = When::Auto, global = true, value_name = "WHEN")]
    pub(super) color: When,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the site into its output folder
    Build(BuildArgs),
    /// Build the site and write nothing: report every mistake
    Check(CheckArgs),
    /// Make the corrections that need no author: those a report says exactly how to type
    Fix(FixArgs),
    /// Serve the site from memory, and reload open pages when something is saved
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// Build again into the output folder whenever something is saved
    #[cfg(feature = "serve")]
    Watch(WatchArgs),
    /// Print what a diagnostic code means, or what was made of an id and why
    Explain(ExplainArgs),
    /// Make a small handbook that teaches by example
    Init(InitArgs),
    /// Make a new source file of a kind, with its keys and an id
    New(NewArgs),
    /// List questions, interviews and all else there is, with their fields
    List(ListArgs),
    /// Say what the handbook lacks: answers, dates, evidence
    Stats(StatsArgs),
    /// Say what changes for readers between two folders or git revisions
    Diff(DiffArgs),
    /// Print a JSON Schema: of front matter, of `book.toml` or of the data export
    Schema(SchemaArgs),
    /// Serve an editor: what is wrong, and what may be meant, as it is typed
    #[cfg(feature = "lsp")]
    Lsp(LspArgs),
    /// Print what a shell needs to complete the command line
    Completions(CompletionsArgs),
    /// Print a manual page
    Man(ManArgs),
    #[command(external_subcommand)]
    Other(Vec<String>),
}

/// The arguments that `build` and `check` share.
#[derive(Debug, clap::Args)]
pub(super) struct CommonArgs {
    /// The folder that holds `book.toml`; left out, the current folder or the nearest above it
    pub(super) book: Option<Utf8PathBuf>,

    /// Show drafts as if they were finished
    #[arg(long)]
    pub(super) drafts: bool,

    /// Let warnings fail too
    #[arg(long)]
    pub(super) strict: bool,

    /// The form of the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Human, value_name = "FORMAT")]
    pub(super) format: ReportFormat,

    /// Print how long each stage took
    #[arg(long)]
    pub(super) timings: bool,

    /// Print errors only
    #[arg(short, long)]
    pub(super) quiet: bool,

    /// Print more
    #[arg(short, long, conflicts_with = "quiet")]
    pub(super) verbose: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  prepbook build -o ../site --strict")]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub(super) common: CommonArgs,

    /// The folder to write to, instead of the one `book.toml` names
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<Utf8PathBuf>,

    /// Where the site will stand, instead of what `book.toml` says
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,

    /// Make a site that opens from a folder, without a server
    #[arg(long, conflicts_with = "base_url")]
    pub(super) portable: bool,

    /// How long to wait while another build writes to the folder
    #[arg(long, default_value_t = 10, value_name = "SECONDS")]
    pub(super) lock_timeout: u64,

    /// Keep nothing on the disk between builds, as this version never does
    #[arg(long)]
    pub(super) no_cache: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  prepbook check --strict --format short")]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "A name that is only near (`did you mean ...?`) is never put in.\n\nExample:\n  prepbook fix --dry-run --only skipped-heading-level"
)]
pub(super) struct FixArgs {
    /// The folder that holds `book.toml`; left out, the current folder or the nearest above it
    book: Option<Utf8PathBuf>,

    /// Print what would change as a unified diff, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,

    /// Correct this one kind of mistake, such as `bad-id`
    #[arg(long, value_name = "CODE")]
    pub(super) only: Option<String>,

    /// Check drafts as if they were finished
    #[arg(long)]
    drafts: bool,

    /// Print how long each stage took
    #[arg(long)]
    timings: bool,

    /// Print errors only
    #[arg(short, long)]
    quiet: bool,

    /// Print more
    #[arg(short, long, conflicts_with = "quiet")]
    verbose: bool,
}

impl FixArgs {
    /// Returns the arguments of the `check` that a fix performs. There is no report, so the format
    /// does not matter.
    pub(super) fn common(&self) -> CommonArgs {
        CommonArgs {
            book: self.book.clone(),
            drafts: self.drafts,
            strict: false,
            format: ReportFormat::Human,
            timings: self.timings,
            quiet: self.quiet,
            verbose: self.verbose,
        }
    }
}

/// The arguments that `serve` and `watch` share.
#[cfg(feature = "serve")]
#[derive(Debug, clap::Args)]
pub(super) struct LiveArgs {
    /// The folder that holds `book.toml`; left out, the current folder or the nearest above it
    pub(super) book: Option<Utf8PathBuf>,

    /// Show drafts as if they were finished
    #[arg(long)]
    pub(super) drafts: bool,

    /// Look for changes again and again, where the file system tells of none
    #[arg(long)]
    pub(super) poll: bool,

    /// Print how long each stage of each round took
    #[arg(long)]
    pub(super) timings: bool,

    /// Print errors only
    #[arg(short, long)]
    pub(super) quiet: bool,

    /// Print more: the stages of each round, and what is written after it
    #[arg(short, long, conflicts_with = "quiet")]
    pub(super) verbose: bool,
}

#[cfg(feature = "serve")]
impl LiveArgs {
    /// Returns whether the stages of each rebuild are printed.
    pub(super) const fn is_timed(&self) -> bool {
        self.timings || self.verbose
    }
}

#[cfg(feature = "serve")]
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The site is made in memory; nothing is written.\n\nExample:\n  prepbook serve --open --editor 'vscode://file/{path}:{line}:{column}'"
)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    pub(super) live: LiveArgs,

    /// The port to listen at; 0 takes any that is free
    #[arg(long, default_value_t = 4000, value_name = "PORT")]
    pub(super) port: u16,

    /// The address to listen at
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub(super) host: std::net::IpAddr,

    /// Answer to this host name too
    #[arg(long, value_name = "NAME")]
    pub(super) allow_host: Vec<String>,

    /// Open the site in the browser
    #[arg(long)]
    pub(super) open: bool,

    /// Let pages stay as they are until they are reloaded by hand
    #[arg(long)]
    pub(super) no_reload: bool,

    /// What opens a place of a report in an editor, with {path}, {line} and {column}
    #[arg(
        long,
        env = "PREPBOOK_EDITOR",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub(super) editor: Option<String>,
}

#[cfg(feature = "serve")]
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  prepbook watch -o ../site")]
pub(super) struct WatchArgs {
    #[command(flatten)]
    pub(super) live: LiveArgs,

    /// The folder to write to, instead of the one `book.toml` names
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<Utf8PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  prepbook explain broken-reference\n  prepbook explain question:growth-plateau"
)]
pub(super) struct ExplainArgs {
    /// A code from a report, such as `broken-reference`, or an id of the book
    pub(super) what: String,

    /// The folder that holds `book.toml`, for an id
    pub(super) book: Option<Utf8PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "No file that is there is written over.\n\nExample:\n  prepbook init handbook --title \"Our interviews\" --ci github"
)]
pub(super) struct InitArgs {
    /// The folder to make it in; left out, the current one
    #[arg(value_name = "DIR")]
    pub(super) folder: Option<Utf8PathBuf>,

    /// The handbook's name
    #[arg(long, value_name = "NAME")]
    pub(super) title: Option<String>,

    /// Write a workflow that checks what others propose and publishes what is merged
    #[arg(long, value_enum, default_value_t = Ci::None, value_name = "SERVICE")]
    pub(super) ci: Ci,

    /// Print errors only
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Ci {
    Github,
    Gitlab,
    None,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  prepbook schema interview > interview.schema.json")]
pub(super) struct SchemaArgs {
    /// A kind, such as `interview`, for its front matter; `book` for `book.toml`; `data` for what
    /// `data/handbook.json` holds
    #[arg(value_name = "KIND|book|data")]
    pub(super) name: String,
}

#[cfg(feature = "lsp")]
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Editors start it themselves, and speak the Language Server Protocol with it.\n\nExample:\n  prepbook lsp        what to write into an editor's settings as the server's command"
)]
pub(super) struct LspArgs {
    /// Speak over standard input and output, as it always does; some editors add this
    #[arg(long)]
    pub(super) stdio: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// With excerpts, for people
    Human,
    /// One line for each mistake
    Short,
    /// One JSON document
    Json,
    /// Annotations for a GitHub workflow
    Github,
    /// One SARIF 2.1.0 document
    Sarif,
}

impl ReportFormat {
    pub(super) const fn format(self) -> Format {
        match self {
            Self::Human => Format::Human,
            Self::Short => Format::Short,
            Self::Json => Format::Json,
            Self::Github => Format::Github,
            Self::Sarif => Format::Sarif,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

impl When {
    /// Returns whether reports are colored. `Auto` colors them on a terminal, unless `NO_COLOR` is
    /// set.
    pub(super) fn choice(self) -> Color {
        let supports_color = || {
            let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            !no_color && std::io::stderr().is_terminal()
        };
        match self {
            Self::Always => Color::Always,
            Self::Never => Color::Never,
            Self::Auto if supports_color() => Color::Always,
            Self::Auto => Color::Never,
        }
    }
}
