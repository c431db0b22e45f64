//! Where the formats of a run go: standard output, files, several at once.

use super::excerpt::Look;
use super::format::{Assembly, Output, Piece, Report, Run};
use super::terminal::Terminal;
use crate::replace::Replacement;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// One format and its place.
#[derive(Clone)]
pub(crate) struct Order {
    /// The format.
    pub(crate) output: &'static Output,
    /// Where it goes.
    pub(crate) target: Target,
    /// How it is drawn for people.
    pub(crate) look: Look,
}

/// Where a text goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// Standard output.
    Standard,
    /// A file of its own, written whole or not at all.
    File(PathBuf),
    /// The end of a file that others write as well.
    Append(PathBuf),
}

impl Target {
    /// The file that is replaced.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Standard | Self::Append(_) => None,
        }
    }
}

/// What one article adds to each text of a run, in the order of the orders.
pub(crate) fn render(orders: &[Order], report: &Report<'_>) -> Vec<Piece> {
    orders.iter().map(|order| (order.output.render)(&Report { look: order.look, ..*report })).collect()
}

/// The texts of a run on their way.
pub(crate) struct Writers {
    all: Vec<Writer>,
}

struct Writer {
    assembly: Box<dyn Assembly>,
    place: Place,
}

/// A place that is open.
enum Place {
    Standard,
    File(PathBuf, Replacement),
    Append(PathBuf, File),
    /// Whoever read has seen enough.
    Closed,
}

/// Why a file cannot be written.
pub(crate) struct Unwritable {
    path: PathBuf,
    error: io::Error,
}

impl Unwritable {
    /// What to do about it.
    pub(crate) fn help(&self) -> &'static str {
        match self.error.kind() {
            ErrorKind::NotFound => "make its folder first, or name another file",
            ErrorKind::IsADirectory => "name a file in it",
            _ => "grant permission to write it, or name another file",
        }
    }
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match self.error.kind() {
            ErrorKind::NotFound => write!(f, "{path} cannot be written: there is no such folder"),
            ErrorKind::PermissionDenied => write!(f, "{path} cannot be written: permission denied"),
            _ => write!(f, "{path} cannot be written: {}", self.error),
        }
    }
}

impl Writers {
    /// Opens every place and writes what stands before the first article.
    pub(crate) fn open(orders: &[Order], terminal: &mut Terminal) -> Result<io::Result<Self>, Unwritable> {
        let mut all = Vec::new();
        for Order { output, target, .. } in orders {
            let place = match target {
                Target::Standard => Place::Standard,
                Target::File(path) => match Replacement::create(path) {
                    Ok(new) => Place::File(path.clone(), new),
                    Err(error) => return Err(Unwritable { path: path.clone(), error }),
                },
                Target::Append(path) => match OpenOptions::new().append(true).create(true).open(path) {
                    Ok(file) => Place::Append(path.clone(), file),
                    Err(error) => return Err(Unwritable { path: path.clone(), error }),
                },
            };
            all.push(Writer { assembly: (output.assembly)(), place });
        }
        let mut writers = Self { all };
        let begun = writers.each(terminal, |_, assembly| assembly.begin());
        Ok(begun.map(|()| writers))
    }

    /// Writes the next article.
    pub(crate) fn add(&mut self, pieces: Vec<Piece>, terminal: &mut Terminal) -> io::Result<()> {
        let mut pieces = pieces.into_iter();
        self.each(terminal, |_, assembly| pieces.next().map_or_else(String::new, |piece| assembly.add(piece)))
    }

    /// Writes what stands after the last article and puts the files into their places.
    pub(crate) fn finish(mut self, run: &Run<'_>, terminal: &mut Terminal) -> io::Result<()> {
        self.each(terminal, |_, assembly| assembly.end(run))?;
        for writer in self.all {
            if let Place::File(path, new) = writer.place {
                new.commit().map_err(|error| named(&path, &error))?;
            }
        }
        Ok(())
    }

    /// Writes what each text grows by. Where nobody reads any more the others go on; with none left the run ends.
    fn each(
        &mut self,
        terminal: &mut Terminal,
        mut grow: impl FnMut(usize, &mut dyn Assembly) -> String,
    ) -> io::Result<()> {
        let mut closed = None;
        for (number, writer) in self.all.iter_mut().enumerate() {
            let text = grow(number, writer.assembly.as_mut());
            let written = match &mut writer.place {
                Place::Closed => Ok(()),
                Place::Standard => terminal.print(&text),
                Place::File(path, file) => file.write_all(text.as_bytes()).map_err(|error| named(path, &error)),
                Place::Append(path, file) => file.write_all(text.as_bytes()).map_err(|error| named(path, &error)),
            };
            match written {
                Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                    writer.place = Place::Closed;
                    closed = Some(error);
                }
                other => other?,
            }
        }
        let reads = |writer: &Writer| !matches!(writer.place, Place::Closed);
        closed.filter(|_| !self.all.iter().any(reads)).map_or(Ok(()), Err)
    }
}

/// The error with the file it is about.
fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
