//! The stream filter: a line of JSON with an article in, a line of JSON with its findings out.

use super::json::{FaultObject, FindingObject, fault_object, line, objects};
use healthlint::check::Checked;
use healthlint::database::Database;
use healthlint::diagnostic::Diagnostic;
use healthlint::document::{Document, Format, READERS, Reader};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One article of the stream.
#[derive(Debug)]
pub(crate) struct Request {
    /// Handed back as it came; null if there was none.
    pub(crate) id: Value,
    /// The article.
    pub(crate) text: String,
    /// The format it is written in; plain text unless another one is named.
    pub(crate) format: Format,
}

/// A line that is no request: its id, as far as it could be read, and what is wrong.
#[derive(Debug)]
pub(crate) struct Refusal {
    id: Value,
    code: &'static str,
    message: String,
}

#[derive(Debug, Deserialize)]
struct RequestObject {
    #[serde(default)]
    id: Value,
    text: Option<Value>,
    format: Option<Value>,
}

#[derive(Debug, Serialize)]
struct AnswerObject<'a> {
    id: &'a Value,
    findings: Vec<FindingObject<'a>>,
    fault: Option<FaultObject<'a>>,
    /// Whether any claim was asked about the text.
    covered: bool,
}

/// Reads a line of the stream.
pub(crate) fn request(bytes: &[u8]) -> Result<Request, Refusal> {
    let refuse = |id, code, message| Refusal { id, code, message };
    let object: RequestObject = serde_json::from_slice(bytes).map_err(|error| {
        refuse(Value::Null, "stream/not-json", format!("the line is no JSON object of a request: {error}"))
    })?;
    let text = match object.text {
        Some(Value::String(text)) => text,
        Some(_) => return Err(refuse(object.id, "stream/no-text", "\"text\" is not a string".to_owned())),
        None => return Err(refuse(object.id, "stream/no-text", "the line has no \"text\"".to_owned())),
    };
    let format = match object.format {
        None | Some(Value::Null) => Some(Format::Plain),
        Some(Value::String(name)) => formats().find(|reader| reader.name == name).map(|reader| reader.format),
        Some(_) => None,
    };
    let Some(format) = format else {
        let names: Vec<&str> = formats().map(|reader| reader.name).collect();
        return Err(refuse(
            object.id,
            "stream/unknown-format",
            format!("\"format\" must be one of {}", names.join(", ")),
        ));
    };
    Ok(Request { id: object.id, text, format })
}

/// The formats a text can be in.
fn formats() -> impl Iterator<Item = &'static Reader> {
    READERS.iter().filter(|reader| reader.reads_text())
}

/// The line that answers a request.
pub(crate) fn answer(
    id: &Value,
    document: &Document,
    checked: &Checked,
    fault: Option<&Diagnostic>,
    database: &Database,
) -> String {
    line(&AnswerObject {
        id,
        findings: objects(document, &checked.findings, database, None),
        fault: fault.map(|fault| fault_object(fault, None)),
        covered: checked.covered,
    })
}

/// The line that answers what is no request.
pub(crate) fn refusal(refusal: &Refusal) -> String {
    let fault =
        FaultObject { code: refusal.code, severity: "error", message: &refusal.message, start: None, end: None };
    line(&AnswerObject { id: &refusal.id, findings: Vec::new(), fault: Some(fault), covered: false })
}
