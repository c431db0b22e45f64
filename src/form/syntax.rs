//! What is no TOML, told by what was probably meant: quotes of a word processor, a quote or a bracket that is missing,
//! a date in another order, a field written twice.

use super::field::{Field, Shape};
use super::read::with_example;
use super::repair::{CURLY, from_text, quoted};
use crate::diagnostic::{Diagnostic, Label};
use crate::span::Span;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Tells what is wrong with the syntax of a file, one fault a line, and nothing that only follows from another fault.
pub(super) fn tell(
    path: &str,
    text: &str,
    table: &DeTable<'_>,
    errors: &[toml::de::Error],
    fields: &'static [Field],
    faults: &mut Vec<Diagnostic>,
) {
    let file = File { path, text, table, fields };
    let mut errors: Vec<(Range<usize>, &str)> =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message())).collect();
    // What was left open is told before what follows from it.
    errors.sort_by_key(|(span, message)| (!leaves_open(message), span.start));
    let mut told: Vec<Range<usize>> = Vec::new();
    let mut out = Vec::new();
    for (span, message) in errors {
        if told.iter().any(|place| place.start <= span.start && span.start <= place.end) {
            continue;
        }
        let line = file.line(span.start);
        // A value that was left open swallows what comes behind it.
        let reach = if leaves_open(message) { file.value_at(span.start).map(|(_, place)| place) } else { None };
        told.push(reach.map_or(line.clone(), |place| line.start.min(place.start)..line.end.max(place.end)));
        out.push(file.fault(&span, message));
        if message.starts_with("carriage return") || message.starts_with("duplicate key") && file.is_table(&span) {
            break;
        }
    }
    out.sort_by_key(|fault| fault.primary.as_ref().map(|label| label.span.start));
    faults.append(&mut few_of_each(&out));
}

/// A file that went through a word processor has one fault in every line: told a few times, then counted.
fn few_of_each(faults: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        let alike = |other: &&Diagnostic| other.message == fault.message;
        let (all, told) = (faults.iter().filter(alike).count(), out.iter().filter(alike).count());
        if told + 1 == MOST && all > MOST {
            out.push(fault.clone().note(format!("note: so it is in {} further places of this file", all - MOST)));
        } else if told < MOST {
            out.push(fault.clone());
        }
    }
    out
}

/// Whether an error says that something has no end.
fn leaves_open(message: &str) -> bool {
    message.contains("basic string")
        || message.contains("literal string, expected") && message.starts_with("invalid")
        || message.starts_with("unexpected `=` in array")
        || message == "unclosed array, expected `]`"
}

/// So many faults of one sort are told of a file.
const MOST: usize = 3;

struct File<'a, 't> {
    path: &'a str,
    text: &'a str,
    table: &'a DeTable<'t>,
    fields: &'static [Field],
}

