//! The « » of flag examples: every one has its other half, something is marked, and each is found in its file.

use super::raw::ClaimFile;
use crate::diagnostic::Diagnostic;
use crate::lexicon::load::SourceFile;
use crate::rules::RuleTable;
use crate::span::Span;
use std::ops::Range;

const HELP: &str =
    "help: put « before and » behind the words that must be underlined: \"Back pain is caused by «cancer».\"";

/// Every law about marks.
pub(super) fn check(file: &SourceFile, table: &ClaimFile, faults: &mut Vec<Diagnostic>) {
    let mut tell = |place: Range<usize>, message: &str, label: &str, help: &str| {
        faults.push(
            Diagnostic::error("claims/marks", &file.path, message)
                .at(Span::new(place.start, place.end), label)
                .note(help),
        );
    };
    let whole_articles = matches!(table.rule.as_ref(), RuleTable::Required(_));
    for flag in &table.flag {
        let place = flag.text.span();
        if let Some(lone) = lone(&file.text, &place) {
            tell(lone, "this mark has no other half", "a lone mark", HELP);
            continue;
        }
        let marked = places(&file.text, &place);
        if !whole_articles && marked.is_empty() {
            tell(place, "no words are marked", "which words are wrong here?", HELP);
        }
        let said =
            |place: &Range<usize>| file.text.get(place.clone()).is_some_and(|t| t.contains(char::is_alphanumeric));
        if let Some(empty) = marked.into_iter().find(|place| !said(place)) {
            let sign = '«'.len_utf8();
            tell(empty.start - sign..empty.end + sign, "nothing stands between the marks", "no words", HELP);
        }
    }
    for pass in &table.pass {
        let marked = places(&file.text, &pass.text.span());
        if let Some(first) = marked.first() {
            let help = "help: take the « » out; only [[flag]] examples mark words";
            tell(first.clone(), "nothing is underlined in a text that must pass", "marked", help);
        }
    }
}

/// The marks of a text, each with its byte in the file.
fn signs<'a>(text: &'a str, place: &Range<usize>) -> impl Iterator<Item = (usize, char)> + 'a {
    let start = place.start;
    let inside = text.get(place.clone()).unwrap_or_default();
    inside.char_indices().filter(|(_, c)| matches!(c, '«' | '»')).map(move |(at, c)| (start + at, c))
}

/// The places of the words between marks, in the file's own bytes.
pub(super) fn places(text: &str, place: &Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open = None;
    for (at, sign) in signs(text, place) {
        match sign {
            '«' => open = Some(at + sign.len_utf8()),
            _ => out.extend(open.take().map(|from| from..at)),
        }
    }
    out
}

/// The first mark without its other half.
fn lone(text: &str, place: &Range<usize>) -> Option<Range<usize>> {
    let mut open: Option<usize> = None;
    for (at, sign) in signs(text, place) {
        match (sign, open) {
            ('«', None) => open = Some(at),
            ('»', Some(_)) => open = None,
            _ => return Some(at..at + sign.len_utf8()),
        }
    }
    open.map(|at| at..at + '«'.len_utf8())
}
