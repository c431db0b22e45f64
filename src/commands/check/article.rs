//! One article on its way from its name to its report.
//!
//! Each stage takes what the stages before it left and changes it; `Job::report` names them in their order. A new stage
//! is one function and one line there.

use super::annotate::comments;
use super::mend::{Mend, left, mended, write};
use super::policy::{ignore, settle};
use super::read::{Input, bytes, faults, read};
use crate::baseline::{Key, Known};
use crate::changes::Changes;
use crate::cli::FailOn;
use crate::config::{FieldInput, Settings};
use crate::exit::Exit;
use crate::output::{Order, Piece, Report, Tally, patch, render};
use healthlint::check::{Finding, check_with};
use healthlint::codes::Codes;
use healthlint::database::Database;
use healthlint::diagnostic::Diagnostic;
use healthlint::document::{Comment, Document, Format, read_field};
use healthlint::severity::Severity;
use healthlint::standards::{self, Choice};
use healthlint::suppress::{Context, Suppressed, by_comments};
use healthlint::uncovered::uncovered;
use std::collections::BTreeMap;
use std::mem::take;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is the same for all articles of a run.
pub(super) struct Job<'a> {
    pub(super) orders: &'a [Order],
    /// What was typed; else the configuration decides.
    pub(super) fail_on: Option<FailOn>,
    pub(super) database: &'a Database,
    pub(super) uncovered: bool,
    /// Whether the findings shall become comments of a Word file.
    pub(super) annotates: bool,
    /// Standards that are asked about besides those of the configuration.
    pub(super) select: &'a [String],
    /// What may be silenced.
    pub(super) codes: &'a Codes,
    /// The day it is.
    pub(super) today: &'a str,
    /// What is known already, if a baseline is used.
    pub(super) known: Option<&'a Known>,
    /// Whether findings are only counted for the baseline and not told.
    pub(super) surveying: bool,
    /// What changed, if only that is asked about.
    pub(super) changes: Option<&'a Changes>,
    /// What is done about safe replacements, if anything.
    pub(super) mend: Option<Mend>,
}

/// What is known of one article so far.
#[derive(Default)]
pub(super) struct Article<'a> {
    /// What the configuration sets for it.
    settings: Option<&'a Settings>,
    /// The standards that are asked about.
    choice: Choice,
    /// `None` if its file could not be opened.
    document: Option<Document>,
    /// Bytes of its file.
    bytes: u64,
    /// What is wrong with the file itself.
    faults: Vec<Diagnostic>,
    /// What is to be reported.
    findings: Vec<Finding>,
    /// Whether no claim was asked about it.
    not_covered: bool,
    /// What is not, since the article or its configuration gives a reason.
    suppressed: Vec<Suppressed>,
    /// What it has to do with the baseline.
    share: Option<Share>,
}

/// An article's part in a baseline.
#[derive(Debug, Clone, Default)]
pub(in crate::commands) struct Share {
    /// The article's path, as the baseline names it.
    pub(in crate::commands) path: String,
    /// How often each entry was met.
    pub(in crate::commands) met: BTreeMap<Key, usize>,
    /// What is new.
    pub(in crate::commands) fresh: Vec<Key>,
}

/// What one article comes to.
pub(super) struct Done {
    /// How many places were mended, or would be.
    pub(super) edits: usize,
    /// How many safe replacements are left to the writer.
    pub(super) left: usize,
    pub(super) share: Option<Share>,
    pub(super) pieces: Vec<Piece>,
    /// The findings as comments, if they shall become such and the article is a Word file that could be read.
    pub(super) comments: Option<Vec<Comment>>,
    pub(super) tally: Tally,
    pub(super) exit: Exit,
}

