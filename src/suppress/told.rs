//! What is said of comments that are not in order. All are warnings, and none can be suppressed.

use super::directive::{Directive, Fault, Kind};
use crate::check::Finding;
use crate::codes::Pattern;
use crate::diagnostic::{Diagnostic, Label};
use crate::document::Document;
use crate::severity::Verdict;
use crate::span::{Raw, Span};

fn tell(code: &str, document: &Document, raw: Span<Raw>, message: impl Into<String>, under: &str) -> Diagnostic {
    Diagnostic::error(code, &document.name, message).warning().at(raw, under)
}

/// A comment that looks like an instruction and is none.
pub(super) fn misread(fault: &Fault, document: &Document, raw: Span<Raw>) -> Diagnostic {
    let (message, help) = match fault {
        Fault::Instruction(name, near) => {
            (format!("there is no instruction `{name}`"), format!("help: did you mean `{near}`?"))
        }
        Fault::Date(date) => (
            format!("`until {date}` names no day"),
            "help: a date is written like 2027-01-31, before the two dashes".to_owned(),
        ),
    };
    tell("suppression/unknown", document, raw, message, "silences nothing").note(help)
}

/// A beginning without end, or an end without beginning.
pub(super) fn half(kind: Kind, document: &Document, raw: Span<Raw>) -> Diagnostic {
    let code = "suppression/unclosed";
    if kind == Kind::End {
        tell(code, document, raw, "an end of suppression has no beginning", "ends nothing")
            .note("help: take it out, or write healthlint-ignore-start above")
    } else {
        tell(code, document, raw, "a suppression is not ended", "reaches to the end of the file")
            .note("help: write healthlint-ignore-end where it ends, or healthlint-ignore-file")
    }
}

/// One that names nothing in particular.
pub(super) fn blanket(document: &Document, raw: Span<Raw>) -> Diagnostic {
    tell("suppression/blanket", document, raw, "a suppression names no claim", "silences nothing")
        .note("note: silence about everything would hide what nobody has looked at yet")
        .note("help: write healthlint-ignore CLAIM -- the reason")
}

/// A name that is no claim and no area.
pub(super) fn unknown(name: &str, near: &[String], document: &Document, raw: Span<Raw>) -> Diagnostic {
    let near: Vec<String> = near.iter().map(|near| format!("`{near}`")).collect();
    let help = match near.as_slice() {
        _ if name.starts_with("suppression") => "help: what is said of suppressions cannot be suppressed".to_owned(),
        [] => "help: healthlint list shows all claims".to_owned(),
        near => format!("help: did you mean {}?", near.join(" or ")),
    };
    tell("suppression/unknown", document, raw, format!("there is no claim `{name}`"), "named here").note(help)
}

/// One that does not say why.
pub(super) fn no_reason(document: &Document, raw: Span<Raw>) -> Diagnostic {
    tell("suppression/no-reason", document, raw, "a suppression gives no reason", "silences nothing")
        .note("help: write it behind two dashes: -- quotes the leaflet of 1987")
}

/// One that held until a day that has passed.
pub(super) fn expired(directive: &Directive, document: &Document, raw: Span<Raw>) -> Diagnostic {
    let message = format!("a suppression ended on {}", directive.until);
    tell("suppression/expired", document, raw, message, "silences nothing any more")
        .note(format!("note: its reason was: {}", directive.reason))
        .note("help: mend the text and take the comment out, or give it a new date")
}

/// One that silences nothing, with a finding that it may have been meant for.
pub(super) fn unused(
    idle: &[&Pattern],
    elsewhere: Option<&Finding>,
    document: &Document,
    raw: Span<Raw>,
) -> Diagnostic {
    let names: Vec<String> = idle.iter().map(|pattern| format!("`{}`", pattern.written)).collect();
    let message = format!("nothing to suppress for {}", names.join(", "));
    let mut fault = tell("suppression/unused", document, raw, message, "silences nothing");
    let Some(finding) = elsewhere else { return fault.note("help: take the comment out") };
    let message = format!("{} is raised here", finding.claim);
    fault.labels.push(Label { span: document.map.to_raw(finding.primary), message });
    fault.note(if finding.verdict == Verdict::Missing {
        "help: what is missing is told at the title; use healthlint-ignore-file"
    } else {
        "help: put the comment right before the paragraph that it is about"
    })
}
