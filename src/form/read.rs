//! A file held against its fields: all faults of form in one run, each with what belongs there and an example.

use super::field::{Field, Shape};
use super::nearest::nearest;
use super::{repair, syntax};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

/// A sort of file. Where its fields are known, faults of form are told in their words.
pub trait Form {
    /// What the file may hold; none if only the reader's own words tell what is wrong.
    const FIELDS: &'static [Field] = &[];
    /// Fields of other sorts of files that are mistaken for its own, and where those lie.
    const ELSEWHERE: &'static [(&'static str, &'static [Field])] = &[];
}

/// Reads a TOML file into its table; `None` if anything is wrong with its form, which has been told then.
pub fn parse<T: DeserializeOwned + Form>(path: &str, text: &str, faults: &mut Vec<Diagnostic>) -> Option<T> {
    let fields = T::FIELDS;
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        syntax::tell(path, text, table.get_ref(), &errors, fields, faults);
        return None;
    }
    if !fields.is_empty() {
        let before = faults.len();
        let walk =
            Walk { path, root: fields, elsewhere: T::ELSEWHERE, file: table.get_ref(), faults, told: Vec::new() };
        walk.file(text);
        if faults.len() > before {
            return None;
        }
    }
    match T::deserialize(Deserializer::from(table)) {
        Ok(read) => Some(read),
        Err(error) => {
            faults.push(unread(path, &error));
            None
        }
    }
}

/// A fault that only the table's own reader found.
fn unread(path: &str, error: &toml::de::Error) -> Diagnostic {
    let message = error.message().lines().collect::<Vec<_>>().join("; ");
    let code = if message.contains("unknown field") {
        "claims/unknown-field"
    } else if message.contains("unknown variant") {
        "claims/unknown-word"
    } else if message.contains("missing field") {
        "claims/missing-field"
    } else {
        "claims/wrong-type"
    };
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let near = quoted.split_first().and_then(|(wrong, right)| nearest(wrong, right.iter().copied()).first().copied());
    let help = near.map(|near| format!("help: did you mean `{near}`?"));
    let mut fault = Diagnostic::error(code, path, message.as_str());
    if let Some(span) = error.span() {
        fault = fault.at(Span::new(span.start, span.end), "here");
    }
    fault.notes.extend(help);
    fault
}

/// The field that a word of a file stands in, and its place: words are found by what they say and, where it is known,
/// by where they stand. Only fields below the table of this name are looked at.
pub fn place_of(
    text: &str,
    fields: &'static [Field],
    table: &str,
    word: &str,
    near: &Range<usize>,
) -> Option<(&'static Field, Range<usize>)> {
    let (file, _) = DeTable::parse_recoverable(text);
    let field = fields.iter().find(|field| field.name == table)?;
    find(field, file.get_ref().get(table)?, word, near)
}

fn find(
    field: &'static Field,
    value: &Spanned<DeValue<'_>>,
    word: &str,
    near: &Range<usize>,
) -> Option<(&'static Field, Range<usize>)> {
    match value.get_ref() {
        DeValue::String(text) => {
            (text == word && (near.is_empty() || *near == value.span())).then(|| (field, value.span()))
        }
        DeValue::Array(list) => list.iter().find_map(|inner| find(field, inner, word, near)),
        DeValue::Table(table) => in_order(table).into_iter().find_map(|(name, inner)| {
            let kinds = if let Shape::OneOf(kinds) = field.shape { kinds } else { &[] };
            if let Some((_, fields)) = kinds.iter().find(|kind| kind.0 == name.get_ref()) {
                let table = inner.get_ref().as_table()?;
                return in_order(table).into_iter().find_map(|(name, inner)| {
                    find(fields.iter().find(|field| field.name == name.get_ref())?, inner, word, near)
                });
            }
            find(field.shape.fields().iter().find(|field| field.name == name.get_ref())?, inner, word, near)
        }),
        _ => None,
    }
}

