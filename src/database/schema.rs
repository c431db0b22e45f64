//! What a claim file may hold, told to editors' programs as a JSON Schema, to editors as a template and in the guide.

use super::fields::{CLAIM, SOURCE, TOPIC};
use crate::form::{Field, Kind, Shape, choices};
use crate::lexicon::tables::CONCEPT;
use crate::rules::FIELDS;
use std::fmt::Write;

/// More words than these are listed by themselves.
const CELL: usize = 12;

/// The fields of one of a claim's tables or of a kind of rule.
fn fields_of(table: &str) -> Option<&'static [Field]> {
    let kind = FIELDS.iter().find(|kind| kind.0 == table).map(|kind| kind.1);
    kind.or_else(|| CLAIM.iter().find(|field| field.name == table).map(|field| field.shape.fields()))
}

/// A JSON Schema of claim files, for editors that complete and check TOML.
pub fn claim_schema() -> String {
    let mut out = Json::default();
    out.open("{");
    out.line("\"$schema\": \"http://json-schema.org/draft-07/schema#\",");
    out.line("\"title\": \"A claim of healthlint\",");
    out.line("\"description\": \"claims/README.md tells what the fields mean\",");
    out.object(CLAIM);
    out.close("}");
    out.text
}

/// A new claim of a kind, to be filled in; `None` for a kind that there is not.
pub fn template(kind: &str, today: &str, due: &str) -> Option<String> {
    let fields = FIELDS.iter().find(|(name, _)| *name == kind)?.1;
    let mut out = String::new();
    let head: Vec<&Field> = CLAIM.iter().filter(|field| !is_table(field)).collect();
    write_blanks(&mut out, &head, true);
    out = out.replace("2026-11-20", today).replace("# review_by  = 2028-11-20", &format!("review_by  = {due}"));
    for field in CLAIM {
        match field.shape {
            Shape::Tables(fields, least) => {
                for number in 0..least {
                    let _ = write!(out, "\n{}\n", field.line(""));
                    write_blanks(&mut out, &fields.iter().collect::<Vec<_>>(), number == 0);
                }
            }
            Shape::OneOf(_) => {
                let _ = write!(out, "\n[{}.{kind}]\n", field.name);
                write_blanks(&mut out, &fields.iter().collect::<Vec<_>>(), true);
            }
            _ => {}
        }
    }
    Some(out)
}

/// What a table may hold, as the guide shows it: what must be there in bold. `None` for an unknown table; known are
/// "claim", "citation", "source", "topic", "concept", "flag", "pass", "withdrawn" and the kinds of rules.
pub fn guide(table: &str) -> Option<String> {
    let fields = match table {
        "claim" => CLAIM,
        "citation" => fields_of("source")?,
        "source" => SOURCE,
        "topic" => TOPIC,
        "concept" => CONCEPT,
        name => fields_of(name)?,
    };
    let mut out = "| field | what belongs there | example |\n|---|---|---|\n".to_owned();
    for field in fields.iter().filter(|field| !is_table(field)) {
        let name = if field.needed { format!("**{}**", field.name) } else { field.name.to_owned() };
        let says = described(field).trim_end_matches(" (listed below)").replace('|', "\\|");
        let _ = writeln!(out, "| {name} | {says} | `{}` |", field.sample.replace('|', "\\|"));
    }
    // A long choice is a list of its own.
    for field in fields {
        if let Shape::Choice(words) = field.shape
            && words.len() > CELL
        {
            let _ = write!(out, "\n| {} | means |\n|---|---|\n", field.name);
            for (word, means) in words {
                let _ = writeln!(out, "| `{word}` | {means} |");
            }
        }
    }
    Some(out)
}

fn is_table(field: &Field) -> bool {
    matches!(field.shape, Shape::Table(_) | Shape::Tables(..) | Shape::OneOf(_))
}

/// What a field is for, with the words that may be chosen.
fn described(field: &Field) -> String {
    match field.shape {
        Shape::Choice(words) if words.len() > CELL => format!("{} (listed below)", field.says),
        Shape::Choice(words) => format!("{}: {}", field.says, choices(words)),
        _ => field.says.to_owned(),
    }
}

