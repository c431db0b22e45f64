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
        "cdc-index",
        "Centers for Disease Control and Prevention",
        "CDC Clear Communication Index: User Guide",
        "2013",
        "https://www.cdc.gov/ccindex/tool/description-examples-partd.html",
    ),
    (
        "discern",
        "University of Oxford and The British Library",
        "The DISCERN Handbook: quality criteria for consumer health information on treatment choices",
        "1998",
        "http://www.discern.org.uk",
    ),
    (
        "ismp-abbreviations",
        "Institute for Safe Medication Practices",
        "List of Error-Prone Abbreviations, Symbols, and Dose Designations",
        "",
        "https://www.ismp.org/recommendations/error-prone-abbreviations-list",
    ),
    (
        "jama-benchmarks",
        "JAMA",
        "Assessing, Controlling, and Assuring the Quality of Medical Information on the Internet",
        "1997",
        "https://doi.org/10.1001/jama.277.15.1244",
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
    (
        "pif-risk",
        "Patient Information Forum",
        "Use absolute risk rather than relative risk",
        "",
        "https://www.pifonline.org.uk/toolkit/guidance/accuracy/communicate-risk-clearly/",
    ),
];

/// The standard with this id.
pub(super) fn source(id: &str) -> Option<&'static Source> {
    SOURCES.iter().find(|source| source.id == id)
}
