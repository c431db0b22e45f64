//! What a comment for the linter says, whatever kind of comment it stands in.

use crate::codes::Pattern;
use crate::document::Remark;
use crate::lexicon::nearest;

/// What every instruction begins with.
const NAME: &str = "healthlint";
/// The instructions.
const KINDS: &[(&str, Kind)] = &[
    ("healthlint-ignore", Kind::Block),
    ("healthlint-ignore-start", Kind::Start),
    ("healthlint-ignore-end", Kind::End),
    ("healthlint-ignore-file", Kind::File),
];

/// How far an instruction reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Over the next block, or the block it stands in.
    Block,
    /// From here on.
    Start,
    /// Up to here.
    End,
    /// Over the whole article.
    File,
}

/// An instruction, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Directive {
    pub(super) kind: Kind,
    /// The claims and areas it names.
    pub(super) names: Vec<String>,
    /// Why; empty if nothing was said.
    pub(super) reason: String,
    /// The last day on which it holds; empty if it holds for good.
    pub(super) until: String,
}

/// Why a comment is no instruction although it looks like one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The instruction is not known; with what may have been meant.
    Instruction(String, String),
    /// Behind "until" stands no date.
    Date(String),
}

/// Reads a comment; `None` if it only speaks of the linter.
pub(super) fn parse(remark: &Remark) -> Option<Result<Directive, Fault>> {
    let words = remark.words.trim();
    let (name, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let name = name.trim_end_matches(':').to_lowercase();
    let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == name) else {
        let next = rest.split_whitespace().next().unwrap_or("");
        let commanding = ["ignore", "disable", "off"].iter().any(|word| next.starts_with(word));
        let meant = name.starts_with("healthlint-") || name == NAME && commanding;
        let near = || nearest(&name, KINDS.iter().map(|(known, _)| *known)).first().map(|near| (*near).to_owned());
        let near = || near().unwrap_or_else(|| "healthlint-ignore".to_owned());
        return meant.then(|| Err(Fault::Instruction(name.clone(), near())));
    };
    Some(body(*kind, rest))
}

/// Claims, a date, a reason.
fn body(kind: Kind, rest: &str) -> Result<Directive, Fault> {
    let (named, reason) = split_reason(rest);
    let mut directive = Directive { kind, names: Vec::new(), reason: reason.to_owned(), until: String::new() };
    let mut words = named.split([',', ' ', '\t', '\n', '\r']).filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        if word.eq_ignore_ascii_case("until") {
            let date = words.next().unwrap_or("");
            if !is_date(date) {
                return Err(Fault::Date(date.to_owned()));
            }
            date.clone_into(&mut directive.until);
        } else {
            directive.names.push(word.trim_matches(['`', '"', '\'']).to_owned());
        }
    }
    Ok(directive)
}

/// What stands before the dashes and behind them; programs for writing make one long dash of two short ones.
fn split_reason(rest: &str) -> (&str, &str) {
    let at = ["--", "—", "–", " - "].iter().filter_map(|dash| rest.find(dash)).min();
    let Some((named, reason)) = at.and_then(|at| rest.split_at_checked(at)) else { return (rest, "") };
    (named, reason.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '—' | '–')))
}

/// Whether a word is a date such as 2027-01-31.
pub fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let number = |at: usize, digits: usize| {
        let part = parts.get(at).filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()));
        part.and_then(|part| part.parse::<u32>().ok())
    };
    let days = match (number(0, 4), number(1, 2)) {
        (Some(year), Some(2)) if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        (Some(_), Some(2)) => 28,
        (Some(_), Some(4 | 6 | 9 | 11)) => 30,
        (Some(_), Some(1..=12)) => 31,
        _ => 0,
    };
    parts.len() == 3 && number(2, 2).is_some_and(|day| (1..=days).contains(&day))
}

impl Directive {
    /// The comment in its common form, with what claims are called now.
    pub(super) fn written<'n>(&'n self, current: impl Fn(&'n str) -> &'n str) -> String {
        let instruction = KINDS.iter().find(|(_, kind)| *kind == self.kind).map_or(NAME, |(name, _)| name);
        let mut words = instruction.to_owned();
        if !self.names.is_empty() {
            words.push(' ');
            words.push_str(&self.names.iter().map(|name| current(name)).collect::<Vec<_>>().join(", "));
        }
        for (lead, rest) in [(" until ", &self.until), (" -- ", &self.reason)] {
            if !rest.is_empty() {
                words.push_str(lead);
                words.push_str(rest);
            }
        }
        words
    }

    /// Whether it names nothing in particular.
    pub(super) fn is_blanket(&self) -> bool {
        self.names.iter().all(|name| Pattern::is_blanket(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn read(words: &str) -> Option<Result<Directive, Fault>> {
        parse(&Remark { words: words.to_owned(), raw: Span::new(0, 0) })
    }

    #[test]
    fn claims_date_and_reason_are_told_apart() {
        let read =
            read("healthlint-ignore back-pain/bed-rest, herpes/* until 2027-01-31 -- quotes a leaflet -- of 1987");
        let directive = read.unwrap().unwrap();
        assert_eq!(directive.kind, Kind::Block);
        assert_eq!(directive.names, ["back-pain/bed-rest", "herpes/*"]);
        assert_eq!(directive.until, "2027-01-31");
        assert_eq!(directive.reason, "quotes a leaflet -- of 1987");
    }

    #[test]
    fn the_dash_of_a_word_processor_leads_to_the_reason_too() {
        for words in [
            "healthlint-ignore-file a/b — why",
            "healthlint-ignore-file: a/b – why",
            "Healthlint-ignore-file a/b - why",
        ] {
            let directive = read(words).unwrap().unwrap();
            assert_eq!((directive.kind, directive.reason.as_str()), (Kind::File, "why"), "{words}");
            assert_eq!(directive.names, ["a/b"]);
        }
    }

    #[test]
    fn what_is_missing_is_empty() {
        let bare = read("healthlint-ignore").unwrap().unwrap();
        assert!(bare.names.is_empty() && bare.reason.is_empty() && bare.is_blanket());
        assert!(read("healthlint-ignore * -- all of it").unwrap().unwrap().is_blanket());
    }

    #[test]
    fn misspelt_instructions_are_faults_and_prose_is_none() {
        let near = |words| match read(words) {
            Some(Err(Fault::Instruction(_, near))) => near,
            other => panic!("{words}: {other:?}"),
        };
        assert_eq!(near("healthlint-ignore-flie a/b -- x"), "healthlint-ignore-file");
        assert_eq!(near("healthlint-disable a/b"), "healthlint-ignore");
        assert_eq!(near("healthlint ignore a/b"), "healthlint-ignore");
        assert_eq!(read("healthlint found nothing here"), None);
        assert_eq!(read("healthlint-ignore a/b until soon -- x"), Some(Err(Fault::Date("soon".to_owned()))));
        assert_eq!(read("healthlint-ignore a/b until -- x"), Some(Err(Fault::Date(String::new()))));
    }

    #[test]
    fn days_that_there_are_not_are_no_dates() {
        assert!(is_date("2024-02-29") && is_date("2027-12-31"));
        for wrong in ["2027-02-29", "2027-13-01", "2027-1-1", "2027-04-31", "tomorrow", "", "2027-01-00", "1900-02-29"]
        {
            assert!(!is_date(wrong), "{wrong}");
        }
    }
}