/// Fields to be filled in; those that may be missing are commented out. If told, each with what belongs there.
fn write_blanks(out: &mut String, fields: &[&Field], told: bool) {
    let widest = fields.iter().map(|f| f.name.len()).max().unwrap_or(0);
    for field in fields {
        let (mark, value) = match field.shape {
            _ if !field.needed => ("# ", field.sample),
            Shape::Texts => ("", "[]"),
            Shape::Groups => ("", "[[]]"),
            Shape::Date | Shape::Flag | Shape::Number | Shape::Count => ("", field.sample),
            _ => ("", "\"\""),
        };
        let further = match field.shape {
            Shape::Choice(words) => format!(": {}", words.iter().map(|word| word.0).collect::<Vec<_>>().join(", ")),
            _ if value == field.sample => String::new(),
            _ => format!("; for example {}", field.sample),
        };
        let comment = if told { format!("  # {}{further}", field.says) } else { String::new() };
        let _ = writeln!(out, "{mark}{:widest$} = {value}{comment}", field.name);
    }
}

/// Lines with their depth.
#[derive(Default)]
struct Json {
    text: String,
    depth: usize,
}

impl Json {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{:1$}{line}", "", self.depth * 2);
    }

    fn open(&mut self, line: &str) {
        self.line(line);
        self.depth += 1;
    }

    fn close(&mut self, line: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.line(line);
    }

    /// The inside of a schema of a table: which fields it has and which must be there.
    fn object(&mut self, fields: &[Field]) {
        self.line("\"type\": \"object\",");
        self.line("\"additionalProperties\": false,");
        let must: Vec<String> = fields
            .iter()
            .filter(|f| f.needed || matches!(f.shape, Shape::Tables(_, least) if least > 0))
            .map(|f| format!("\"{}\"", f.name))
            .collect();
        self.line(&format!("\"required\": [{}],", must.join(", ")));
        self.open("\"properties\": {");
        for (number, field) in fields.iter().enumerate() {
            let end = if number + 1 == fields.len() { "" } else { "," };
            self.field(field, end);
        }
        self.close("}");
    }

    fn field(&mut self, field: &Field, end: &str) {
        let says = described(field).trim_end_matches(" (listed below)").replace('\\', "\\\\").replace('"', "\\\"");
        let description = format!("\"description\": \"{says}\"");
        match field.shape {
            Shape::Table(fields) => {
                self.open(&format!("\"{}\": {{", field.name));
                self.line(&format!("{description},"));
                self.object(fields);
                self.close(&format!("}}{end}"));
            }
            Shape::Tables(fields, least) => {
                self.open(&format!("\"{}\": {{", field.name));
                self.line(&format!("{description},"));
                self.line("\"type\": \"array\",");
                self.line(&format!("\"minItems\": {least},"));
                self.open("\"items\": {");
                self.object(fields);
                self.close("}");
                self.close(&format!("}}{end}"));
            }
            Shape::OneOf(kinds) => self.kinds(field, kinds, &description, end),
            shape => self.line(&format!("\"{}\": {{ {}, {description} }}{end}", field.name, written(shape))),
        }
    }

    fn kinds(&mut self, field: &Field, kinds: &[Kind], description: &str, end: &str) {
        self.open(&format!("\"{}\": {{", field.name));
        self.line(&format!("{description},"));
        self.line("\"type\": \"object\",");
        self.line("\"minProperties\": 1,");
        self.line("\"maxProperties\": 1,");
        self.line("\"additionalProperties\": false,");
        self.open("\"properties\": {");
        for (number, (kind, fields)) in kinds.iter().enumerate() {
            self.open(&format!("\"{kind}\": {{"));
            self.object(fields);
            self.close(if number + 1 < kinds.len() { "}," } else { "}" });
        }
        self.close("}");
        self.close(&format!("}}{end}"));
    }
}

fn written(shape: Shape) -> String {
    const TEXTS: &str = "\"type\": \"array\", \"items\": { \"type\": \"string\" }";
    match shape {
        Shape::Text => "\"type\": \"string\"".to_owned(),
        Shape::Texts => TEXTS.to_owned(),
        Shape::Groups => format!("\"type\": \"array\", \"items\": {{ {TEXTS} }}"),
        Shape::OneOrMany => format!("\"anyOf\": [{{ \"type\": \"string\" }}, {{ {TEXTS} }}]"),
        Shape::Flag => "\"type\": \"boolean\"".to_owned(),
        Shape::Number => "\"type\": \"number\"".to_owned(),
        Shape::Count => "\"type\": \"integer\", \"minimum\": 0, \"maximum\": 255".to_owned(),
        // Editors' programs hand dates of TOML over as text.
        Shape::Date => "\"type\": \"string\", \"format\": \"date\"".to_owned(),
        Shape::Choice(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("\"{}\"", word.0)).collect();
            format!("\"enum\": [{}]", words.join(", "))
        }
        Shape::Table(_) | Shape::Tables(..) | Shape::OneOf(_) => "\"type\": \"object\"".to_owned(),
    }
}
