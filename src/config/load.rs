//! From the text of a configuration file to what it sets, with every fault in one run.

use super::glob::Glob;
use super::keys::{self, Key, Shape};
use super::locale::locale;
use super::reader::{Reader, Value, in_order};
use super::{Chosen, Config, FieldInput, Ignore, Layer, Named};
use crate::cli::FailOn;
use healthlint::codes::{Codes, Pattern};
use healthlint::diagnostic::Diagnostic;
use healthlint::document::Format;
use healthlint::lexicon::nearest;
use healthlint::severity::Severity;
use healthlint::standards::{self, Choice};
use healthlint::suppress::is_date;
use std::ops::Range;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// Reads a configuration; what is wrong with it comes back in place of it.
pub(super) fn load(name: &str, folder: &Path, text: &str, codes: &Codes) -> Result<Config, Vec<Diagnostic>> {
    let mut loader = Loader { reader: Reader { name, text, faults: Vec::new() }, codes };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        loader.syntax(&error);
    }
    let mut config = Config { name: name.to_owned(), folder: folder.to_owned(), ..Config::default() };
    // What a broken file means cannot be known: of its keys only the syntax is told.
    if loader.reader.faults.is_empty() {
        loader.root(table.get_ref(), &mut config);
    }
    let mut faults = loader.reader.faults;
    faults.sort_by_key(|fault| fault.primary.as_ref().map(|label| label.span));
    if faults.is_empty() { Ok(config) } else { Err(faults) }
}

struct Loader<'a> {
    reader: Reader<'a>,
    codes: &'a Codes,
}

