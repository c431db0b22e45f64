//! Diagnostics drawn with the article's own words. The only home of codespan-reporting.
//!
//! The library prints whole lines and knows four severities; our own `Files` gives it rows of a sentence with the true
//! line and column, and our own writer trims what it pads and names the fifth severity.

use super::clean;
use super::layout::{Layout, Mark, lay_out};
use super::place::Places;
use super::rows::WIDTH;
use super::wrap::wrap;
use codespan_reporting::diagnostic::{Diagnostic as Drawing, Label, LabelStyle, Severity as Grade};
use codespan_reporting::files::{Error, Files, Location};
use codespan_reporting::term::{Config, GeneralWriteResult, WriteStyle, emit_to_write_style};
use healthlint::diagnostic::Diagnostic;
use healthlint::severity::Severity;
use std::io::Write;
use std::ops::Range;

/// Columns of all that is drawn where there is room.
const COLUMNS: usize = WIDTH + GUTTER;
/// Fewer than these are no help to anybody.
const FEWEST: usize = 46;
/// Columns before a row: line number, border, spaces.
const GUTTER: usize = 6;
/// Columns of notes, with all that stands before them, where there is room.
const NOTES: usize = 80;
/// What stands before a note besides the gutter: a space, the bullet, a space.
const BULLET: usize = 3;

/// How a diagnostic is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    /// Whether colour is wanted.
    colour: bool,
    /// Columns that there are.
    columns: usize,
}

impl Look {
    /// A look for a terminal with so many columns, or for none. A wide one is not filled, for long rows read badly.
    pub(crate) fn new(colour: bool, columns: Option<usize>) -> Self {
        Self { colour, columns: columns.map_or(COLUMNS, |columns| columns.clamp(FEWEST, COLUMNS)) }
    }
}

/// Draws a diagnostic, ended by an empty line.
///
/// `places` is its file, where it could be read; `anchor` tells for a byte of it where its sentence begins.
pub(crate) fn draw(
    diagnostic: &Diagnostic,
    places: Option<&Places<'_>>,
    anchor: impl Fn(usize) -> usize,
    look: Look,
) -> String {
    let marks = if places.is_some() { marks(diagnostic, anchor) } else { Vec::new() };
    let excerpt = places.map(|places| Excerpt {
        name: clean::line(&diagnostic.file).into_owned(),
        layout: lay_out(places, marks, look.columns - GUTTER),
        places,
    });
    // Without an excerpt there is no line that names the file.
    let message = match &excerpt {
        Some(excerpt) if !excerpt.layout.tags.is_empty() => clean::line(&diagnostic.message).into_owned(),
        _ => clean::line(&format!("{}: {}", diagnostic.file, diagnostic.message)).into_owned(),
    };
    let gutter = excerpt.as_ref().map_or(0, Excerpt::gutter);
    let labels = excerpt.iter().flat_map(|e| &e.layout.tags).map(|tag| {
        let style = if tag.primary { LabelStyle::Primary } else { LabelStyle::Secondary };
        Label::new(style, (), tag.shown.clone()).with_message(clean::line(&tag.message))
    });
    let notes = diagnostic
        .notes
        .iter()
        .map(|note| wrap(&clean::lines(note), look.columns.min(NOTES) - BULLET - gutter).join("\n"));
    let drawing = Drawing::new(grade(diagnostic.severity))
        .with_code(clean::line(&diagnostic.code))
        .with_message(message)
        .with_labels(labels.collect())
        .with_notes(notes.collect());
    let mut painter = Painter { colour: look.colour, ..Painter::default() };
    let config = Config { tab_width: super::column::TAB, ..Config::default() };
    let empty = Places::new("");
    let excerpt = excerpt.unwrap_or_else(|| Excerpt { name: String::new(), layout: Layout::default(), places: &empty });
    match emit_to_write_style(&mut painter, &config, &excerpt, &drawing) {
        Ok(()) => in_words(painter.finish(), diagnostic, places),
        // Unreachable by construction; a line without excerpt is still better than none.
        Err(error) => format!("{}[{}]: {} ({error})\n\n", diagnostic.severity, diagnostic.code, drawing.message),
    }
}

/// The drawing with its place in words, where the file has no lines of its own.
fn in_words(drawing: String, diagnostic: &Diagnostic, places: Option<&Places<'_>>) -> String {
    let (Some(places), Some(primary)) = (places, &diagnostic.primary) else { return drawing };
    let at = primary.span.range().start;
    let Some(locus) = places.locus(at) else { return drawing };
    let (file, place) = (clean::line(&diagnostic.file), places.place(at));
    let drawn = format!("{file}:{}:{}\n", place.line, place.column);
    drawing.replacen(&drawn, &format!("{file}: {locus}\n"), 1)
}

/// The places of a diagnostic.
fn marks(diagnostic: &Diagnostic, anchor: impl Fn(usize) -> usize) -> Vec<Mark> {
    let primary = diagnostic.primary.iter().map(|label| (label, true));
    let others = diagnostic.labels.iter().map(|label| (label, false));
    let mark = |(label, primary): (&healthlint::diagnostic::Label, bool)| {
        let raw = label.span.range();
        Mark { anchor: anchor(raw.start), raw, message: label.message.clone(), primary }
    };
    primary.chain(others).map(mark).collect()
}

