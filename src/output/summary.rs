//! What the whole run comes to, in two lines.

use super::Report;
use healthlint::database::Database;
use healthlint::diagnostic::Diagnostic;
use healthlint::severity::Severity;

/// How much was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    articles: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    unread: usize,
    bytes: u64,
    suppressed: usize,
    baselined: usize,
    not_covered: usize,
    /// How many claims were looked for, if not all of them.
    applied: Option<usize>,
}

impl Tally {
    /// Nothing yet, with so many claims to look for; `None` means all.
    pub(crate) fn of(applied: Option<usize>) -> Self {
        Self { applied, ..Self::default() }
    }

    /// Counts one article with what is wrong with its file and in its text.
    pub(crate) fn add(&mut self, report: &Report<'_>) {
        let (faults, findings) = (report.faults, report.findings);
        self.bytes += report.bytes;
        self.suppressed += report.suppressed.len();
        self.baselined += report.baselined;
        if faults.iter().any(|fault| fault.severity == Severity::Error) {
            self.unread += 1;
        } else {
            self.articles += 1;
            self.not_covered += usize::from(!report.covered);
        }
        let milder = faults.iter().map(|fault| fault.severity).filter(|severity| *severity != Severity::Error);
        for severity in findings.iter().map(|finding| finding.severity).chain(milder) {
            match severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Info => self.infos += 1,
            }
        }
    }

    /// Counts an article that could not be read at all.
    pub(crate) fn add_unread(&mut self) {
        self.unread += 1;
    }

    /// Adds what was counted elsewhere.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.articles += other.articles;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.unread += other.unread;
        self.bytes += other.bytes;
        self.suppressed += other.suppressed;
        self.baselined += other.baselined;
        self.not_covered += other.not_covered;
    }

    /// Whether every file could be read.
    pub(super) fn all_read(&self) -> bool {
        self.unread == 0
    }

    /// The summary, with what was checked against and what silence does not mean; `noun` is what was read.
    pub(crate) fn tell(&self, noun: &str, database: &Database) -> String {
        let counts = [
            (self.errors, counted(self.errors, "error")),
            (self.warnings, counted(self.warnings, "warning")),
            (self.infos, format!("{} info", self.infos)),
        ];
        let found: Vec<String> = counts.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words).collect();
        let found = match (found.is_empty(), self.articles) {
            // Nothing was checked: that is no good news.
            (true, 0) => "nothing checked".to_owned(),
            (true, _) => "no known errors".to_owned(),
            (false, _) => found.join(", "),
        };
        let suppressed = if self.suppressed > 0 { format!("; {} suppressed", self.suppressed) } else { String::new() };
        let baselined =
            if self.baselined > 0 { format!("; {} in the baseline", self.baselined) } else { String::new() };
        let not_covered = if self.not_covered > 0 {
            format!("; {} not covered by any claim", self.not_covered)
        } else {
            String::new()
        };
        let of = self.applied.map_or_else(String::new, |applied| format!("{applied} of "));
        let unread = if self.unread > 0 {
            format!("; {} could not be read", counted(self.unread, if noun == "article" { "file" } else { noun }))
        } else {
            String::new()
        };
        format!(
            "{found} in {} ({}; {of}{}){suppressed}{baselined}{not_covered}{unread}\nhealthlint finds known errors; silence is no approval.\n",
            counted(self.articles, noun),
            size(self.bytes),
            state(database)
        )
    }
}

/// A number of bytes as people read it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// What a check of the claims comes to; `more` if some of it had to wait.
pub(crate) fn claims_summary(database: &Database, files: usize, faults: &[Diagnostic], more: bool) -> String {
    format!("{} in {} ({})\n{}", count(faults), counted(files, "file"), state(database), later(more))
}

/// What was not asked yet, of a file that could not be read for instance, is told in the next run.
fn later(more: bool) -> &'static str {
    if more { "more may follow when these are mended\n" } else { "" }
}

/// How many errors and warnings.
fn count(faults: &[Diagnostic]) -> String {
    let errors = faults.iter().filter(|fault| fault.severity == Severity::Error).count();
    match (errors, faults.len() - errors) {
        (0, 0) => "no faults".to_owned(),
        (errors, 0) => counted(errors, "error"),
        (0, others) => counted(others, "warning"),
        (errors, others) => format!("{}, {}", counted(errors, "error"), counted(others, "warning")),
    }
}

/// What is wrong with one file, and how much was left out for its sake.
pub(crate) fn claim_summary(file: &str, faults: &[Diagnostic], others: usize, more: bool) -> String {
    let others = if others > 0 { format!("; {others} of other files not shown") } else { String::new() };
    format!("{} in {file}{others}\n{}", count(faults), later(more))
}

/// How many claims there are and how fresh they are.
pub(crate) fn state(database: &Database) -> String {
    let claims = counted(database.claims.len(), "claim");
    match database.newest_review() {
        "" => claims,
        newest => format!("{claims}, newest review {newest}"),
    }
}

/// A number with its noun.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
