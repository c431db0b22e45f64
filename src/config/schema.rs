//! The JSON Schema of `healthlint.toml`, for editors that complete and check TOML.

use super::keys::{Key, ROOT, Shape};
use std::fmt::Write;

const TEXT: &str = "\"type\": \"string\"";

/// The schema as text.
pub(crate) fn schema() -> String {
    let mut out = String::from("{\n");
    out.push_str("  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n");
    out.push_str("  \"title\": \"The configuration of healthlint\",\n");
    out.push_str("  \"description\": \"healthlint.toml or .healthlint.toml; healthlint config PATH tells what holds for a file\",\n");
    table(&mut out, ROOT, 1);
    out.push_str("}\n");
    out
}

/// The inside of the schema of a table.
fn table(out: &mut String, keys: &[Key], depth: usize) {
    let pad = "  ".repeat(depth);
    let must: Vec<String> = keys.iter().filter(|key| key.needed).map(|key| format!("\"{}\"", key.name)).collect();
    let _ = writeln!(out, "{pad}\"type\": \"object\",\n{pad}\"additionalProperties\": false,");
    if !must.is_empty() {
        let _ = writeln!(out, "{pad}\"required\": [{}],", must.join(", "));
    }
    let _ = writeln!(out, "{pad}\"properties\": {{");
    for (number, key) in keys.iter().enumerate() {
        let says = key.says.replace('\\', "\\\\").replace('"', "\\\"");
        let _ = writeln!(out, "{pad}  \"{}\": {{\n{pad}    \"description\": \"{says}\",", key.name);
        shape(out, key.shape, depth + 2);
        let _ = writeln!(out, "{pad}  }}{}", if number + 1 < keys.len() { "," } else { "" });
    }
    let _ = writeln!(out, "{pad}}}");
}

/// The inside of the schema of a value.
fn shape(out: &mut String, shape: Shape, depth: usize) {
    let pad = "  ".repeat(depth);
    let _ = match shape {
        Shape::Text | Shape::Glob | Shape::Name => writeln!(out, "{pad}{TEXT}, \"minLength\": 1"),
        Shape::Globs | Shape::Names => {
            writeln!(out, "{pad}\"type\": \"array\", \"items\": {{ {TEXT}, \"minLength\": 1 }}")
        }
        Shape::Severities => {
            let levels = words(super::keys::LEVELS);
            writeln!(out, "{pad}\"type\": \"object\", \"additionalProperties\": {{ \"enum\": [{levels}] }}")
        }
        Shape::Choice(choice) => writeln!(out, "{pad}\"enum\": [{}]", words(choice)),
        // Editors' programs hand dates of TOML over as text.
        Shape::Date => writeln!(out, "{pad}{TEXT}, \"format\": \"date\""),
        Shape::Tables(keys) => {
            let _ = writeln!(out, "{pad}\"type\": \"array\",\n{pad}\"items\": {{");
            table(out, keys, depth + 1);
            writeln!(out, "{pad}}}")
        }
        Shape::NamesOrTables(keys) => {
            let _ = writeln!(out, "{pad}\"type\": \"array\",\n{pad}\"items\": {{\n{pad}  \"anyOf\": [");
            let _ = writeln!(out, "{pad}    {{ {TEXT}, \"minLength\": 1 }},\n{pad}    {{");
            table(out, keys, depth + 3);
            writeln!(out, "{pad}    }}\n{pad}  ]\n{pad}}}")
        }
    };
}

fn words(words: &[&str]) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
}
