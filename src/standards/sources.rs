//! The published standards that the rules speak for.

use crate::database::{Source, SourceKind};
use std::sync::LazyLock;

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    TABLE
        .iter()
        .map(|(id, publisher, title, published, url)| Source {
            id: (*id).to_owned(),
            title: (*title).to_owned(),
            publisher: (*publisher).to_owned(),
            url: (*url).to_owned(),
            kind: SourceKind::Guideline,
            published: (*published).to_owned(),
            seen: true,
        })
        .collect()
});

/// Id, publisher, title, date or year, address.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

const TABLE: &[Row] = &[
    (
        "ismp-abbreviations",
        "Institute for Safe Medication Practices",
        "List of Error-Prone Abbreviations, Symbols, and Dose Designations",
        "",
        "https://www.ismp.org/recommendations/error-prone-abbreviations-list",
    ),
    (
        "jc-do-not-use",
        "The Joint Commission",
        "Official \"Do Not Use\" List",
        "",
        "https://www.jointcommission.org/facts_about_do_not_use_list/",
    ),
    (
        "nhs-medication-line",
        "NHS Common User Interface",
        "Medication Line: Quick Implementation Guide",
        "2010",
        "https://pacharanero.github.io/nhs-cui/medications-management/medlineqig",
    ),
];

/// The standard with this id.
pub(super) fn source(id: &str) -> Option<&'static Source> {
    SOURCES.iter().find(|source| source.id == id)
}
