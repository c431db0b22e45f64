//! Values of TOML with their places, read one by one so that all faults of a file are told in one run.

use super::keys::{Key, Shape};
use healthlint::diagnostic::Diagnostic;
use healthlint::lexicon::nearest;
use healthlint::span::Span;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A file while it is read.
pub(super) struct Reader<'a> {
    pub(super) name: &'a str,
    pub(super) text: &'a str,
    pub(super) faults: Vec<Diagnostic>,
}

/// A value and its place.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

impl Reader<'_> {
    /// Tells a fault of a place, with a further line unless that is empty.
    pub(super) fn fault(
        &mut self,
        code: &str,
        message: impl Into<String>,
        place: Range<usize>,
        note: impl Into<String>,
    ) {
        let fault = Diagnostic::error(code, self.name, message).at(Span::new(place.start, place.end), "here");
        let note = note.into();
        self.faults.push(if note.is_empty() { fault } else { fault.note(note) });
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
    }

    /// The entries of a table in the order of the file; keys that are not known or missing are told.
    pub(super) fn entries<'t, 'v>(
        &mut self,
        table: &'v DeTable<'t>,
        keys: &'static [Key],
        place: &Range<usize>,
    ) -> Vec<(&'static Key, &'v Value<'t>)> {
        let mut entries = Vec::new();
        for (name, value) in in_order(table) {
            match keys.iter().find(|key| key.name == name.get_ref().as_ref()) {
                Some(key) => entries.push((key, value)),
                None => self.unknown_key(name.get_ref(), name.span(), keys),
            }
        }
        for key in keys.iter().filter(|key| key.needed) {
            if !entries.iter().any(|(known, _)| known.name == key.name) {
                let message = format!("`{}` is missing: {}", key.name, key.says);
                self.fault("config/missing-key", message, place.clone(), "");
            }
        }
        entries
    }

    fn unknown_key(&mut self, name: &str, place: Range<usize>, keys: &'static [Key]) {
        let near = nearest(&name.replace('_', "-"), keys.iter().map(|key| key.name));
        let known: Vec<&str> = keys.iter().map(|key| key.name).collect();
        let help = match near.first() {
            Some(near) => format!("help: did you mean `{near}`?"),
            None => format!("help: known are {}", known.join(", ")),
        };
        self.fault("config/unknown-key", format!("there is no key `{name}`"), place, help);
    }

    /// A value of another kind than its key asks for.
    pub(super) fn wrong(&mut self, key: &Key, value: &Value<'_>) {
        let wanted = match key.shape {
            Shape::Text | Shape::Glob | Shape::Name => "words in quotes".to_owned(),
            Shape::Globs | Shape::Names => "a list of words in quotes: [\"…\"]".to_owned(),
            Shape::NamesOrTables(_) => {
                format!("a list of words in quotes, or tables that each begin with [[{}]]", key.name)
            }
            Shape::Severities => "a table such as { \"herpes/*\" = \"warning\" }".to_owned(),
            Shape::Choice(words) => format!("one of {}", words.join(", ")),
            Shape::Date => "a date such as 2027-01-31".to_owned(),
            Shape::Tables(_) => format!("one or more tables that each begin with [[{}]]", key.name),
        };
        let message = format!("`{}` must be {wanted}", key.name);
        let found = format!("note: found {}", kind(value.get_ref()));
        self.fault("config/wrong-type", message, value.span(), found);
    }

    /// Words in quotes.
    pub(super) fn text(&mut self, key: &Key, value: &Value<'_>) -> Option<(String, Range<usize>)> {
        let text = value.get_ref().as_str().map(|text| (text.to_owned(), value.span()));
        if text.is_none() {
            self.wrong(key, value);
        }
        text
    }

    /// A list of words in quotes; a lone one is no list.
    pub(super) fn texts(&mut self, key: &Key, value: &Value<'_>) -> Vec<(String, Range<usize>)> {
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(key, value);
            return Vec::new();
        };
        list.iter().filter_map(|value| self.text(key, value)).collect()
    }

    /// One of some words.
    pub(super) fn choice(&mut self, key: &Key, words: &[&'static str], value: &Value<'_>) -> Option<&'static str> {
        let typed = value.get_ref().as_str();
        let known = typed.and_then(|typed| words.iter().find(|word| **word == typed));
        if known.is_none() {
            match typed {
                None => self.wrong(key, value),
                Some(typed) => {
                    let message = format!("`{}` cannot be \"{typed}\"", key.name);
                    let near = nearest(typed, words.iter().copied());
                    let near = near.first().map_or_else(String::new, |near| format!("did you mean \"{near}\"? "));
                    let help = format!("help: {near}known are {}", words.join(", "));
                    self.fault("config/unknown-word", message, value.span(), help);
                }
            }
        }
        known.copied()
    }

    /// The tables of `[[name]]`.
    pub(super) fn tables<'t, 'v>(&mut self, key: &Key, value: &'v Value<'t>) -> Vec<(&'v DeTable<'t>, Range<usize>)> {
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(key, value);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for value in list {
            match value.get_ref().as_table() {
                Some(table) => tables.push((table, value.span())),
                None => self.wrong(key, value),
            }
        }
        tables
    }
}

/// The entries of a table in the order of the file.
pub(super) fn in_order<'t, 'v>(table: &'v DeTable<'t>) -> Vec<(&'v Spanned<std::borrow::Cow<'t, str>>, &'v Value<'t>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(name, _)| name.span().start);
    entries
}

/// What a value is, in plain words.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "words in quotes",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or a time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