impl Loader<'_> {
    fn syntax(&mut self, error: &toml::de::Error) {
        let message = error.message().lines().collect::<Vec<_>>().join("; ");
        let place = error.span().unwrap_or(0..0);
        let of_ignore = message.contains("duplicate") && self.reader.text.contains("[[ignore]]");
        let help =
            "help: `ignore = […]` and [[ignore]] cannot stand in one file; write severity = { \"CLAIM\" = \"off\" }";
        self.reader.fault("config/syntax", message, place, if of_ignore { help } else { "" });
    }

    fn root(&mut self, table: &DeTable<'_>, config: &mut Config) {
        let mut all = Layer::default();
        let mut some = Vec::new();
        for (key, value) in self.reader.entries(table, keys::ROOT, &(0..0)) {
            match (key.name, key.shape) {
                ("files", _) => config.files = Some(self.globs(key, value)),
                ("exclude", _) => config.exclude = self.globs(key, value),
                ("fail-on", Shape::Choice(words)) => {
                    let line = self.reader.line(value.span().start);
                    config.fail_on = self.reader.choice(key, words, value).map(|word| (fail_on(word), line));
                }
                ("ignore", Shape::NamesOrTables(keys)) => self.ignore(key, keys, value, &mut all, config),
                ("override", Shape::Tables(keys)) => {
                    for (table, place) in self.reader.tables(key, value) {
                        some.push(self.layer(table, keys, &place));
                    }
                }
                ("input", Shape::Tables(keys)) => {
                    for (table, place) in self.reader.tables(key, value) {
                        config.inputs.extend(self.input(table, keys, &place));
                    }
                }
                _ => self.of_layer(key, value, &mut all),
            }
        }
        config.layers.push(all);
        config.layers.append(&mut some);
    }

    /// `ignore = ["…"]` or `[[ignore]]`.
    fn ignore(&mut self, key: &Key, keys: &'static [Key], value: &Value<'_>, all: &mut Layer, config: &mut Config) {
        let Some(list) = value.get_ref().as_array() else {
            self.reader.wrong(key, value);
            return;
        };
        for value in list {
            match value.get_ref() {
                DeValue::String(name) => all.ignore.extend(self.named(name, value.span())),
                DeValue::Table(table) => config.ignores.extend(self.single(table, keys, &value.span())),
                _ => self.reader.wrong(key, value),
            }
        }
    }

    /// One `[[override]]`.
    fn layer(&mut self, table: &DeTable<'_>, keys: &'static [Key], place: &Range<usize>) -> Layer {
        let mut layer = Layer { files: Some(Vec::new()), ..Layer::default() };
        for (key, value) in self.reader.entries(table, keys, place) {
            match (key.name, key.shape) {
                ("files", _) => layer.files = Some(self.globs(key, value)),
                ("ignore", _) => {
                    let names = self.reader.texts(key, value);
                    layer.ignore = names.into_iter().filter_map(|(name, place)| self.named(&name, place)).collect();
                }
                ("stance", Shape::Choice(words)) => {
                    let line = self.reader.line(value.span().start);
                    layer.refuted = self.reader.choice(key, words, value).map(|_| line);
                }
                _ => self.of_layer(key, value, &mut layer),
            }
        }
        layer
    }

    /// The keys that hold for all files or for some.
    fn of_layer(&mut self, key: &Key, value: &Value<'_>, layer: &mut Layer) {
        match key.shape {
            Shape::Names => {
                for (name, place) in self.reader.texts(key, value) {
                    let line = self.reader.line(place.start);
                    if Choice::names().any(|known| known == name) {
                        layer.standards.push(Chosen { written: name.clone(), names: vec![name], line });
                    } else {
                        let named = self.named(&name, place);
                        let codes = named.iter().flat_map(|named| self.codes.met(&named.pattern));
                        let codes: Vec<&str> = codes.collect();
                        // "doses/*" switches rules on; only claims are narrowed down.
                        if !codes.is_empty() && codes.iter().all(|code| standards::rule(code).is_some()) {
                            let meant = codes.into_iter().map(str::to_owned).collect();
                            layer.standards.push(Chosen { written: name, names: meant, line });
                        } else {
                            layer.select.extend(named);
                        }
                    }
                }
            }
            Shape::Severities => {
                let Some(table) = value.get_ref().as_table() else {
                    self.reader.wrong(key, value);
                    return;
                };
                for (name, value) in in_order(table) {
                    let named = self.named(name.get_ref(), name.span());
                    let level = self.reader.choice(key, keys::LEVELS, value);
                    layer.severity.extend(named.zip(level.map(severity)));
                }
            }
            Shape::Choice(words) if key.name == "locale" => {
                let line = self.reader.line(value.span().start);
                layer.locale = self.reader.choice(key, words, value).and_then(locale).map(|locale| (locale, line));
            }
            _ => {}
        }
    }

    /// One `[[ignore]]`.
    fn single(&mut self, table: &DeTable<'_>, keys: &'static [Key], place: &Range<usize>) -> Option<Ignore> {
        let mut pattern = None;
        let line = self.reader.line(place.start);
        let (mut file, mut quote, mut reason, mut until) = (None, String::new(), String::new(), String::new());
        for (key, value) in self.reader.entries(table, keys, place) {
            if matches!(key.shape, Shape::Date) {
                until = self.date(key, value).unwrap_or_default();
                continue;
            }
            let Some((text, place)) = self.reader.text(key, value) else { continue };
            if text.trim().is_empty() {
                self.reader.fault("config/empty", format!("`{}` is empty: {}", key.name, key.says), place, "");
                continue;
            }
            match key.name {
                "claim" => pattern = self.named(&text, place).map(|named| named.pattern),
                "file" => file = self.glob(&text, place),
                "quote" => quote = text,
                _ => text.trim().clone_into(&mut reason),
            }
        }
        Some(Ignore { pattern: pattern?, file, quote, reason, until, line })
    }

    /// A date, with or without quotes.
    fn date(&mut self, key: &Key, value: &Value<'_>) -> Option<String> {
        let written = match value.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            DeValue::String(date) => date.to_string(),
            _ => String::new(),
        };
        if is_date(&written) {
            return Some(written);
        }
        self.reader.wrong(key, value);
        None
    }

    /// One `[[input]]`.
    fn input(&mut self, table: &DeTable<'_>, keys: &'static [Key], place: &Range<usize>) -> Option<FieldInput> {
        let line = self.reader.line(place.start);
        let mut input = FieldInput { files: Vec::new(), field: String::new(), format: Format::Html, line };
        for (key, value) in self.reader.entries(table, keys, place) {
            match key.shape {
                Shape::Globs => input.files = self.globs(key, value),
                Shape::Choice(words) => {
                    if self.reader.choice(key, words, value) == Some("md") {
                        input.format = Format::Markdown;
                    }
                }
                _ => {
                    let Some((field, place)) = self.reader.text(key, value) else { continue };
                    if field.split('.').any(|part| part.trim().is_empty()) {
                        let message = format!("`field` is no path to a field: \"{field}\"");
                        let help = "help: write names with points between, such as \"content.rendered\"";
                        self.reader.fault("config/bad-field", message, place, help);
                    }
                    input.field = field;
                }
            }
        }
        (!input.field.is_empty()).then_some(input)
    }

    fn globs(&mut self, key: &Key, value: &Value<'_>) -> Vec<Glob> {
        let globs = self.reader.texts(key, value);
        globs.into_iter().filter_map(|(glob, place)| self.glob(&glob, place)).collect()
    }

    fn glob(&mut self, written: &str, place: Range<usize>) -> Option<Glob> {
        let line = self.reader.line(place.start);
        match Glob::new(written, line) {
            Ok(glob) => Some(glob),
            Err(trouble) => {
                self.reader.fault("config/bad-glob", format!("\"{written}\" {trouble}"), place, "");
                None
            }
        }
    }

    /// A pattern over claims; one that meets none is told with the nearest.
    fn named(&mut self, name: &str, place: Range<usize>) -> Option<Named> {
        let line = self.reader.line(place.start);
        if !name.is_empty() && Pattern::is_blanket(name) {
            return Some(Named { pattern: Pattern::any(), line });
        }
        let near = match self.codes.pattern(name) {
            Ok(pattern) => return Some(Named { pattern, line }),
            Err(near) => near,
        };
        let standards = || nearest(name, Choice::names()).into_iter().map(str::to_owned).collect();
        let near: Vec<String> = if near.is_empty() { standards() } else { near };
        let near: Vec<String> = near.iter().map(|near| format!("`{near}`")).collect();
        let help = match near.as_slice() {
            _ if name.starts_with("suppression") => "help: what is said of suppressions always holds".to_owned(),
            [] => "help: healthlint list shows all claims".to_owned(),
            near => format!("help: did you mean {}?", near.join(" or ")),
        };
        self.reader.fault("config/unknown-claim", format!("there is no claim or area `{name}`"), place, help);
        None
    }
}

fn fail_on(word: &str) -> FailOn {
    match word {
        "warning" => FailOn::Warning,
        "info" => FailOn::Info,
        "never" => FailOn::Never,
        _ => FailOn::Error,
    }
}

/// The severity of a word; `None` for `off`.
fn severity(word: &str) -> Option<Severity> {
    match word {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "info" => Some(Severity::Info),
        _ => None,
    }
}