/// A name with its place.
type Name<'t> = Spanned<Cow<'t, str>>;
/// A value with its place.
type Value<'t> = Spanned<DeValue<'t>>;

/// The entries of a table in the order of the file.
fn in_order<'t, 'v>(table: &'v DeTable<'t>) -> Vec<(&'v Name<'t>, &'v Value<'t>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(name, _)| name.span().start);
    entries
}

struct Walk<'a, 't> {
    path: &'a str,
    root: &'static [Field],
    elsewhere: &'static [(&'static str, &'static [Field])],
    file: &'a DeTable<'t>,
    faults: &'a mut Vec<Diagnostic>,
    /// Fields that were told of at length; once is enough.
    told: Vec<&'static str>,
}

impl<'t> Walk<'_, 't> {
    fn file(mut self, text: &str) {
        let file = self.file;
        let of_claims = self.root.iter().any(|field| field.needed);
        let Some((first, _)) = in_order(file).first().copied() else {
            if of_claims {
                let help = "help: healthlint claims new FOLDER/NAME KIND writes one to be filled in".to_owned();
                let message = "the file holds no claim".to_owned();
                let first = text.chars().next().map_or(0, char::len_utf8);
                self.fault("claims/blank", message, 0..first, "nothing here", vec![help]);
            }
            return;
        };
        let known = |name: &Name<'t>| {
            self.root
                .iter()
                .any(|field| field.name == name.get_ref() || self.meant(name.get_ref(), self.root).is_some())
        };
        if !of_claims && !file.iter().any(|(name, _)| known(name)) {
            let wanted: Vec<String> = self.root.iter().map(|field| bare(&field.line(""))).collect();
            let help = format!(
                "help: files of this folder hold {}; a claim lies in the folder of its subject",
                wanted.join(", ")
            );
            let message = "nothing in this file belongs here".to_owned();
            self.fault("claims/unknown-field", message, first.span(), "unknown here", vec![help]);
            return;
        }
        let first = in_order(file).first().map_or(0..0, |(name, _)| name.span());
        self.table(file, self.root, &first, "");
    }

    /// A table with its fields. `header` is where it begins, `here` how that is written; empty for the file itself.
    fn table(&mut self, table: &DeTable<'t>, fields: &'static [Field], header: &Range<usize>, here: &str) {
        for (name, value) in in_order(table) {
            match fields.iter().find(|field| field.name == name.get_ref()) {
                Some(field) => self.value(field, value),
                None => self.unknown(name, value, fields, here),
            }
        }
        let meant: Vec<&str> =
            in_order(table).iter().filter_map(|(name, _)| self.meant(name.get_ref(), fields)).collect();
        for field in fields.iter().filter(|field| field.needed && !table.contains_key(field.name)) {
            // What is there under a wrong name was told.
            if meant.contains(&field.name) {
                continue;
            }
            let place = if here.is_empty() { "the file" } else { here };
            let notes = self.notes(field, None);
            self.fault(
                "claims/missing-field",
                format!("`{}` is missing in {place}", field.name),
                header.clone(),
                if here.is_empty() { "missing here" } else { "missing below this line" },
                notes,
            );
        }
    }

    fn value(&mut self, field: &'static Field, value: &Value<'t>) {
        match (field.shape, value.get_ref()) {
            (Shape::Text | Shape::OneOrMany, DeValue::String(text)) => {
                if is_blank(text) {
                    self.blank(field, value);
                }
            }
            (Shape::Texts | Shape::OneOrMany, DeValue::Array(list)) => self.words(field, value, list, field.needed),
            (Shape::Groups, DeValue::Array(list)) => {
                if list.is_empty() && field.needed {
                    self.blank(field, value);
                }
                for group in list {
                    let Some(words) = group.get_ref().as_array() else {
                        // One list where lists are wanted: told once, of the whole.
                        self.wrong(field, value);
                        return;
                    };
                    self.words(field, group, words, true);
                }
            }
            (Shape::Choice(words), DeValue::String(text)) => {
                if text.trim().is_empty() {
                    self.blank(field, value);
                } else if !words.iter().any(|word| word.0 == text) {
                    self.unknown_word(field, value, text);
                }
            }
            (Shape::Flag, DeValue::Boolean(_)) | (Shape::Number, DeValue::Integer(_) | DeValue::Float(_)) => {}
            (Shape::Count, DeValue::Integer(number)) if number.as_str().parse::<u8>().is_ok() => {}
            (Shape::Date, DeValue::Datetime(date)) if date.date.is_some() && date.time.is_none() => {}
            (Shape::Table(fields), DeValue::Table(table)) => {
                self.table(table, fields, &value.span(), &format!("[{}]", field.name));
            }
            (Shape::Tables(fields, _), DeValue::Array(list)) => {
                for inner in list {
                    match inner.get_ref().as_table() {
                        Some(table) => self.table(table, fields, &inner.span(), &format!("[[{}]]", field.name)),
                        None => self.wrong(field, inner),
                    }
                }
            }
            (Shape::OneOf(kinds), DeValue::Table(table)) => self.one_of(field, kinds, table, value),
            _ => self.wrong(field, value),
        }
    }

    /// The words of a list: there is one at least where something is wanted, and none is empty.
    fn words(&mut self, field: &'static Field, place: &Value<'t>, list: &[Value<'t>], wanted: bool) {
        if list.is_empty() && wanted {
            self.blank(field, place);
        }
        for word in list {
            match word.get_ref().as_str() {
                Some(text) if is_blank(text) => self.blank(field, word),
                Some(_) => {}
                // A list in a list: the whole has the wrong form.
                None => {
                    self.wrong(field, if field.shape == Shape::Groups { word } else { place });
                    return;
                }
            }
        }
    }

    /// Exactly one table of some kinds.
    fn one_of(&mut self, field: &'static Field, kinds: &'static [super::Kind], table: &DeTable<'t>, place: &Value<'t>) {
        let mut seen: Option<&str> = None;
        let entries = in_order(table);
        for (name, value) in &entries {
            let Some((kind, fields)) = kinds.iter().find(|kind| kind.0 == name.get_ref()) else {
                self.unknown_kind(field, kinds, name, value);
                continue;
            };
            if let Some(first) = seen {
                self.fault(
                    "claims/unknown-field",
                    format!("there is a second rule beside [{}.{first}]", field.name),
                    name.span(),
                    "second rule",
                    vec![
                        "help: a claim has exactly one rule; make another claim of this one and name both as siblings"
                            .into(),
                    ],
                );
                continue;
            }
            seen = Some(kind);
            let here = format!("[{}.{kind}]", field.name);
            match value.get_ref() {
                DeValue::Table(inner) => self.table(inner, fields, &value.span(), &here),
                _ => self.fault(
                    "claims/wrong-type",
                    format!("{here} must be one table"),
                    name.span(),
                    "this is something else",
                    vec![format!("help: write {here} with one pair of brackets, and its fields below it")],
                ),
            }
        }
        if entries.is_empty() {
            let message = format!("`{}` has no kind", field.name);
            self.fault("claims/missing-field", message, place.span(), "missing here", with_example(field, None));
        }
    }

    fn unknown_kind(&mut self, field: &Field, kinds: &'static [super::Kind], name: &Name<'t>, value: &Value<'t>) {
        let known: Vec<String> = kinds.iter().map(|kind| format!("[{}.{}]", field.name, kind.0)).collect();
        let help = match nearest(name.get_ref(), kinds.iter().map(|kind| kind.0)).first() {
            Some(near) if value.get_ref().is_table() => format!("help: did you mean [{}.{near}]?", field.name),
            _ => format!("help: begin the rule with its kind, one of {}", known.join(", ")),
        };
        let message = format!("`{}` is no kind of rule", name.get_ref());
        self.fault("claims/unknown-field", message, name.span(), "no kind", vec![help]);
    }

    /// Nothing where something was to be written.
    fn blank(&mut self, field: &'static Field, value: &Value<'t>) {
        let mut notes = self.notes(field, None);
        if !field.needed {
            notes.push("note: or take the line out".to_owned());
        }
        let message = format!("`{}` is empty", field.name);
        self.fault("claims/blank", message, value.span(), "fill this in", notes);
    }

    /// A value of another form than its field wants.
    fn wrong(&mut self, field: &'static Field, value: &Value<'t>) {
        let message = match field.shape {
            Shape::Table(_) | Shape::OneOf(_) => format!("`{}` must be a table of its own", field.name),
            Shape::Tables(..) => format!("[[{}]] is written with two pairs of brackets", field.name),
            shape => format!("`{}` must be {}", field.name, shape.words()),
        };
        let found = match value.get_ref() {
            DeValue::String(_) => "these are words in quotes",
            DeValue::Integer(_) | DeValue::Float(_) => "this is a number",
            DeValue::Boolean(_) => "this is true or false",
            DeValue::Datetime(_) => "this is another kind of date or time",
            DeValue::Array(_) => "this is a list of another form",
            DeValue::Table(_) => "this is one table",
        };
        let notes = self.notes(field, repair::repaired(field.shape, value.get_ref()));
        self.fault("claims/wrong-type", message, value.span(), found, notes);
    }

    fn unknown_word(&mut self, field: &'static Field, value: &Value<'t>, text: &str) {
        let Shape::Choice(words) = field.shape else { return };
        let meant = repair::choice(words, text).map(repair::quoted);
        let message = format!("`{}` knows no \"{text}\"", field.name);
        let notes = self.notes(field, meant);
        self.fault("claims/unknown-word", message, value.span(), "unknown word", notes);
    }

    /// A field that this table does not have: it belongs elsewhere, is misspelt, or there is none.
    fn unknown(&mut self, name: &Name<'t>, value: &Value<'t>, fields: &'static [Field], here: &str) {
        let typed = name.get_ref().as_ref();
        let known: Vec<String> = fields.iter().map(|field| field.line("")).map(|line| bare(&line)).collect();
        let place = if here.is_empty() { "this file" } else { here };
        let mut notes = Vec::new();
        if let Some(home) = self.home(typed) {
            notes.push(format!("help: {home}"));
        } else if let Some(near) = self.meant(typed, fields) {
            let near = fields.iter().find(|field| field.name == near);
            notes.push(format!("help: did you mean `{}`?", near.map_or_else(String::new, |f| bare(&f.line("")))));
        }
        notes.push(format!("note: known in {place} are {}", known.join(", ")));
        let shown = match value.get_ref() {
            DeValue::Array(list) if list.first().is_some_and(|v| v.get_ref().is_table()) => format!("[[{typed}]]"),
            DeValue::Table(_) => format!("[{typed}]"),
            _ => format!("field `{typed}`"),
        };
        self.fault(
            "claims/unknown-field",
            format!("there is no {shown} in {place}"),
            name.span(),
            "unknown here",
            notes,
        );
    }

    /// The field that was meant by a name which is none: a misspelt one, or the rule whose kind it is.
    fn meant(&self, name: &str, fields: &'static [Field]) -> Option<&'static str> {
        if fields.iter().any(|field| field.name == name) {
            return None;
        }
        let is_kind = |field: &&Field| matches!(field.shape, Shape::OneOf(kinds) if kinds.iter().any(|k| k.0 == name));
        if let Some(rule) = fields.iter().find(is_kind) {
            return Some(rule.name);
        }
        let plain = name.trim().to_lowercase().replace('-', "_");
        let near = nearest(&plain, fields.iter().map(|field| field.name)).first().copied();
        near.filter(|_| self.home(name).is_none())
    }

    /// Where else in this sort of file a field of this name belongs.
    fn home(&self, name: &str) -> Option<String> {
        if self.root.iter().any(|field| field.name == name) {
            return Some(format!(
                "`{name}` belongs to the top of the file: every line below a [ ] line is taken for a part of it"
            ));
        }
        for field in self.root {
            if field.shape.fields().iter().any(|inner| inner.name == name) {
                return Some(format!("`{name}` belongs below {}", bare(&field.line(""))));
            }
            let Shape::OneOf(kinds) = field.shape else { continue };
            if kinds.iter().any(|kind| kind.0 == name) {
                return Some(format!("write [{}.{name}]", field.name));
            }
            let present = self.file.get(field.name).and_then(|rule| rule.get_ref().as_table());
            let mut having = kinds.iter().filter(|kind| kind.1.iter().any(|inner| inner.name == name));
            let own = having.clone().find(|kind| present.is_some_and(|table| table.contains_key(kind.0)));
            if let Some((kind, _)) = own {
                return Some(format!("`{name}` belongs below [{}.{kind}]", field.name));
            }
            if let Some((kind, _)) = having.next() {
                return Some(format!("`{name}` is a field of [{}.{kind}], another kind of rule", field.name));
            }
        }
        let mut elsewhere = self.elsewhere.iter();
        let (place, _) = elsewhere.find(|(_, fields)| fields.iter().any(|field| field.name == name))?;
        Some(format!("`{name}` belongs to {place}"))
    }

    /// What belongs into a field; the second time only the line to write.
    fn notes(&mut self, field: &'static Field, meant: Option<String>) -> Vec<String> {
        let mut notes = with_example(field, meant);
        if self.told.contains(&field.name) {
            notes.truncate(1);
        }
        self.told.push(field.name);
        notes
    }

    fn fault(&mut self, code: &str, message: String, place: Range<usize>, label: &str, notes: Vec<String>) {
        let mut fault = Diagnostic::error(code, self.path, message).at(Span::new(place.start, place.end), label);
        fault.notes = notes;
        self.faults.push(fault);
    }
}

/// What belongs into a field: a line to write (as it was probably meant, or an example), and what it is for.
pub(super) fn with_example(field: &Field, meant: Option<String>) -> Vec<String> {
    let mut notes = Vec::new();
    match (&field.shape, meant) {
        (Shape::Table(inner) | Shape::Tables(inner, _), _) => {
            let lines: Vec<String> = inner.iter().map(|f| f.line(f.sample)).collect();
            notes.push(format!("help: write\n{}\n{}", field.line(""), lines.join("\n")));
        }
        (Shape::OneOf(kinds), _) => {
            let known: Vec<String> = kinds.iter().map(|kind| format!("[{}.{}]", field.name, kind.0)).collect();
            notes.push(format!("help: write one of {}, and its fields below it", known.join(", ")));
        }
        (_, Some(meant)) => notes.push(format!("help: write {}", field.line(&meant))),
        (_, None) => notes.push(format!("help: write for example {}", field.line(field.sample))),
    }
    notes.push(format!("note: {}: {}", field.name, field.says));
    if let Shape::Choice(words) = field.shape {
        notes.push(format!("note: known are {}", choices(words)));
    }
    notes
}

/// The words of a choice, each with its meaning where that is told.
pub fn choices(words: &[super::Word]) -> String {
    let told = |(word, means): &super::Word| {
        if means.is_empty() { (*word).to_owned() } else { format!("{word} ({means})") }
    };
    words.iter().map(told).collect::<Vec<_>>().join(", ")
}

/// A line without its value.
fn bare(line: &str) -> String {
    line.trim_end_matches(" = ").to_owned()
}

/// Whether there is nothing to read: no letter and no digit, as in an untouched template.
fn is_blank(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}