impl File<'_, '_> {
    /// The line of a byte, without its end.
    fn line(&self, at: usize) -> Range<usize> {
        let before = self.text.get(..at).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |n| n + 1);
        let end = self.text.get(at..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |n| at + n);
        let line = self.text.get(start..end).unwrap_or_default();
        start..start + line.trim_end().len()
    }

    fn get(&self, place: &Range<usize>) -> &str {
        self.text.get(place.clone()).unwrap_or_default()
    }

    /// The field that a byte stands in, by name, and the place of its value.
    fn value_at(&self, at: usize) -> Option<(String, Range<usize>)> {
        value_at(self.table, at)
    }

    /// The name that a line gives a value, as it is written.
    fn name(&self, line: &Range<usize>) -> Option<&str> {
        self.get(line).split_once('=').map(|(name, _)| name.trim()).filter(|name| !name.is_empty())
    }

    fn field(&self, name: &str) -> Option<&'static Field> {
        named(self.fields, name)
    }

    /// Whether a place is the name of a table.
    fn is_table(&self, span: &Range<usize>) -> bool {
        self.get(&self.line(span.start)).trim_start().starts_with('[')
    }

    fn told(&self, message: impl Into<String>, place: &Range<usize>, label: &str, notes: Vec<String>) -> Diagnostic {
        let mut fault =
            Diagnostic::error("claims/syntax", self.path, message).at(Span::new(place.start, place.end), label);
        fault.notes = notes;
        fault
    }

    fn fault(&self, span: &Range<usize>, message: &str) -> Diagnostic {
        let line = self.line(span.start);
        if let Some(fault) = self.invisible(&line) {
            return fault;
        }
        if leaves_open(message) {
            return if message.contains("string") { self.open_text(span) } else { self.open_list(span) };
        }
        if message.starts_with("string values must be quoted") {
            return self.unquoted(span);
        }
        if message.starts_with("invalid date")
            || message.starts_with("invalid float")
            || message.starts_with("invalid boolean")
            || message.contains("number")
            || message.contains("leading zero")
        {
            return self.odd_value(span, message);
        }
        if message.starts_with("duplicate key") {
            return self.twice(span);
        }
        if message.starts_with("key with no value") {
            return self.no_value(span, &line);
        }
        if message.starts_with("unexpected key or value") {
            return self.behind(span, &line);
        }
        let (headline, help) = if message.starts_with("missing comma") {
            ("a comma is missing", "help: separate the entries of a list with commas: [\"one\", \"two\"]")
        } else if message.starts_with("extra comma") {
            ("there is a comma too many", "help: one comma between two entries: [\"one\", \"two\"]")
        } else if message.contains("escape") || message.contains("unicode value") {
            ("a backslash has a meaning of its own", "help: write two of them for one, or a text in 'single quotes'")
        } else if message.starts_with("unclosed array table") {
            ("the closing ]] is missing", "help: write for example [[flag]]")
        } else if message.starts_with("unclosed table") {
            ("the closing ] is missing", "help: write for example [rule.proposition]")
        } else if message.starts_with("carriage return") {
            (
                "the file has line ends that TOML does not know",
                "help: save it as plain text with Unix or Windows line ends",
            )
        } else if message.starts_with("invalid unquoted key") {
            ("this is no name of a field", "help: names are made of small letters and _; a comment begins with #")
        } else {
            return self.told(
                format!("TOML cannot read this: {message}"),
                &self.shown(span),
                "here",
                self.example(&line),
            );
        };
        self.told(headline, &self.shown(span), "here", vec![help.to_owned()])
    }

    /// A place that can be seen: the word that an empty one stands at.
    fn shown(&self, span: &Range<usize>) -> Range<usize> {
        if !span.is_empty() {
            return span.clone();
        }
        let rest = self.text.get(span.start..).unwrap_or_default();
        let word = rest.split(['\n', ',', ']']).next().unwrap_or_default();
        if word.trim().is_empty() { self.line(span.start) } else { span.start..span.start + word.trim_end().len() }
    }

    /// What belongs into the field of a line, if it is known.
    fn example(&self, line: &Range<usize>) -> Vec<String> {
        self.name(line).and_then(|name| self.field(name)).map(|field| with_example(field, None)).unwrap_or_default()
    }

    /// Characters that nobody sees, outside of quotes: word processors leave them.
    fn invisible(&self, line: &Range<usize>) -> Option<Diagnostic> {
        let written = self.get(line);
        let outside = written.split('"').next().unwrap_or_default();
        let (at, c) = outside.char_indices().find(|(_, c)| {
            matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2028}')
        })?;
        let place = line.start + at..line.start + at + c.len_utf8();
        let help = "help: delete it and type a plain space; word processors and web pages put it there".to_owned();
        Some(self.told("an invisible character stands here", &place, "not a plain space", vec![help]))
    }

    /// Words without straight quotes around them.
    fn unquoted(&self, span: &Range<usize>) -> Diagnostic {
        let line = self.line(span.start);
        let word = self.get(span);
        let in_list = !self.get(&(line.start..span.start)).trim_end().ends_with('=');
        let name = self.value_at(span.start).map(|(name, _)| name).or_else(|| self.name(&line).map(str::to_owned));
        let field = name.as_deref().and_then(|name| self.field(name));
        let lead = |value: &str| match &name {
            Some(name) if !in_list => format!("help: write {name} = {value}"),
            _ => format!("help: write {value}"),
        };
        let plain = word.trim().trim_matches(|c| CURLY.contains(&c) || c == '"');
        if word.chars().any(|c| CURLY.contains(&c)) {
            let value = match field {
                Some(field) if !in_list => from_text(field.shape, word).unwrap_or_else(|| field.sample.to_owned()),
                _ => quoted(plain),
            };
            return self.told(
                "these quotes are a word processor's: TOML knows straight quotes only",
                span,
                "curly quotes",
                vec![
                    lead(&value),
                    "note: write claims in a plain text editor, or switch its smart quotes off".to_owned(),
                ],
            );
        }
        match (field, name.as_deref()) {
            _ if word.trim().is_empty() => {
                let message = format!("`{}` has no value", name.as_deref().unwrap_or("this"));
                self.told(
                    message,
                    &self.shown(span),
                    "nothing behind the =",
                    field.map_or_else(Vec::new, |f| with_example(f, None)),
                )
            }
            (Some(field), Some(name)) if !in_list => {
                let message = format!("`{name}` must be {}", field.shape.words());
                self.told(
                    message,
                    span,
                    "this is neither in quotes nor a number or date",
                    with_example(field, from_text(field.shape, word)),
                )
            }
            _ => self.told("words stand in straight quotes", span, "no quotes", vec![lead(&quoted(plain))]),
        }
    }

    /// A number, a date or a word that is almost one.
    fn odd_value(&self, span: &Range<usize>, message: &str) -> Diagnostic {
        let line = self.line(span.start);
        let written = self.get(&line);
        let value = written.split_once('=').map_or("", |(_, value)| value).split('#').next().unwrap_or_default().trim();
        let at = written.find('=').map_or(0, |at| at + 1);
        let start = line.start + at + self.get(&(line.start + at..line.end)).find(value).unwrap_or(0);
        let place = start..start + value.len();
        let name = self.name(&line).unwrap_or_default();
        let Some(field) = self.field(name) else {
            return self.told(format!("TOML cannot read this: {message}"), &place, "here", Vec::new());
        };
        let meant = from_text(field.shape, value).filter(|meant| meant != value);
        let label = match field.shape {
            Shape::Date if meant.is_none() => "no day of the calendar, or not clear which",
            Shape::Date => "in another order",
            _ => "of another form",
        };
        self.told(format!("`{name}` must be {}", field.shape.words()), &place, label, with_example(field, meant))
    }

    /// A text without its closing quote.
    fn open_text(&self, span: &Range<usize>) -> Diagnostic {
        let start = text_ending_at(self.table, span.start).unwrap_or_else(|| self.line(span.start).start);
        let line = self.line(start);
        let rest = self.get(&(start..line.end));
        if rest.starts_with("\"\"\"") || rest.starts_with("'''") {
            let place = start..start + 3;
            let help = "help: put \"\"\" behind the last line of the text".to_owned();
            return self.told(
                "the closing \"\"\" of this text is missing",
                &place,
                "begins here and has no end",
                vec![help],
            );
        }
        let mixed = rest.trim_end().ends_with(|c| CURLY.contains(&c));
        let label = if mixed { "ends with a curly quote" } else { "begins here and has no end" };
        let help = if mixed {
            "help: a text that begins with a straight quote ends with one"
        } else {
            "help: put \" behind the text; one of several lines stands between \"\"\" and \"\"\""
        };
        self.told("the closing quote of this text is missing", &(start..line.end), label, vec![help.to_owned()])
    }

    /// A list without its closing bracket.
    fn open_list(&self, span: &Range<usize>) -> Diagnostic {
        let (name, place) = self.value_at(span.start).unwrap_or_else(|| (String::new(), self.line(span.start)));
        let line = self.line(place.start);
        let help = format!("help: put ] behind its last entry: {name} = [\"one\", \"two\"]");
        let place = line.start.max(place.start)..line.end;
        self.told(format!("the list of `{name}` has no end"), &place, "begins here", vec![help])
    }

    /// A name that is there already.
    fn twice(&self, span: &Range<usize>) -> Diagnostic {
        let name = self.get(span).to_owned();
        if self.is_table(span) {
            let several = self.field(&name).is_some_and(|field| matches!(field.shape, Shape::Tables(..)));
            let line = self.line(span.start);
            return if several {
                let help = format!("help: write [[{name}]] with two pairs of brackets, every time");
                // The fault is found at the next one, which may be right.
                let single = format!("[{name}]");
                let first = self.text.split('\n').scan(0, |at, line| {
                    let start = *at;
                    *at += line.len() + 1;
                    Some((start, line.trim_end()))
                });
                let place =
                    first.filter(|(_, line)| *line == single).map(|(start, line)| start..start + line.len()).next();
                let line = place.unwrap_or(line);
                self.told(
                    format!("[{name}] stands for one table, and there are several"),
                    &line,
                    "one pair of brackets",
                    vec![help],
                )
            } else {
                let help = "help: keep one of the two and put all its fields below it".to_owned();
                self.told(format!("the table {} is there already", self.get(&line)), &line, "second time", vec![help])
            };
        }
        let mut fault = self.told(
            format!("`{name}` is there already"),
            span,
            "second time",
            vec![format!("help: keep one of the two lines; what belongs together goes into one")],
        );
        if let Some(first) = first_of(self.table, &name, span.start) {
            fault.labels.push(Label { span: Span::new(first.start, first.end), message: "first time".to_owned() });
        }
        fault
    }

    /// A line that is no field.
    fn no_value(&self, span: &Range<usize>, line: &Range<usize>) -> Diagnostic {
        let (name, rest) = (self.get(&(line.start..span.start)).trim(), self.get(&(span.start..line.end)).trim());
        if rest.starts_with(':') {
            let help = format!("help: write {name} = {}", rest.trim_start_matches(':').trim());
            return self.told("a field and its value are joined by =", &self.shown(span), "a colon", vec![help]);
        }
        if name.starts_with("//") || name.starts_with("--") {
            return self.told(
                "a comment begins with #",
                line,
                "no comment",
                vec!["help: write # before it".to_owned()],
            );
        }
        if self.field(name).is_some() {
            return self.told(
                format!("`{name}` has no ="),
                line,
                "here",
                self.field(name).map_or_else(Vec::new, |f| with_example(f, None)),
            );
        }
        let help = "help: a line is a field (name = value), a [ ] line or a comment (# …); a text of several lines stands between \"\"\" and \"\"\"";
        self.told("this line is neither a field nor a comment", line, "here", vec![help.to_owned()])
    }

    /// Something behind a value on its line.
    fn behind(&self, span: &Range<usize>, line: &Range<usize>) -> Diagnostic {
        let rest = self.get(&(span.start..line.end));
        let before = self.get(&(line.start..span.start));
        let place = span.start + (rest.len() - rest.trim_start().len())..line.end;
        let plain = rest.trim_start();
        if before.trim_end().ends_with('"') && !plain.starts_with([';', ',', '/']) && plain.contains('"') {
            let value = before.split_once('=').map_or("", |(_, value)| value).trim();
            let whole = format!("{value}{rest}");
            let inner = whole.trim().trim_matches('"').replace('"', "\\\"");
            let name = self.name(line).unwrap_or_default();
            let help = format!("help: write a quote inside a text as \\\": {name} = \"{inner}\"");
            return self.told("a quote inside the text ends it", &place, "no longer part of the text", vec![help]);
        }
        let name = self.name(line).unwrap_or_default();
        if let (Some(field), true) = (self.field(name), plain.starts_with(',')) {
            let value = self.get(line).split_once('=').map_or("", |(_, value)| value).trim();
            if let Some(meant) = from_text(field.shape, value).filter(|_| field.shape == Shape::Number) {
                let place = line.end - value.len()..line.end;
                return self.told(
                    "a number has a point, no comma",
                    &place,
                    "a comma",
                    with_example(field, Some(meant)),
                );
            }
        }
        let (label, help) = if plain.starts_with("//") {
            ("no comment", "help: a comment begins with #")
        } else {
            ("too much", "help: one field a line, and nothing behind its value but a comment: # …")
        };
        let mut notes = vec![help.to_owned()];
        if plain.starts_with(['"', '\'']) || self.field(name).is_some_and(|field| field.shape == Shape::Date) {
            notes.extend(self.example(line));
        }
        self.told("something stands behind the value", &place, label, notes)
    }
}

