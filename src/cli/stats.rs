//! `prepbook stats`: prints what a handbook contains and what is missing.

use std::process::ExitCode;

use super::args::StatsArgs;
use super::book::{drafts, load_catalog, print_err, print_out};
use super::error::Error;
use crate::catalog::Texts;
use crate::checks::{Coverage, Missing};
use crate::diag::report::{counted, visible};

pub(super) fn run(args: &StatsArgs) -> Result<ExitCode, Error> {
    let catalog = load_catalog(args.book.as_deref(), drafts(args.drafts))?;
    let coverage = Coverage::new(&catalog, &Texts::default());
    if args.json {
        // this cannot fail: all keys are strings
        let text = serde_json::to_string_pretty(&coverage).unwrap_or_default();
        print_out(&format!("{text}\n"));
    } else {
        print_out(&text(&coverage));
    }
    let answered = coverage.percent_answered();
    let wanted = args.min_answered.map_or(0, usize::from);
    if answered < wanted {
        print_err(&format!(
            "{answered} % of the questions have an answer, and {wanted} % are asked for\n"
        ));
        return Ok(ExitCode::from(1));
    }
    Ok(ExitCode::SUCCESS)
}

fn text(coverage: &Coverage) -> String {
    let mut text = format!(
        "{}, {} % answered; {} with {}; {}, {}, {}; {}\n",
        counted(coverage.questions, "question"),
        coverage.percent_answered(),
        counted(coverage.interviews, "interview"),
        counted(coverage.rounds, "round"),
        counted(coverage.frameworks, "framework"),
        counted(coverage.topics, "topic"),
        counted(coverage.takeaways, "takeaway"),
        counted(coverage.words, "word"),
    );
    for (title, missing) in coverage.gaps() {
        let line = |missing: &Missing| format!("{}  {}", missing.id, missing.title);
        part(&mut text, title, missing.iter().map(line));
    }
    let asked = coverage.asked_most_often.iter();
    let asked = asked.map(|question| {
        format!(
            "{} times  {}  {}",
            question.times, question.id, question.title
        )
    });
    part(&mut text, "Asked most often", asked);
    text
}

/// Adds a heading with the number of lines, and the lines.
fn part(text: &mut String, title: &str, lines: impl ExactSizeIterator<Item = String>) {
    if lines.len() > 0 {
        text.push_str(&format!("\n{title}: {}\n", lines.len()));
        for line in lines {
            text.push_str(&format!("  {}\n", visible(&line)));
        }
    }
}
