//! `healthlint check --jsonl`: a filter for crawls and pipelines.
//!
//! One line out for each line in, in order, sent at once, so that whoever feeds the stream can wait for each answer.

use super::check::{faults, verdict};
use super::today::or_today;
use crate::cli::CheckArgs;
use crate::exit::Exit;
use crate::output::{Report, Tally, Terminal, answer, refusal, request};
use healthlint::check::check_with;
use healthlint::codes::Codes;
use healthlint::database::Database;
use healthlint::diagnostic::Diagnostic;
use healthlint::document;
use healthlint::severity::Severity;
use healthlint::standards::Choice;
use healthlint::suppress::{Context, by_comments};
use std::io::{self, BufRead};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The name by which faults call an article of the stream.
const NAME: &str = "<stdin>";

/// Answers every line of standard input.
pub(super) fn run(
    args: &CheckArgs,
    database: &Database,
    choice: &Choice,
    terminal: &mut Terminal,
    exit: &mut Exit,
) -> io::Result<()> {
    let mut tally = Tally::default();
    let mut input = io::stdin().lock();
    let mut bytes = Vec::new();
    let codes = Codes::new(database);
    let today = or_today(args.scope.date.today.as_deref());
    let context = Context { codes: &codes, today: &today, is_on: &|_| true };
    while input.read_until(b'\n', &mut bytes)? > 0 {
        let (text, line, ending) = reply(&bytes, args, database, choice, &context);
        tally.merge(&line);
        *exit = (*exit).max(ending);
        terminal.print(&text)?;
        terminal.flush()?;
        bytes.clear();
    }
    if !args.quiet {
        terminal.remark(&tally.tell("text", database));
    }
    Ok(())
}

/// The answer to a line, and what it adds to the run.
fn reply(
    bytes: &[u8],
    args: &CheckArgs,
    database: &Database,
    choice: &Choice,
    context: &Context<'_>,
) -> (String, Tally, Exit) {
    let mut tally = Tally::default();
    let request = match request(bytes) {
        Ok(request) => request,
        Err(fault) => {
            tally.add_unread();
            return (refusal(&fault), tally, Exit::Fault);
        }
    };
    let checked = catch_unwind(AssertUnwindSafe(|| {
        let document = document::read(NAME, request.text.as_bytes(), Some(request.format));
        let mut findings = check_with(&document, database, choice);
        let (suppressed, _) = by_comments(&document, &mut findings, context);
        (document, findings, suppressed)
    }));
    let (document, findings, suppressed, faults) = if let Ok((document, findings, suppressed)) = checked {
        // A text without words is no fault of the stream: a crawl has many.
        let faults = faults(&document).into_iter().filter(|fault| fault.severity == Severity::Error).collect();
        (document, findings, suppressed, faults)
    } else {
        let fault = Diagnostic::error("article/bug", NAME, "healthlint broke down over this text; please report it");
        (document::read(NAME, b"", Some(request.format)), Vec::new(), Vec::new(), vec![fault])
    };
    tally.add(&Report {
        document: Some(&document),
        bytes: request.text.len() as u64,
        faults: &faults,
        findings: &findings,
        suppressed: &suppressed,
        ..Report::empty(database)
    });
    let text = answer(&request.id, &document, &findings, faults.first(), database);
    (text, tally, verdict(args.fail_on, &faults, &findings))
}
