//! What the formats of services tell of a finding or a fault: one shape for both, with the words of the text format.

use super::clean;
use super::format::Report;
use super::place::{Place, Places};
use super::worst::Rank;
use healthlint::check::{Finding, fingerprint};
use healthlint::database::Database;
use healthlint::diagnostic::Diagnostic;
use healthlint::explain::{cited, explain};
use healthlint::severity::Severity;
use std::collections::BTreeMap;

/// One thing to be told.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) rank: Rank,
    pub(super) severity: Severity,
    /// A claim's id or a code of our own.
    pub(super) code: String,
    /// The file as it was named.
    pub(super) file: String,
    /// What is wrong.
    pub(super) headline: String,
    /// What is true, who says so, what to do: one line each, beginning with a capital.
    pub(super) lines: Vec<String>,
    /// From where to where; `None` where the whole file is meant.
    pub(super) place: Option<(Place, Place)>,
    /// The place in words, if the file has no lines of its own; it leads `lines` too.
    pub(super) locus: Option<String>,
    /// A name of its own in the whole run, the same on every run.
    pub(super) fingerprint: String,
    /// Where to read more.
    pub(super) link: Option<String>,
    /// What may stand in the place instead without anybody looking; never medical wording.
    pub(super) replacement: Option<String>,
    /// Whether it kept the article from being checked.
    pub(super) fault: bool,
}

/// All that is to be told of an article: faults of its file, then findings in reading order.
pub(super) fn tell(report: &Report<'_>) -> Vec<Told> {
    let places = report.document.map(Places::of);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = Vec::new();
    for fault in report.faults {
        let count = counts.entry(&fault.code).or_default();
        *count += 1;
        let name = fingerprint(&fault.file, &format!("{}:{count}", fault.code));
        all.push(told(fault, Rank::of_fault(fault.severity), places.as_ref(), name));
    }
    let Some(document) = report.document else { return all };
    for finding in report.findings {
        let diagnostic = explain(finding, document, report.database);
        let name = fingerprint(&document.name, &finding.fingerprint);
        let told = told(&diagnostic, Rank::of(finding), places.as_ref(), name);
        let link = link(finding, report.database);
        // What has no lines of its own is no text that a service could replace.
        let replacement = finding.replacement.clone().filter(|_| told.locus.is_none());
        all.push(Told { link, replacement, ..told });
    }
    all
}

fn told(diagnostic: &Diagnostic, rank: Rank, places: Option<&Places<'_>>, fingerprint: String) -> Told {
    let span = diagnostic.primary.as_ref().map(|label| label.span.range());
    let locus = span.clone().zip(places).and_then(|(span, places)| places.locus(span.start)).map(str::to_owned);
    Told {
        rank,
        severity: diagnostic.severity,
        code: diagnostic.code.clone(),
        file: diagnostic.file.clone(),
        headline: clean::line(&diagnostic.message).into_owned(),
        lines: locus.iter().chain(&diagnostic.notes).map(|note| sentence(note)).collect(),
        place: span.zip(places).map(|(span, places)| (places.place(span.start), places.place(span.end))),
        locus,
        fingerprint,
        link: None,
        replacement: None,
        fault: diagnostic.code.starts_with("article/") && diagnostic.severity == Severity::Error,
    }
}

/// A line under an excerpt as a sentence of its own: "help: write …" becomes "Write …".
pub(super) fn sentence(note: &str) -> String {
    let words = ["note: ", "help: "].iter().find_map(|word| note.strip_prefix(word)).unwrap_or(note);
    let words = clean::line(words);
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The first source of a finding that can be opened.
fn link(finding: &Finding, database: &Database) -> Option<String> {
    cited(finding, database).into_iter().find_map(|source| web_address(&source.url)).map(str::to_owned)
}

/// The address if a browser may follow it: http or https, without spaces, quotes and control characters.
pub(super) fn web_address(url: &str) -> Option<&str> {
    let web = url.starts_with("https://") || url.starts_with("http://");
    let plain = url.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>`\\".contains(&byte));
    (web && plain).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_followed() {
        assert!(web_address("https://example.org/a?b=c#d").is_some());
        for url in ["javascript:alert(1)", "doi:10.1000/1", "https://a b", "https://a\"onload=", "HTTPS://x\n", ""] {
            assert_eq!(web_address(url), None, "{url}");
        }
    }
}
