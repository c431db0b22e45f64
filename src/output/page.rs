//! What is known of a claim or of a rule, as a page; what is known of all, as a list.

use super::clean;
use super::column::width_of;
use super::wrap::wrap;
use healthlint::codes::OwnCode;
use healthlint::database::{Claim, Database, Source};
use healthlint::severity::Verdict;
use healthlint::standards::{Choice, Rule};
use std::fmt::Write;

/// Columns of a page.
const COLUMNS: usize = 88;
/// Columns of the words on the left.
const MARGIN: usize = 12;

/// The sentences that a claim was tried on.
#[derive(Debug, Default)]
pub(crate) struct Examples<'a> {
    /// Sentences it must speak on.
    pub(crate) flags: Vec<&'a str>,
    /// Sentences it must pass, each with the reason.
    pub(crate) passes: Vec<(&'a str, &'a str)>,
}

/// Everything about one claim.
pub(crate) fn claim_page(claim: &Claim, database: &Database, examples: &Examples<'_>, colour: bool) -> String {
    let grade = format!("{} · confidence {}", claim.severity, claim.confidence.name());
    let mut page = head(&claim.id, &grade, &claim.title, colour);
    entry(&mut page, "Verdict", claim.verdict.name());
    entry(&mut page, "Why", &claim.fact);
    entry(&mut page, "Contested", &claim.contested);
    for (number, citation) in claim.citations.iter().enumerate() {
        if let Some(source) = database.sources.get(citation.source as usize) {
            let word = if number == 0 { "Source" } else { "" };
            let told = cited(source, &citation.supports);
            entry(&mut page, word, &format!("[{}] {told}\nid: {}", number + 1, source.id));
        }
    }
    if !claim.instead.is_empty() {
        entry(&mut page, "Write", &format!("\"{}\"", claim.instead.trim()));
    }
    for (number, text) in examples.flags.iter().enumerate() {
        entry(&mut page, if number == 0 { "Flags" } else { "" }, &format!("× {}", unmarked(text)));
    }
    for (number, (text, why)) in examples.passes.iter().enumerate() {
        entry(&mut page, if number == 0 { "Passes" } else { "" }, &format!("✓ {} ({why})", unmarked(text)));
    }
    entry(&mut page, "Kind", &claim.kind);
    let due = if claim.review_by.is_empty() { String::new() } else { format!("; next review due {}", claim.review_by) };
    entry(&mut page, "Reviewed", &format!("{}{due}", claim.reviewed));
    entry(&mut page, "Wrong?", "Report the sentence; healthlint show \"the sentence\" prints what to paste.");
    page
}

/// What holds for a thing: a word on the left of each entry, the same word once.
pub(crate) fn entry_list(title: &str, entries: &[(&str, String)]) -> String {
    let mut page = format!("{}\n", clean::line(title));
    let widest = entries.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
    let mut last = "";
    for (word, text) in entries {
        let shown = if *word == last { "" } else { word };
        let _ = writeln!(page, "  {shown:widest$}  {}", clean::line(text));
        last = word;
    }
    page
}

/// A word on the left, wrapped text beside it; nothing if there is no text.
fn entry(page: &mut String, word: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    let text = clean::lines(text);
    for (number, line) in wrap(&text, COLUMNS - MARGIN).iter().enumerate() {
        let _ = writeln!(page, "{:MARGIN$}{line}", if number == 0 { word } else { "" });
    }
}

/// A source with all that is needed to find it.
fn cited(source: &Source, supports: &str) -> String {
    let mut line = source.title.clone();
    for part in [&source.publisher, &source.published].into_iter().filter(|part| !part.is_empty()) {
        line.push_str(", ");
        line.push_str(part);
    }
    if !supports.is_empty() {
        line.push_str(": ");
        line.push_str(supports);
    }
    if !source.url.is_empty() {
        line.push('\n');
        line.push_str(&source.url);
    }
    line
}

/// An example without the marks around what must be underlined, on one line.
fn unmarked(text: &str) -> String {
    text.replace(['«', '»'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Claims and rules one a line: id, severity, title.
pub(crate) fn list(claims: &[&Claim], rules: &[&Rule]) -> String {
    let claims = claims.iter().map(|claim| (claim.id.as_str(), claim.severity, claim.title.as_str()));
    let rows: Vec<_> = claims.chain(rules.iter().map(|rule| (rule.code, rule.severity, rule.title))).collect();
    let widest = rows.iter().map(|(id, ..)| id.len()).max().unwrap_or(0);
    let mut out = String::new();
    for (id, severity, title) in rows {
        let _ = writeln!(out, "{id:widest$}  {:7}  {}", severity.name(), clean::line(title));
    }
    out
}

/// Everything about one rule of a standard.
pub(crate) fn rule_page(rule: &Rule, colour: bool) -> String {
    let mut page = head(rule.code, &format!("{} · {}", rule.severity, rule.sets.join(", ")), rule.title, colour);
    entry(&mut page, "Why", rule.why);
    for (number, source) in rule.cited().enumerate() {
        let word = if number == 0 { "Source" } else { "" };
        entry(&mut page, word, &format!("[{}] {}", number + 1, cited(source, "")));
    }
    let lead = if rule.verdict == Verdict::Missing { "Add" } else { "Write" };
    entry(&mut page, lead, &format!("\"{}\"", rule.instead));
    for (number, text) in rule.flags.iter().enumerate() {
        entry(&mut page, if number == 0 { "Flags" } else { "" }, &format!("× {}", unmarked(text)));
    }
    for (number, (text, why)) in rule.passes.iter().enumerate() {
        entry(&mut page, if number == 0 { "Passes" } else { "" }, &format!("✓ {} ({why})", unmarked(text)));
    }
    let on = Choice::default().has(rule);
    let how =
        if on { "on; --select none switches it off".to_owned() } else { format!("--select {}", rule.sets.join(",")) };
    entry(&mut page, "Select", &how);
    page
}

/// What a code of the program's own means.
pub(crate) fn own_page(own: &OwnCode, colour: bool) -> String {
    let (bold, plain) = if colour { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let mut page = format!("{bold}{}{plain}\n\n", clean::line(own.code));
    entry(&mut page, "Means", own.means);
    entry(&mut page, "Do", own.help);
    page
}

/// The first lines of a page: the id with its grade, and the headline.
fn head(id: &str, grade: &str, title: &str, colour: bool) -> String {
    let (bold, plain) = if colour { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let gap = COLUMNS.saturating_sub(width_of(id) + width_of(grade)).max(2);
    format!("{bold}{}{plain}{}{grade}\n{}\n\n", clean::line(id), " ".repeat(gap), clean::line(title))
}
