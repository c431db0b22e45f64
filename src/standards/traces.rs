//! What a page says of itself: when it was written and looked over, by whom, from what, and who paid.
//!
//! Readers leave such lines out of an article's text, so the file itself is asked: its front matter, the data a page
//! carries for machines, and its lines.

mod date;
mod matter;

use crate::document::Pattern;
use crate::document::{Document, Format};
pub(super) use date::{Date, years_after};
use matter::Matter;
use std::collections::BTreeSet;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Traces {
    /// Every day or month on which the article was published, changed or looked over.
    pub(super) dates: Vec<Date>,
    /// Those who wrote it or looked it over, as named.
    pub(super) people: Vec<String>,
    /// Whether it names where it has its knowledge from.
    pub(super) sources: bool,
    /// Years in its references.
    pub(super) years: Vec<u32>,
    /// Whether it earns money by links or was paid for.
    pub(super) paid: bool,
    /// Whether it says who paid, or what the writers gain.
    pub(super) disclosed: bool,
}

/// Words before a date that tell what happened on it.
static DATED: Pattern = Pattern::new(
    r"(?i)\b(?:reviewed|updated|modified|revised|published|posted|checked|written|created|edited|review date|publication date|date)\b",
);
/// Words before a name.
static NAMED: Pattern = Pattern::new(
    r"^[\s*_>#-]*(?:(?:[Ww]ritten|[Ee]dited|[Rr]eviewed|[Mm]edically [Rr]eviewed|[Cc]linically [Rr]eviewed|[Ff]act[- ][Cc]hecked|[Mm]edical [Rr]eview) (?:[Bb]y):?|[Bb]y|BY|(?:[Aa]uthor|[Rr]eviewer|[Ee]ditor)s?:|[Mm]edical [Rr]eviewer:)[\s*_]+(?P<name>(?:Dr\.? |Prof\.? |Professor )?[A-ZÀ-Þ][\w.'’À-ɏ-]*[^\n]{0,120})",
);
/// A reference to a publication that can be looked up.
static IDENTIFIER: Pattern =
    Pattern::new(r"(?i)\b10\.[0-9]{4,9}/[^\s<>]+|\bPMID:? ?[0-9]{5,}|\bPMC[0-9]{5,}|\bISBN[ :-]|\bet al\b");
/// A link to another place; its host.
static LINK: Pattern = Pattern::new(r"https?://(?:www\.)?[A-Za-z0-9.-]+");
static YEAR: Pattern = Pattern::new(r"\b(?:19[5-9][0-9]|20[0-9]{2})\b");
static PAID: Pattern = Pattern::new(
    r#"(?i)rel="[^"]*sponsored|\bsponsored by\b|\bin partnership with\b|\bpaid partnership\b|\bpaid post\b|amzn\.to/|[?&]tag=[a-z0-9-]+-2[0-9]\b|\b(?:promo|discount|coupon) code\b|\b(?:buy|shop|order) now\b"#,
);
static DISCLOSED: Pattern = Pattern::new(
    r"(?i)\bdisclosures?\b|\bconflicts? of interest\b|\bcompeting interests?\b|\bwe (?:may )?(?:earn|receive|get) (?:an? )?(?:small )?(?:affiliate )?commissions?\b|\baffiliate links?\b|\bfunded by\b|\bfunding\b|\bno financial (?:interest|ties|relationship)",
);
static TAG: Pattern = Pattern::new(r"(?s)<[^<>]*>");

/// Headings of references.
const REFERENCES: &[&str] = &[
    "references",
    "reference",
    "sources",
    "our sources",
    "article sources",
    "bibliography",
    "citations",
    "works cited",
    "further reading",
    "literature",
    "notes and references",
    "sources and references",
    "selected references",
    "references and further reading",
    "endnotes",
    "footnotes",
];
/// Hosts that are no source of knowledge.
const SOCIAL: &[&str] = &[
    "facebook",
    "twitter",
    "instagram",
    "pinterest",
    "youtube",
    "linkedin",
    "tiktok",
    "schema.org",
    "w3.org",
    "x.com",
];
/// Links to so many other hosts stand for sources.
const HOSTS: usize = 2;
/// The longest line that is about the page and not part of it.
const SHORT: usize = 200;

impl Traces {
    /// Reads an article's file.
    pub(super) fn of(document: &Document) -> Self {
        let matter = Matter::of(&document.source, document.format);
        let mut traces = Self {
            dates: matter.dates.iter().filter_map(|text| Date::find(text)).collect(),
            people: matter.people,
            paid: PAID.is_match(&document.source),
            disclosed: DISCLOSED.is_match(&document.source),
            ..Self::default()
        };
        let visible;
        let text = if document.format == Format::Html {
            // A tag ends a line of its own: "<p>By Ann Lee</p><p>…".
            visible = TAG.replaced(&document.source, "\n");
            visible.as_str()
        } else {
            &document.source
        };
        traces.read_lines(text);
        traces.sources |= IDENTIFIER.is_match(text) || text.contains("\n[^1]:") || hosts(&document.source) >= HOSTS;
        traces
    }

    fn read_lines(&mut self, text: &str) {
        let mut referring = false;
        let mut dated = false;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let heading = line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            if REFERENCES.contains(&heading.as_str()) {
                referring = true;
                continue;
            }
            if referring {
                // A section of references ends at the next heading.
                referring = !line.starts_with('#');
                self.sources |= referring;
            }
            if referring || IDENTIFIER.is_match(line) {
                let years = YEAR.ranges(line).into_iter().filter_map(|place| line.get(place)?.parse::<u32>().ok());
                self.years.extend(years);
                continue;
            }
            if line.len() > SHORT {
                dated = false;
                continue;
            }
            let labelled = DATED.find(line).and_then(|label| line.get(label.start..));
            // The label may stand in a tag of its own, before the date.
            let date = labelled.map_or_else(|| if dated { Date::find(line) } else { Date::alone(line) }, Date::find);
            dated = labelled.is_some() && date.is_none();
            self.dates.extend(date);
            self.people.extend(NAMED.group(line, "name").map(|name| name.trim().to_owned()));
        }
    }
}

/// How many other hosts a page leads to.
fn hosts(source: &str) -> usize {
    let hosts: BTreeSet<&str> = LINK
        .ranges(source)
        .into_iter()
        .filter_map(|place| source.get(place)?.split_once("://").map(|(_, host)| host.trim_start_matches("www.")))
        .filter(|host| !SOCIAL.iter().any(|social| host.contains(social)))
        .collect();
    hosts.len()
}
