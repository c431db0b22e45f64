//! A finding beside its words: what is wrong, what is true, words to use, who says so.

use super::{shown, word};
use crate::output::format::Report;
use crate::output::told::{sentence, web_address};
use healthlint::check::Finding;
use healthlint::database::{Database, Source};
use healthlint::document::Document;
use healthlint::explain::{cited, explain};
use healthlint::severity::Verdict;
use std::fmt::Write;

/// All findings of an article, one line each, leading to them.
pub(super) fn overview(findings: &[Finding], id: &str) -> String {
    let mut out = String::from("<nav class=\"overview\" aria-label=\"Findings\">\n<ol>\n");
    for (count, finding) in findings.iter().enumerate() {
        let _ = writeln!(
            out,
            "<li class=\"{severity}\"><span class=\"severity\">{}</span> <a href=\"#f{number}-{id}\">{}</a></li>",
            word(finding.severity),
            shown(&sentence(&finding.message)),
            severity = finding.severity,
            number = count + 1,
        );
    }
    out.push_str("</ol>\n</nav>\n");
    out
}

/// The whole of a finding; what was told of its claim at the `first` one of the article is not told again.
pub(super) fn card(article: &Report<'_>, document: &Document, number: usize, id: &str) -> String {
    let Some(finding) = number.checked_sub(1).and_then(|at| article.findings.get(at)) else { return String::new() };
    let same = |other: &Finding| other.claim == finding.claim && other.message == finding.message;
    let first = article.findings.iter().position(same).map(|at| at + 1).filter(|first| *first < number);
    let severity = finding.severity;
    let mut out = format!(
        "<div class=\"finding {severity}\" id=\"f{number}-{id}\" role=\"note\" aria-labelledby=\"h{number}-{id}\">\n\
         <p class=\"headline\" id=\"h{number}-{id}\"><span class=\"number {severity}\">{number}</span> \
         <span class=\"severity\">{}</span> <strong>{}</strong></p>\n",
        word(severity),
        shown(&sentence(&finding.message)),
    );
    for (label, place) in finding.labels.iter().map(|label| (label, label.span.of(&document.text))) {
        if !label.message.is_empty() && !place.is_empty() {
            let _ = writeln!(out, "<p class=\"also\">“{}”: {}</p>", shown(&clipped(place)), shown(&label.message));
        }
    }
    let mut foot = format!("<code>{}</code>", shown(&finding.claim));
    if let Some(first) = first {
        let _ = writeln!(out, "<p>The same as <a href=\"#f{first}-{id}\">finding {first}</a>.</p>");
    } else {
        evidence(&mut out, finding, document, article.database);
        if !finding.reviewed.is_empty() {
            let _ = write!(foot, " · reviewed <time>{}</time>", shown(&finding.reviewed));
        }
    }
    let _ = writeln!(
        out,
        "<p class=\"foot\">{foot}<span class=\"back\"> · <a href=\"#m{number}-{id}\">back to the text<span class=\"unseen\"> of finding {number}</span></a></span></p>\n</div>"
    );
    out
}

/// What is true, words to use, who says so.
fn evidence(out: &mut String, finding: &Finding, document: &Document, database: &Database) {
    for note in explain(finding, document, database).notes {
        // What follows in a shape of its own.
        let rest = ["source: ", "more: ", "help: write, for example: ", "help: add, for example: "];
        if !rest.iter().any(|word| note.starts_with(word)) {
            let _ = writeln!(out, "<p>{}</p>", shown(&sentence(&note)));
        }
    }
    if !finding.instead.is_empty() {
        let lead = if finding.verdict == Verdict::Missing { "Add, for example" } else { "Write, for example" };
        let _ = writeln!(
            out,
            "<div class=\"instead\">\n<p class=\"lead\">{lead}</p>\n<blockquote><p>{}</p></blockquote>\n</div>",
            shown(finding.instead.trim())
        );
    }
    let sources: Vec<String> = cited(finding, database).into_iter().map(source).collect();
    if !sources.is_empty() {
        let _ = writeln!(out, "<p class=\"sources\"><span class=\"lead\">Sources</span> {}.</p>", sources.join("; "));
    }
}

/// A source with its publisher and date, with a link where a browser may follow it.
fn source(source: &Source) -> String {
    let title = shown(&source.title);
    let title = match web_address(&source.url) {
        Some(url) => format!("<a href=\"{}\" rel=\"noreferrer\">{title}</a>", shown(url)),
        None => title,
    };
    let parts = [&source.publisher, &source.published].into_iter().filter(|part| !part.is_empty());
    parts.fold(title, |line, part| format!("{line}, {}", shown(part)))
}

/// The beginning of a long quotation.
fn clipped(text: &str) -> String {
    const LONG: usize = 120;
    match text.char_indices().nth(LONG) {
        Some((end, _)) => format!("{} …", text.get(..end).unwrap_or("").trim_end()),
        None => text.to_owned(),
    }
}