impl Job<'_> {
    /// Checks one file, which may hold several articles; a bug that shows in it does not keep the others from being
    /// checked.
    pub(super) fn work(&self, input: &Input) -> Vec<Done> {
        let checked = || match input.settings().input() {
            Some(field) => self.fields(input, field),
            None => vec![self.report(input)],
        };
        catch_unwind(AssertUnwindSafe(checked)).unwrap_or_else(|_| {
            let fault = Diagnostic::error("article/bug", input.name(), "healthlint broke down over this file")
                .note("help: this is a bug in healthlint; report it with the file, and leave the file out until then");
            vec![self.done(&Article { faults: vec![fault], ..Article::default() })]
        })
    }

    /// The articles at a field of an export. The export is not mended: each text would change the places of the next.
    fn fields(&self, input: &Input, field: &FieldInput) -> Vec<Done> {
        let bytes = match bytes(input) {
            Ok(bytes) => bytes,
            Err(fault) => return vec![self.done(&Article { faults: vec![fault], ..Article::default() })],
        };
        let mut size = bytes.len() as u64;
        let documents = read_field(input.name(), &bytes, &field.field, field.format);
        let dones = documents.map(|document| {
            let read = (document, std::mem::take(&mut size));
            self.done(&self.stages(input, Ok(read)))
        });
        dones.collect()
    }

    /// An article with what is done about it.
    fn report(&self, input: &Input) -> Done {
        let mut article = self.stages(input, read(input));
        let fixed = article.document.as_ref().zip(self.mend).zip(input.path());
        let fixed = fixed.and_then(|((document, mend), path)| {
            mended(document, &article.findings, self.codes).map(|(text, places)| (document, mend, path, text, places))
        });
        let Some((document, mend, path, text, places)) = fixed else {
            let mending = article.document.as_ref().filter(|_| self.mend.is_some());
            let left = mending.map_or(0, |document| left(document, &article.findings));
            // Where only a patch is asked for, nothing else is told but what could not be read.
            if self.mend == Some(Mend::Show) {
                article.findings.clear();
            }
            return Done { left, ..self.done(&article) };
        };
        if mend == Mend::Show {
            let pieces = vec![Piece::from(patch(&document.name, &document.source, &text))];
            return Done { edits: places, pieces, exit: Exit::Findings, ..self.done(&Article::default()) };
        }
        match write(path, document, &text) {
            // The rest stands elsewhere in the new text.
            Ok(()) => Done { edits: places, ..self.done(&self.stages(input, read(input))) },
            Err(fault) => {
                article.faults.push(fault);
                self.done(&article)
            }
        }
    }

    /// The stages.
    fn stages<'i>(&self, input: &'i Input, read: Result<(Document, u64), Diagnostic>) -> Article<'i> {
        let settings = input.settings();
        let choice = settings.standards(self.select, self.today);
        let mut article = Article { settings: Some(settings), choice, ..Article::default() };
        open(read, &mut article);
        self.check(&mut article);
        self.configure(&mut article);
        self.suppress(&mut article);
        self.settle(input, &mut article);
        self.narrow(input, &mut article);
        article
    }

    /// What is wrong in the article by the claims, and what the chosen standards miss.
    fn check(&self, article: &mut Article<'_>) {
        if let Some(document) = &article.document {
            let checked = check_with(document, self.database, &article.choice);
            // An article without a word has been told.
            article.not_covered = !checked.covered && !document.blocks.is_empty();
            article.findings = checked.findings;
        }
    }

    /// What the configuration switches off, weighs otherwise or silences for a reason.
    fn configure(&self, article: &mut Article<'_>) {
        let (Some(settings), Some(document)) = (article.settings, &article.document) else { return };
        settle(settings, self.database, &mut article.findings);
        let (suppressed, faults) = ignore(settings, document, self.today, &mut article.findings);
        article.suppressed.extend(suppressed);
        article.faults.extend(faults);
    }

    /// What comments of the article silence, and what is wrong with these.
    fn suppress(&self, article: &mut Article<'_>) {
        if let Some(document) = &article.document {
            let is_on = |code: &str| {
                let asked = standards::rule(code).is_none_or(|rule| article.choice.has(rule));
                asked && article.settings.is_none_or(|settings| settings.is_on(code))
            };
            let context = Context { codes: self.codes, today: self.today, is_on: &is_on };
            let (suppressed, faults) = by_comments(document, &mut article.findings, &context);
            article.suppressed.extend(suppressed);
            article.faults.extend(faults);
        }
    }

    /// What the baseline knows is told no more.
    fn settle(&self, input: &Input, article: &mut Article<'_>) {
        // Nothing is known of an article that could not be read.
        let was_read = |document: &&Document| document.faults.iter().all(|fault| fault.severity < Severity::Error);
        let document = article.document.as_ref().filter(was_read);
        let (Some(known), Some(path), Some(_)) = (self.known, input.known_by(), document) else { return };
        let path = known.place.name(path);
        let settled = known.baseline.settle(&path, take(&mut article.findings), &known.gone);
        let fresh = settled.fresh.iter().map(|finding| Key::of(&path, finding)).collect();
        if !self.surveying {
            article.findings = settled.fresh;
        }
        article.share = Some(Share { path, met: settled.met, fresh });
    }

    /// What did not change is told no more.
    fn narrow(&self, input: &Input, article: &mut Article<'_>) {
        let Some(change) = self.changes.zip(input.path()).and_then(|(changes, path)| changes.of(path)) else { return };
        if let Some(document) = &article.document {
            article.findings.retain(|finding| change.touches(finding, document));
        }
    }

    /// What is printed and counted.
    fn done(&self, article: &Article<'_>) -> Done {
        let share = article.share.clone();
        let set = || article.settings.and_then(Settings::fail_on).map(|(fail_on, _)| fail_on);
        let fail_on = self.fail_on.or_else(set).unwrap_or(FailOn::Error);
        let document = article.document.as_ref();
        let uncovered = document.filter(|_| self.uncovered).map(|document| uncovered(document, self.database));
        let report = Report {
            document,
            bytes: article.bytes,
            faults: &article.faults,
            findings: &article.findings,
            suppressed: &article.suppressed,
            baselined: share.as_ref().map_or(0, |share| share.met.values().sum()),
            covered: !article.not_covered,
            uncovered: uncovered.as_deref().unwrap_or_default(),
            fails: fail_on.mildest(),
            ..Report::empty(self.database)
        };
        let mut tally = Tally::default();
        tally.add(&report);
        let exit = verdict(fail_on, &article.faults, &article.findings);
        let word =
            document.filter(|document| self.annotates && document.format == Format::Docx && document.faults.is_empty());
        let comments = word.map(|document| comments(document, &article.findings, self.database));
        Done { edits: 0, left: 0, share, pieces: render(self.orders, &report), comments, tally, exit }
    }
}

/// The article itself, or the fault that kept it from being read.
fn open(read: Result<(Document, u64), Diagnostic>, article: &mut Article<'_>) {
    match read {
        Ok((document, bytes)) => {
            article.faults = faults(&document);
            article.bytes = bytes;
            article.document = Some(document);
        }
        Err(fault) => article.faults.push(fault),
    }
}

/// How a run with nothing but this article ends.
pub(in crate::commands) fn verdict(fail_on: FailOn, faults: &[Diagnostic], findings: &[Finding]) -> Exit {
    let milder = faults.iter().map(|fault| fault.severity);
    if faults.iter().any(|fault| fault.severity == Severity::Error) {
        Exit::Fault
    } else if findings.iter().map(|finding| finding.severity).chain(milder).any(|severity| fail_on.counts(severity)) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}
