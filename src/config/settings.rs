//! What a configuration comes to for one article.

use super::{Config, FieldInput, Glob, Ignore, Layer, Locale};
use crate::cli::FailOn;
use healthlint::severity::Severity;
use healthlint::standards::{self, Choice};
use std::path::Path;
use std::sync::Arc;

/// What holds for one article.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    /// The configuration; `None` if there is none.
    pub(crate) config: Option<Arc<Config>>,
    /// The article as its patterns see it: from the folder of the configuration, with `/`; empty if it lies elsewhere.
    pub(crate) path: String,
}

impl Settings {
    /// What a configuration says of the file at a full path.
    pub(super) fn new(config: Option<Arc<Config>>, file: &Path) -> Self {
        let below = config.as_ref().and_then(|config| file.strip_prefix(&config.folder).ok());
        let parts: Vec<_> = below.into_iter().flatten().map(|part| part.to_string_lossy()).collect();
        Self { path: parts.join("/"), config }
    }

    /// From which severity on findings count, and the line that says so.
    pub(crate) fn fail_on(&self) -> Option<(FailOn, usize)> {
        self.config.as_ref()?.fail_on
    }

    /// Whether a file that was found in a folder is to be checked, or the pattern that leaves it out; `known` tells
    /// whether a reader knows its ending.
    pub(crate) fn wants(&self, known: bool) -> Result<bool, &Glob> {
        let Some(config) = &self.config else { return Ok(known) };
        if let Some(glob) = config.exclude.iter().find(|glob| glob.matches(&self.path)) {
            return Err(glob);
        }
        let known = known || self.input().is_some();
        Ok(match &config.files {
            None => known,
            // A folder stands for the articles in it, a file for itself.
            Some(files) => files.iter().any(|glob| glob.names(&self.path) || known && glob.matches(&self.path)),
        })
    }

    /// The sections that hold for the article, from the most general on.
    pub(crate) fn layers(&self) -> impl Iterator<Item = &Layer> {
        let layers = self.config.iter().flat_map(|config| &config.layers);
        layers
            .filter(|layer| layer.files.as_ref().is_none_or(|files| files.iter().any(|glob| glob.matches(&self.path))))
    }

    /// Whether a code is looked for.
    pub(crate) fn is_on(&self, code: &str) -> bool {
        let (mut on, mut weighed) = (true, true);
        for layer in self.layers() {
            if !layer.select.is_empty() && standards::rule(code).is_none() {
                on = layer.select.iter().any(|named| named.pattern.matches(code));
            }
            if layer.ignore.iter().any(|named| named.pattern.matches(code)) {
                on = false;
            }
            if let Some((_, level)) = layer.severity.iter().rfind(|(named, _)| named.pattern.matches(code)) {
                weighed = level.is_some();
            }
        }
        on && weighed
    }

    /// The severity that takes the place of a finding's own.
    pub(crate) fn severity(&self, code: &str) -> Option<Severity> {
        let given = |layer: &Layer| {
            layer.severity.iter().rfind(|(named, _)| named.pattern.matches(code)).and_then(|(_, level)| *level)
        };
        self.layers().filter_map(given).last()
    }

    /// Whether statements are only quoted to be refuted, and the line that says so.
    pub(crate) fn refuted(&self) -> Option<usize> {
        self.layers().filter_map(|layer| layer.refuted).last()
    }

    /// The country whose words suggestions use, and the line that says so.
    pub(crate) fn locale(&self) -> Option<(&'static Locale, usize)> {
        self.layers().filter_map(|layer| layer.locale).last()
    }

    /// The standards that are asked about on a day, and names typed besides.
    pub(crate) fn standards(&self, typed: &[String], today: &str) -> Choice {
        let mut choice = Choice::default();
        today.clone_into(&mut choice.today);
        let names = self.layers().flat_map(|layer| &layer.standards).flat_map(|chosen| &chosen.names);
        // Names were checked where they were read.
        let _ = choice.select(names.chain(typed).map(String::as_str));
        choice
    }

    /// The `[[ignore]]`s that may concern the article.
    pub(crate) fn ignores(&self) -> impl Iterator<Item = &Ignore> {
        let ignores = self.config.iter().flat_map(|config| &config.ignores);
        ignores.filter(|ignore| ignore.file.as_ref().is_none_or(|glob| glob.matches(&self.path)))
    }

    /// The `[[input]]` that tells where the article is in its file.
    pub(crate) fn input(&self) -> Option<&FieldInput> {
        let inputs = self.config.as_ref().map_or(&[][..], |config| &config.inputs);
        inputs.iter().find(|input| input.files.iter().any(|glob| glob.matches(&self.path)))
    }

    /// The name of the configuration file.
    pub(crate) fn name(&self) -> &str {
        self.config.as_ref().map_or("", |config| &config.name)
    }
}
