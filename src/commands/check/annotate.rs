//! `--annotate`: the findings written back into a copy of the Word file, as comments at their words.

use super::orders::Misuse;
use super::read::Input;
use crate::exit::Exit;
use crate::output::counted;
use crate::replace::Replacement;
use crate::walk::Entry;
use healthlint::check::Finding;
use healthlint::database::Database;
use healthlint::document::{Comment, Document, annotate};
use healthlint::explain::explain;
use std::borrow::Cow;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Words of a further place that are quoted at most, in characters.
const QUOTED: usize = 60;

/// A copy that shall be written.
pub(super) struct Annotation<'a> {
    out: PathBuf,
    input: &'a Input,
}

impl<'a> Annotation<'a> {
    /// Looks before anything is checked whether the copy may be written.
    pub(super) fn plan(out: &Path, force: bool, inputs: &'a [Input]) -> Result<Self, Misuse> {
        let refuse = |message: String, help: &str| Err(Misuse(message, help.to_owned()));
        let shown = out.display();
        let [input] = inputs else {
            let message = format!("--annotate takes one Word file, and {} are named", counted(inputs.len(), "file"));
            return refuse(message, "name one .docx file, or run healthlint once for each");
        };
        if !out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx")) {
            return refuse(
                format!("--annotate writes a Word file, and {shown} is not called one"),
                "end its name in .docx",
            );
        }
        if out.exists() && !force {
            let itself = matches!(input, Input::File(entry, _) if same(&entry.path, out));
            let what = if itself { "is the article itself" } else { "exists already" };
            return refuse(format!("{shown} {what}"), "name another file, or add --force to replace it");
        }
        Ok(Self { out: out.to_owned(), input })
    }

    /// Writes the copy; gives what is told of it.
    pub(super) fn write(self, comments: Option<&[Comment]>, exit: Exit) -> Result<String, Misuse> {
        let name = self.input.name();
        let Some(comments) = comments else {
            // A file that could not be read has been told of.
            let told = if exit == Exit::Fault { ": no copy was written" } else { " is no Word file" };
            let help = "--annotate writes comments into a copy of a .docx file";
            return Err(Misuse(format!("{name}{told}"), help.to_owned()));
        };
        let again =
            |why: String| Misuse(format!("{name} {why}"), "close it in other programs and run it again".to_owned());
        let bytes: Cow<'_, [u8]> = match self.input {
            Input::Stdin { bytes, .. } => bytes.into(),
            Input::File(Entry { path, .. }, _) => {
                fs::read(path).map_err(|error| again(format!("cannot be read again: {error}")))?.into()
            }
        };
        let annotated =
            annotate(name, &bytes, comments).map_err(|fault| again(format!("has changed: {}", fault.message)))?;
        let out = self.out.display();
        let written = Replacement::create(&self.out).and_then(|mut new| {
            new.write_all(&annotated.bytes)?;
            new.commit()
        });
        written.map_err(|error| {
            Misuse(
                format!("{out} cannot be written: {error}"),
                "name a file in a folder that you may write to".to_owned(),
            )
        })?;
        let lost = comments.len() - annotated.written - annotated.known;
        let known = if annotated.known > 0 { format!("; {} there already", annotated.known) } else { String::new() };
        let lost = if lost > 0 { format!("; {lost} found no place") } else { String::new() };
        Ok(format!("{} written to {out}{known}{lost}\n", counted(annotated.written, "comment")))
    }
}

/// Whether two paths lead to the same file.
fn same(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// The findings as a writer reads them in the margin.
pub(super) fn comments(document: &Document, findings: &[Finding], database: &Database) -> Vec<Comment> {
    findings.iter().map(|finding| comment(document, finding, database)).collect()
}

fn comment(document: &Document, finding: &Finding, database: &Database) -> Comment {
    let told = explain(finding, document, database);
    let mut paragraphs = vec![format!("{}: {}", told.severity, told.message)];
    let place = document.map.to_raw(finding.primary);
    let quote = |span: healthlint::span::Span<healthlint::span::Raw>| {
        let words = span.of(&document.source);
        let short: String = words.chars().take(QUOTED).collect();
        if short.len() < words.len() { format!("\"{short}…\"") } else { format!("\"{short}\"") }
    };
    // Where Word takes no comment at the words themselves it stands nearby.
    let locus = document.locus(place.range().start).unwrap_or_default();
    if locus.contains("note") || locus.contains("box") {
        paragraphs.push(format!(
            "In the {}: {}",
            locus.rsplit('(').next().unwrap_or("").trim_end_matches(')'),
            quote(place)
        ));
    }
    if let Some(primary) = told.primary.as_ref().filter(|primary| !primary.message.is_empty()) {
        paragraphs.push(format!("Here: {}", primary.message));
    }
    for label in &told.labels {
        let locus = document.locus(label.span.range().start).unwrap_or_default();
        paragraphs.push(format!("{locus}, {}: {}", quote(label.span), label.message));
    }
    let more = format!("more: healthlint explain {}", finding.claim);
    paragraphs.extend(told.notes.iter().filter(|note| **note != more).map(|note| plain(note)));
    paragraphs.push(finding.claim.clone());
    Comment { place, paragraphs }
}

/// A note without the word that leads it where the words speak for themselves.
fn plain(note: &str) -> String {
    let text = note.strip_prefix("note: ").or_else(|| note.strip_prefix("help: ")).unwrap_or(note);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