/// The library's word for a severity; information goes by its lowest, and is named by the painter.
fn grade(severity: Severity) -> Grade {
    match severity {
        Severity::Error => Grade::Error,
        Severity::Warning => Grade::Warning,
        Severity::Info => Grade::Note,
    }
}

/// The part of a file that is shown.
struct Excerpt<'a> {
    name: String,
    layout: Layout,
    places: &'a Places<'a>,
}

impl Excerpt<'_> {
    /// Columns of the widest line number shown.
    fn gutter(&self) -> usize {
        let tagged =
            self.layout.tags.iter().filter_map(|tag| self.layout.rows.get(self.layout.row_at(tag.shown.start)));
        tagged.map(|row| (row.line + 1).to_string().len()).max().unwrap_or(0)
    }
}

impl<'a> Files<'a> for Excerpt<'a> {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.name)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.layout.text)
    }

    fn line_index(&'a self, (): (), byte: usize) -> Result<usize, Error> {
        Ok(self.layout.row_at(byte))
    }

    fn line_number(&'a self, (): (), row: usize) -> Result<usize, Error> {
        Ok(self.layout.rows.get(row).map_or(1, |row| row.line + 1))
    }

    fn line_range(&'a self, (): (), row: usize) -> Result<Range<usize>, Error> {
        let max = self.layout.rows.len().saturating_sub(1);
        let start = self.layout.rows.get(row).ok_or(Error::LineTooLarge { given: row, max })?.shown;
        let end = self.layout.rows.get(row + 1).map_or(self.layout.text.len(), |next| next.shown);
        Ok(start..end)
    }

    fn location(&'a self, (): (), byte: usize) -> Result<Location, Error> {
        let place = self.places.place(self.layout.to_raw(self.places.text, byte));
        Ok(Location { line_number: place.line, column_number: place.column })
    }
}

/// Collects what is drawn: no spaces at ends of lines, colour only around visible signs.
#[derive(Debug, Default)]
struct Painter {
    text: String,
    /// Spaces that are written only if something follows on their line.
    spaces: usize,
    colour: bool,
    /// The style that is asked for, and the one the terminal is in.
    wanted: &'static str,
    current: &'static str,
    /// Whether the name of the lowest severity comes next.
    naming: bool,
}

const RESET: &str = "\x1b[0m";
const BOLD: &str = "\x1b[1m";
const BOLD_RED: &str = "\x1b[1;31m";
const BOLD_YELLOW: &str = "\x1b[1;33m";
const BOLD_GREEN: &str = "\x1b[1;32m";
const RED: &str = "\x1b[31m";
const YELLOW: &str = "\x1b[33m";
const GREEN: &str = "\x1b[32m";
const CYAN: &str = "\x1b[36m";

impl Painter {
    fn finish(mut self) -> String {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        self.text.push_str("\n\n");
        self.text
    }

    fn put(&mut self, character: char) {
        match character {
            '\n' => {
                self.switch("");
                self.spaces = 0;
                self.text.push('\n');
            }
            ' ' => self.spaces += 1,
            other => {
                if self.spaces > 0 {
                    self.text.extend(std::iter::repeat_n(' ', self.spaces));
                    self.spaces = 0;
                }
                self.switch(self.wanted);
                self.text.push(other);
            }
        }
    }

    fn switch(&mut self, style: &'static str) {
        if self.colour && self.current != style {
            if !self.current.is_empty() {
                self.text.push_str(RESET);
            }
            self.text.push_str(style);
            self.current = style;
        }
    }
}

impl Write for Painter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let text = if self.naming { Severity::Info.name().into() } else { String::from_utf8_lossy(bytes) };
        self.naming = false;
        text.chars().for_each(|character| self.put(character));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Painter {
    fn set_header(&mut self, severity: Grade) -> GeneralWriteResult {
        self.naming = severity == Grade::Note;
        self.wanted = match severity {
            Grade::Warning => BOLD_YELLOW,
            Grade::Note | Grade::Help => BOLD_GREEN,
            Grade::Bug | Grade::Error => BOLD_RED,
        };
        Ok(())
    }

    fn set_header_message(&mut self) -> GeneralWriteResult {
        self.wanted = BOLD;
        Ok(())
    }

    fn set_line_number(&mut self) -> GeneralWriteResult {
        self.wanted = CYAN;
        Ok(())
    }

    fn set_note_bullet(&mut self) -> GeneralWriteResult {
        self.wanted = CYAN;
        Ok(())
    }

    fn set_source_border(&mut self) -> GeneralWriteResult {
        self.wanted = CYAN;
        Ok(())
    }

    fn set_label(&mut self, severity: Grade, style: LabelStyle) -> GeneralWriteResult {
        self.wanted = match (style, severity) {
            (LabelStyle::Secondary, _) => CYAN,
            (_, Grade::Warning) => YELLOW,
            (_, Grade::Note | Grade::Help) => GREEN,
            (_, Grade::Bug | Grade::Error) => RED,
        };
        Ok(())
    }

    fn reset(&mut self) -> GeneralWriteResult {
        self.wanted = "";
        Ok(())
    }
}
