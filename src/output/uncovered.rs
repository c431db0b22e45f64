//! What `check --uncovered` lists behind the findings of an article: one line each.

use super::clean;
use super::place::Places;
use healthlint::document::Document;
use healthlint::uncovered::{Kind, Uncovered};
use std::fmt::Write;

/// `path:line:column: uncovered: …` and `path:line:column: silent[id]: reasons`.
pub(super) fn uncovered(document: &Document, places: &Places<'_>, all: &[Uncovered]) -> String {
    let mut out = String::new();
    let file = clean::line(&document.name);
    for one in all {
        let place = places.told(document.map.to_raw(one.span).range().start);
        let _ = match &one.kind {
            Kind::Article => writeln!(out, "{file}:{place}: uncovered: no claim is about what this article says"),
            Kind::Assertion(relation, subject, object) => {
                writeln!(out, "{file}:{place}: uncovered: {subject} | {relation} | {object}")
            }
            Kind::Silenced(claim, reasons) => writeln!(out, "{file}:{place}: silent[{claim}]: {reasons}"),
        };
    }
    out
}
