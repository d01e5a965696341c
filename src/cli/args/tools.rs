//! The arguments of the smaller commands: `new`, `list`, `stats`, `diff`, `completions` and `man`.

use camino::Utf8PathBuf;
use clap::ValueEnum;
use clap_complete::Shell;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Nothing that is there is written over. The id is made of the title, unless `--id` gives it;\na title such as `Cook at Acme` gives an interview its role and company too.\n\nExample:\n  prepbook new interview \"Kitchen hand at Acme\" --edit"
)]
pub(in crate::cli) struct NewArgs {
    /// interview, round, question, framework, topic, company, role, faq, page or cover
    pub(in crate::cli) kind: String,

    /// What it is called
    pub(in crate::cli) title: String,

    /// The folder that holds `book.toml`; left out, the current folder or the nearest above it
    pub(in crate::cli) book: Option<Utf8PathBuf>,

    /// The id, which becomes the file's name
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) id: Option<String>,

    /// The interview that a round belongs to
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) interview: Option<String>,

    /// Open the file in the editor that `VISUAL` or `EDITOR` names
    #[arg(long)]
    pub(in crate::cli) edit: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  prepbook list question --topic caching --difficulty hard")]
pub(in crate::cli) struct ListArgs {
    /// interview, round, question, framework, topic, company, role, faq, takeaway or page; left out, all
    pub(in crate::cli) kind: Option<String>,

    /// The folder that holds `book.toml`; left out, the current folder or the nearest above it
    pub(in crate::cli) book: Option<Utf8PathBuf>,

    /// Only what is about this topic
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) topic: Option<String>,

    /// Only what this company asked
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) company: Option<String>,

    /// Only what was asked for this role
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) role: Option<String>,

    /// Only what was asked in rounds of this kind, or in the round with this id
    #[arg(long, value_name = "KIND")]
    pub(in crate::cli) round: Option<String>,

    /// Only what is easy, medium or hard
    #[arg(long, value_name = "LEVEL")]
    pub(in crate::cli) difficulty: Option<String>,

    /// Show drafts as if they were finished
    #[arg(long)]
    pub(in crate::cli) drafts: bool,

    /// Print how many there are, and nothing else
    #[arg(long, conflicts_with = "json")]
    pub(in crate::cli) count: bool,

    /// Print one JSON document
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  prepbook stats --min-answered 80")]
pub(in crate::cli) struct StatsArgs {
    /// The folder that holds `book.toml`; left out, the current folder or the nearest above it
    pub(in crate::cli) book: Option<Utf8PathBuf>,

    /// Show drafts as if they were finished
    #[arg(long)]
    pub(in crate::cli) drafts: bool,

    /// Fail where fewer of a hundred questions have an answer
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(in crate::cli) min_answered: Option<u8>,

    /// Print one JSON document
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "A revision is anything that git knows: a branch, a tag, a commit. It is read from the repository\nof the current folder; nothing is checked out.\n\nExample:\n  prepbook diff main . --format markdown"
)]
pub(in crate::cli) struct DiffArgs {
    /// The folder of a book, or a git revision
    pub(in crate::cli) old: String,

    /// The folder of a book, or a git revision
    pub(in crate::cli) new: String,

    /// The form of the list
    #[arg(long, value_enum, default_value_t = DiffFormat::Text, value_name = "FORMAT")]
    pub(in crate::cli) format: DiffFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DiffFormat {
    /// For a terminal
    Text,
    /// For a comment on a pull request
    Markdown,
    /// One JSON document
    Json,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  prepbook completions bash > ~/.local/share/bash-completion/completions/prepbook"
)]
pub(in crate::cli) struct CompletionsArgs {
    /// The shell that completes
    #[arg(value_enum)]
    pub(in crate::cli) shell: Shell,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  prepbook man build | man -l -")]
pub(in crate::cli) struct ManArgs {
    /// The command whose page it is; left out, the program
    pub(in crate::cli) command: Option<String>,
}
