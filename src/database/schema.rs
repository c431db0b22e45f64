//! What a claim file may hold, told to editors' programs as a JSON Schema and to editors as a template.

use crate::rules::FIELDS;
use crate::rules::field::{Field, Shape, free, needed};
use std::fmt::Write;

const VERDICTS: &[&str] = &["false", "misleading", "unsupported", "overstated", "outdated", "dangerous", "missing"];

/// The fields of a claim outside its tables.
const HEAD: &[Field] = &[
    needed("title", Shape::Text, "\"\"", "what the article gets wrong; lower case, under 80 characters"),
    needed("fact", Shape::Text, "\"\"", "what is true, one or two sentences"),
    needed("verdict", Shape::Choice(VERDICTS), "\"false\"", "what is wrong with the statement"),
    needed(
        "severity",
        Shape::Choice(&["error", "warning", "info"]),
        "\"warning\"",
        "error: plainly false or could harm, with high confidence and a strong source",
    ),
    needed("confidence", Shape::Choice(&["high", "moderate", "low"]), "\"high\"", "of the evidence"),
    free("contested", Shape::Text, "\"\"", "where authorities differ; then at most a warning"),
    needed("instead", Shape::Text, "\"\"", "a sentence that the writer can paste"),
    needed("reviewed", Shape::Date, "2026-11-20", "when the evidence was last read"),
    free("review_by", Shape::Date, "2028-11-20", "when it must be read again"),
    free("siblings", Shape::Texts, "[]", "claims that may speak on the same words; reported once"),
    free("aliases", Shape::Texts, "[]", "ids it had before"),
    free(
        "hedged",
        Shape::Choice(&["lower", "same", "silent"]),
        "\"lower\"",
        "what becomes of a hedged or attributed form",
    ),
    free("note", Shape::Text, "\"\"", "for reviewers; not shown"),
];

/// The tables of a claim beside its rule: name, whether there may be several, whether it must be there, fields.
const TABLES: &[(&str, bool, bool, &[Field])] = &[
    (
        "withdrawn",
        false,
        false,
        &[
            needed("date", Shape::Date, "2026-11-20", "since when the claim is raised no more"),
            needed("reason", Shape::Text, "\"\"", "why"),
        ],
    ),
    (
        "source",
        true,
        true,
        &[
            needed("id", Shape::Text, "\"\"", "the id of a source in claims/sources/"),
            free("supports", Shape::Text, "\"\"", "what it says that carries the fact, in your own words"),
        ],
    ),
    (
        "flag",
        true,
        true,
        &[needed("text", Shape::Text, "\"«»\"", "a text that must be flagged, « » around what must be underlined")],
    ),
    (
        "pass",
        true,
        true,
        &[
            needed("text", Shape::Text, "\"\"", "a text that must pass: denied, asked, a myth, a true neighbour"),
            needed("why", Shape::Text, "\"negated\"", "the engine's reason for its silence"),
        ],
    ),
];

/// Least numbers of examples.
const LEAST: [(&str, usize); 3] = [("source", 1), ("flag", super::laws::FLAGS), ("pass", super::laws::PASSES)];

fn least(table: &str) -> usize {
    LEAST.iter().find(|(name, _)| *name == table).map_or(0, |(_, least)| *least)
}

/// The names of the fields that a claim, one of its tables or a kind of rule may hold; empty for an unknown table.
pub fn field_names(table: &str) -> Vec<&'static str> {
    let names = |fields: &[Field]| fields.iter().map(|f| f.name).collect();
    if table.is_empty() {
        let tables = TABLES.iter().map(|(name, ..)| *name).chain(["rule"]);
        return HEAD.iter().map(|f| f.name).chain(tables).collect();
    }
    let kind = FIELDS.iter().find(|(name, _)| *name == table).map(|(_, fields)| *fields);
    let fields = kind.or_else(|| TABLES.iter().find(|(name, ..)| *name == table).map(|(.., fields)| *fields));
    fields.map(names).unwrap_or_default()
}

