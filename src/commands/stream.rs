//! `healthlint check --jsonl`: a filter for crawls and pipelines.
//!
//! One line out for each line in, in order, sent at once, so that whoever feeds the stream can wait for each answer.

use super::check::policy::{applied, ignore, settle};
use super::check::{faults, verdict};
use super::today::or_today;
use crate::cli::{CheckArgs, FailOn};
use crate::config::Settings;
use crate::exit::Exit;
use crate::output::{Report, Tally, Terminal, answer, refusal, request};
use healthlint::check::{Checked, check_with};
use healthlint::codes::Codes;
use healthlint::database::Database;
use healthlint::diagnostic::Diagnostic;
use healthlint::document::{self, Document};
use healthlint::severity::Severity;
use healthlint::standards::Choice;
use healthlint::suppress::{Context, Suppressed, by_comments};
use std::io::{self, BufRead};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The name by which faults call an article of the stream.
const NAME: &str = "<stdin>";

/// What is the same for all texts of a stream; of the configuration what holds for all files counts.
struct Filter<'a> {
    fail_on: FailOn,
    settings: &'a Settings,
    choice: Choice,
    database: &'a Database,
    context: Context<'a>,
}

/// Answers every line of standard input.
pub(super) fn run(
    args: &CheckArgs,
    database: &Database,
    settings: &Settings,
    codes: &Codes,
    terminal: &mut Terminal,
    exit: &mut Exit,
) -> io::Result<()> {
    let today = or_today(args.scope.date.today.as_deref());
    let filter = Filter {
        fail_on: args.fail_on.or_else(|| settings.fail_on().map(|(set, _)| set)).unwrap_or(FailOn::Error),
        settings,
        choice: settings.standards(&args.scope.select, &today),
        database,
        context: Context { codes, today: &today, is_on: &|_| true },
    };
    let mut tally = Tally::of(applied([settings], database));
    let mut input = io::stdin().lock();
    let mut bytes = Vec::new();
    while input.read_until(b'\n', &mut bytes)? > 0 {
        let (text, line, ending) = filter.reply(&bytes);
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

impl Filter<'_> {
    /// The answer to a line, and what it adds to the run.
    fn reply(&self, bytes: &[u8]) -> (String, Tally, Exit) {
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
            let (checked, suppressed) = self.check(&document);
            (document, checked, suppressed)
        }));
        let (document, checked, suppressed, faults) = if let Ok((document, checked, suppressed)) = checked {
            // A text without words is no fault of the stream: a crawl has many.
            let faults = faults(&document).into_iter().filter(|fault| fault.severity == Severity::Error).collect();
            (document, checked, suppressed, faults)
        } else {
            let fault =
                Diagnostic::error("article/bug", NAME, "healthlint broke down over this text; please report it");
            (document::read(NAME, b"", Some(request.format)), Checked::default(), Vec::new(), vec![fault])
        };
        tally.add(&Report {
            document: Some(&document),
            bytes: request.text.len() as u64,
            faults: &faults,
            findings: &checked.findings,
            suppressed: &suppressed,
            covered: checked.covered || document.blocks.is_empty(),
            ..Report::empty(self.database)
        });
        let text = answer(&request.id, &document, &checked, faults.first(), self.database);
        (text, tally, verdict(self.fail_on, &faults, &checked.findings))
    }

    /// What is found and reported, and what is found and suppressed.
    fn check(&self, document: &Document) -> (Checked, Vec<Suppressed>) {
        let mut checked = check_with(document, self.database, &self.choice);
        let findings = &mut checked.findings;
        settle(self.settings, self.database, findings);
        // Comments that are not in order are the business of whoever writes, not of a stream.
        let (mut suppressed, _) = ignore(self.settings, document, self.context.today, findings);
        suppressed.extend(by_comments(document, findings, &self.context).0);
        (checked, suppressed)
    }
}
