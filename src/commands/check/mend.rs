//! `--fix`: what may be written otherwise without anybody looking is written so, in the article's own file.
//!
//! Only figures and comments for the linter are touched, never a word of the article, and only in files that are text.

use crate::output::counted;
use crate::replace::Replacement;
use healthlint::check::Finding;
use healthlint::codes::Codes;
use healthlint::diagnostic::Diagnostic;
use healthlint::document::{Document, Format};
use healthlint::suppress::untidy;
use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

/// What becomes of safe replacements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mend {
    /// They are written.
    Write,
    /// They are shown.
    Show,
}

/// How much was mended in a run.
#[derive(Debug, Default)]
pub(super) struct Edits {
    places: usize,
    files: usize,
    /// Places in Word files, which are left as they are.
    left: usize,
}

impl Edits {
    /// Counts one article.
    pub(super) fn add(&mut self, places: usize, left: usize) {
        self.left += left;
        self.places += places;
        self.files += usize::from(places > 0);
    }

    /// What the run came to.
    pub(super) fn tell(&self, mend: Mend) -> String {
        let much = format!("{} in {}", counted(self.places, "place"), counted(self.files, "file"));
        let done = match mend {
            _ if self.places == 0 => "nothing to fix".to_owned(),
            Mend::Write => format!("fixed {much}"),
            Mend::Show => format!("--fix would change {much}"),
        };
        match self.left {
            0 => format!("{done}\n"),
            left => format!(
                "{done}; {} in Word files to mend there: --annotate marks them in a copy\n",
                counted(left, "place")
            ),
        }
    }
}

/// The article with its safe replacements, and how many these are; `None` without any.
pub(super) fn mended(document: &Document, findings: &[Finding], codes: &Codes) -> Option<(String, usize)> {
    if !matches!(document.format, Format::Markdown | Format::Mdx | Format::Html | Format::Plain) {
        return None;
    }
    let mut edits: Vec<(Range<usize>, String)> =
        findings.iter().filter_map(|finding| edit(document, finding)).collect();
    edits.extend(comments(document, codes));
    edits.sort_by_key(|(place, _)| (place.start, place.end));
    edits.dedup_by(|next, before| next.0.start < before.0.end);
    let mut text = String::new();
    let mut at = 0;
    for (place, replacement) in &edits {
        text.push_str(document.source.get(at..place.start)?);
        text.push_str(replacement);
        at = place.end;
    }
    text.push_str(document.source.get(at..)?);
    (!edits.is_empty()).then_some((text, edits.len()))
}

/// How many safe replacements there are in a file that is never written.
pub(super) fn left(document: &Document, findings: &[Finding]) -> usize {
    let safe = findings.iter().filter(|finding| finding.replacement.is_some()).count();
    if document.format == Format::Docx { safe } else { 0 }
}

/// A replacement of figures by figures, where the file says what the reader sees.
fn edit(document: &Document, finding: &Finding) -> Option<(Range<usize>, String)> {
    let replacement = finding.replacement.as_deref()?;
    let raw = document.map.to_raw(finding.primary).range();
    let written = document.source.get(raw.clone())?;
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let plain = written == finding.primary.of(&document.text);
    (plain && figures(written) && figures(replacement)).then(|| (raw, replacement.to_owned()))
}

/// Comments for the linter in their common form, between the marks that they stand in.
fn comments(document: &Document, codes: &Codes) -> Vec<(Range<usize>, String)> {
    let rewritten = untidy(document, codes).into_iter().filter_map(|(raw, words, written)| {
        let (mark, end) = raw.of(&document.source).split_once(words)?;
        let place = raw.range();
        Some((place.start + mark.len()..place.end - end.len(), written))
    });
    rewritten.collect()
}

/// Writes the mended text, unless the file is another one by now.
pub(super) fn write(path: &Path, document: &Document, text: &str) -> Result<(), Diagnostic> {
    let attempt = || -> io::Result<()> {
        if fs::read(path)? != document.source.as_bytes() {
            return Err(io::Error::other("it changed meanwhile"));
        }
        let mut new = Replacement::create(path)?;
        new.write_all(text.as_bytes())?;
        new.commit()
    };
    attempt().map_err(|error| {
        Diagnostic::error("article/unwritable", &document.name, format!("cannot be mended: {error}"))
            .note("help: grant permission to write it and its folder, or leave out --fix")
    })
}