/// A JSON Schema of claim files, for editors that complete and check TOML.
pub fn claim_schema() -> String {
    let mut out = Json::default();
    out.open("{");
    out.line("\"$schema\": \"http://json-schema.org/draft-07/schema#\",");
    out.line("\"title\": \"A claim of healthlint\",");
    out.line("\"description\": \"claims/README.md tells what the fields mean\",");
    let tables: Vec<&str> =
        TABLES.iter().filter(|(_, _, must, _)| *must).map(|(name, ..)| *name).chain(["rule"]).collect();
    out.object(HEAD, &tables, |out| {
        for (name, several, _, fields) in TABLES {
            out.open(&format!("\"{name}\": {{"));
            if *several {
                out.line("\"type\": \"array\",");
                out.line(&format!("\"minItems\": {},", least(name)));
                out.open("\"items\": {");
                out.object(fields, &[], |_| {});
                out.close("}");
            } else {
                out.object(fields, &[], |_| {});
            }
            out.close("},");
        }
        out.open("\"rule\": {");
        out.line("\"description\": \"exactly one table; its name is the kind\",");
        out.line("\"type\": \"object\",");
        out.line("\"minProperties\": 1,");
        out.line("\"maxProperties\": 1,");
        out.line("\"additionalProperties\": false,");
        out.open("\"properties\": {");
        for (number, (kind, fields)) in FIELDS.iter().enumerate() {
            out.open(&format!("\"{kind}\": {{"));
            out.object(fields, &[], |_| {});
            out.close(if number + 1 < FIELDS.len() { "}," } else { "}" });
        }
        out.close("}");
        out.close("}");
    });
    out.close("}");
    out.text
}

/// A new claim of a kind, to be filled in; `None` for a kind that there is not. `head` is put before it.
pub fn template(kind: &str, today: &str, due: &str) -> Option<String> {
    let (_, fields) = FIELDS.iter().find(|(name, _)| *name == kind)?;
    let mut out = String::new();
    write_fields(&mut out, HEAD);
    let dated = out.replace("2026-11-20", today).replace("# review_by  = 2028-11-20", &format!("review_by  = {due}"));
    let mut out = dated;
    for (name, _, must, table) in TABLES.iter().filter(|(_, _, must, _)| *must) {
        if *name == "flag" {
            let _ = write!(out, "\n[rule.{kind}]\n");
            write_fields(&mut out, fields);
        }
        for _ in 0..if *must { least(name) } else { 0 } {
            let _ = write!(out, "\n[[{name}]]\n");
            write_fields(&mut out, table);
        }
    }
    Some(out)
}

/// Fields with a sample and what they are for; those that may be missing are commented out.
fn write_fields(out: &mut String, fields: &[Field]) {
    let widest = fields.iter().map(|f| f.name.len()).max().unwrap_or(0);
    for field in fields {
        let mark = if field.needed { "" } else { "# " };
        let choice = match field.shape {
            Shape::Choice(words) => format!(" ({})", words.join(", ")),
            _ => String::new(),
        };
        let _ = writeln!(out, "{mark}{:widest$} = {}  # {}{choice}", field.name, field.sample, field.says);
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

    /// The inside of a schema of a table: its fields, further properties, which must be there.
    fn object(&mut self, fields: &[Field], more: &[&str], further: impl Fn(&mut Self)) {
        self.line("\"type\": \"object\",");
        self.line("\"additionalProperties\": false,");
        let must: Vec<String> = fields
            .iter()
            .filter(|f| f.needed)
            .map(|f| f.name)
            .chain(more.iter().copied())
            .map(|name| format!("\"{name}\""))
            .collect();
        self.line(&format!("\"required\": [{}],", must.join(", ")));
        self.open("\"properties\": {");
        let is_last = more.is_empty();
        for (number, field) in fields.iter().enumerate() {
            let end = if is_last && number + 1 == fields.len() { "" } else { "," };
            let says = field.says.replace('\\', "\\\\").replace('"', "\\\"");
            self.line(&format!("\"{}\": {{ {}, \"description\": \"{says}\" }}{end}", field.name, shape(field.shape)));
        }
        further(self);
        self.close("}");
    }
}

fn shape(shape: Shape) -> String {
    const TEXTS: &str = "\"type\": \"array\", \"items\": { \"type\": \"string\" }";
    match shape {
        Shape::Text => "\"type\": \"string\"".to_owned(),
        Shape::Texts => TEXTS.to_owned(),
        Shape::Groups => format!("\"type\": \"array\", \"items\": {{ {TEXTS} }}"),
        Shape::OneOrMany => format!("\"anyOf\": [{{ \"type\": \"string\" }}, {{ {TEXTS} }}]"),
        Shape::Flag => "\"type\": \"boolean\"".to_owned(),
        Shape::Number => "\"type\": \"number\"".to_owned(),
        Shape::Count => "\"type\": \"integer\", \"minimum\": 1".to_owned(),
        // Editors' programs hand dates of TOML over as text.
        Shape::Date => "\"type\": \"string\", \"format\": \"date\"".to_owned(),
        Shape::Choice(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            format!("\"enum\": [{}]", words.join(", "))
        }
    }
}