/// A field of this name, wherever it belongs.
fn named(fields: &'static [Field], name: &str) -> Option<&'static Field> {
    fields.iter().find(|field| field.name == name).or_else(|| {
        fields.iter().find_map(|field| match field.shape {
            Shape::OneOf(kinds) => kinds.iter().find_map(|kind| named(kind.1, name)),
            shape => named(shape.fields(), name),
        })
    })
}

/// The innermost field whose value a byte stands in, and the place of the whole value.
fn value_at(table: &DeTable<'_>, at: usize) -> Option<(String, Range<usize>)> {
    table.iter().find_map(|(name, value)| {
        let inner = match value.get_ref() {
            DeValue::Table(table) => value_at(table, at),
            DeValue::Array(list) => list.iter().filter_map(|v| v.get_ref().as_table()).find_map(|t| value_at(t, at)),
            _ => None,
        };
        let own = || {
            let span = value.span();
            let is_table = value.get_ref().is_table()
                || value.get_ref().as_array().is_some_and(|l| l.iter().any(|v| v.get_ref().is_table()));
            (!is_table && span.start <= at && at <= span.end).then(|| (name.get_ref().to_string(), span))
        };
        inner.or_else(own)
    })
}

/// Where the text begins that ends at a byte.
fn text_ending_at(table: &DeTable<'_>, at: usize) -> Option<usize> {
    fn of(value: &Spanned<DeValue<'_>>, at: usize) -> Option<usize> {
        match value.get_ref() {
            DeValue::String(_) => (value.span().end == at).then(|| value.span().start),
            DeValue::Array(list) => list.iter().find_map(|inner| of(inner, at)),
            DeValue::Table(table) => text_ending_at(table, at),
            _ => None,
        }
    }
    table.iter().find_map(|(_, value)| of(value, at))
}

/// The last place before a byte where this name was given.
fn first_of(table: &DeTable<'_>, name: &str, before: usize) -> Option<Range<usize>> {
    let own = table.iter().filter(|(known, _)| known.get_ref() == name).map(|(known, _)| known.span());
    let inner = table.iter().flat_map(|(_, value)| match value.get_ref() {
        DeValue::Table(table) => first_of(table, name, before).into_iter().collect::<Vec<_>>(),
        DeValue::Array(list) => {
            list.iter().filter_map(|v| v.get_ref().as_table()).filter_map(|t| first_of(t, name, before)).collect()
        }
        _ => Vec::new(),
    });
    own.chain(inner).filter(|place| place.start < before).max_by_key(|place| place.start)
}
