//! `healthlint.toml`: what an editor sets for a site, found beside the articles.
//!
//! The nearest file upwards holds, up to the root of the repository; files do not add up. `load` reads one with all its
//! faults, `find` looks for it, `Settings` is what it comes to for one article.

mod find;
mod glob;
mod keys;
mod load;
mod locale;
mod reader;
mod schema;
mod settings;

use crate::cli::FailOn;
pub(crate) use find::Finder;
pub(crate) use glob::Glob;
use healthlint::codes::Pattern;
use healthlint::document::Format;
use healthlint::severity::Severity;
pub(crate) use locale::Locale;
pub(crate) use schema::schema;
pub(crate) use settings::Settings;
use std::path::PathBuf;

/// The names of the file; there may be one of them in a folder.
pub(crate) const NAMES: [&str; 2] = ["healthlint.toml", ".healthlint.toml"];

/// One configuration file.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// The file as it is shown.
    pub(crate) name: String,
    /// The folder that its paths start from.
    pub(crate) folder: PathBuf,
    /// The articles in folders; `None` for all that a reader knows.
    pub(crate) files: Option<Vec<Glob>>,
    /// What is left out of folders.
    pub(crate) exclude: Vec<Glob>,
    /// From which severity on findings count, and its line.
    pub(crate) fail_on: Option<(FailOn, usize)>,
    /// What holds for all files, then for some.
    pub(crate) layers: Vec<Layer>,
    /// Single findings that are silent.
    pub(crate) ignores: Vec<Ignore>,
    /// Articles in fields of JSON.
    pub(crate) inputs: Vec<FieldInput>,
}

/// What is checked and how much it matters, for all files or for some.
#[derive(Debug, Default)]
pub(crate) struct Layer {
    /// The files of an `[[override]]`; `None` for all.
    pub(crate) files: Option<Vec<Glob>>,
    /// Sets and rules of standards to switch on.
    pub(crate) standards: Vec<Chosen>,
    /// The only claims to check; all if there is none.
    pub(crate) select: Vec<Named>,
    /// Claims not to check.
    pub(crate) ignore: Vec<Named>,
    /// Other severities; `None` switches off. The last one that is met holds.
    pub(crate) severity: Vec<(Named, Option<Severity>)>,
    /// Whether all statements are quoted to be refuted, and the line that says so.
    pub(crate) refuted: Option<usize>,
    /// The country whose words suggestions use, and the line that says so.
    pub(crate) locale: Option<(&'static Locale, usize)>,
}

impl Layer {
    /// Whether it switches claims off.
    pub(crate) fn narrows(&self) -> bool {
        !self.select.is_empty() || !self.ignore.is_empty() || self.severity.iter().any(|(_, level)| level.is_none())
    }
}

/// What a name in `select` switches on.
#[derive(Debug)]
pub(crate) struct Chosen {
    /// As it was written, such as `doses/*`.
    pub(crate) written: String,
    /// The sets and rules that it means.
    pub(crate) names: Vec<String>,
    pub(crate) line: usize,
}

/// A pattern over claims and its line.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) pattern: Pattern,
    pub(crate) line: usize,
}

/// An `[[ignore]]`.
#[derive(Debug)]
pub(crate) struct Ignore {
    pub(crate) pattern: Pattern,
    pub(crate) file: Option<Glob>,
    /// Words of the sentence; empty for any.
    pub(crate) quote: String,
    pub(crate) reason: String,
    /// The last day; empty for good.
    pub(crate) until: String,
    pub(crate) line: usize,
}

/// An `[[input]]`: files of JSON that hold an article in a field.
#[derive(Debug)]
pub(crate) struct FieldInput {
    pub(crate) files: Vec<Glob>,
    /// The path to the field, such as `content.rendered`.
    pub(crate) field: String,
    /// How the article in it is written.
    pub(crate) format: Format,
    pub(crate) line: usize,
}
