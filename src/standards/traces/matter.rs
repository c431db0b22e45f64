//! What a page tells machines: front matter, `meta` elements, schema.org data.

use crate::document::Format;
use crate::document::Pattern;

/// Dates and names as they are written there.
#[derive(Debug, Default)]
pub(super) struct Matter {
    pub(super) dates: Vec<String>,
    pub(super) people: Vec<String>,
}

/// Keys of dates, in small letters without joints.
const DATES: &[&str] = &[
    "date",
    "lastmod",
    "updated",
    "lastupdated",
    "modified",
    "lastmodified",
    "datemodified",
    "reviewed",
    "lastreviewed",
    "medicallyreviewed",
    "reviewdate",
    "published",
    "publisheddate",
    "datepublished",
    "publishdate",
    "pubdate",
    "articlemodifiedtime",
    "articlepublishedtime",
    "datecreated",
    "dctermsmodified",
    "dcdate",
    "ogupdatedtime",
    "updatedat",
    "publishedat",
    "reviewedat",
    "lastreview",
];
/// Keys of those who wrote or looked over.
const PEOPLE: &[&str] = &[
    "author",
    "authors",
    "byline",
    "writer",
    "writtenby",
    "reviewedby",
    "reviewer",
    "reviewers",
    "medicallyreviewedby",
    "medicalreviewer",
    "editor",
    "creator",
    "dccreator",
];

static META: Pattern = Pattern::new(
    r#"(?i)<meta\s[^>]*(?:name|property|itemprop)\s*=\s*["'](?P<key>[^"']+)["'][^>]*content\s*=\s*["'](?P<value>[^"']+)["']"#,
);
static TIME: Pattern = Pattern::new(r#"(?i)<time\s[^>]*datetime\s*=\s*["'](?P<value>[^"']+)["']"#);
static DATA: Pattern =
    Pattern::new(r#""(?P<key>[A-Za-z]+)"\s*:\s*(?:\[\s*)?(?:\{[^{}]*?"name"\s*:\s*)?"(?P<value>[^"]+)""#);
static BYLINE: Pattern = Pattern::new(
    r#"(?is)<[a-z]+\s[^>]*(?:rel|class|itemprop)\s*=\s*["'][^"']*\b(?:author|byline|reviewer)\b[^"']*["'][^>]*>(?P<value>[^<>]{3,120})<"#,
);

impl Matter {
    /// What a file carries.
    pub(super) fn of(source: &str, format: Format) -> Self {
        let mut matter = Self::default();
        for line in front(source) {
            if let Some((key, value)) = line.split_once([':', '=']) {
                matter.add(key, value.trim().trim_matches(['"', '\'', ',', '[', ']']));
            }
        }
        if format == Format::Html || source.contains("application/ld+json") {
            for found in [&META, &DATA] {
                for (key, value) in found.pairs(source) {
                    matter.add(key, value);
                }
            }
            matter.dates.extend(TIME.groups(source, "value").into_iter().map(str::to_owned));
            matter.people.extend(BYLINE.groups(source, "value").into_iter().map(|name| name.trim().to_owned()));
        }
        matter
    }

    fn add(&mut self, key: &str, value: &str) {
        let key: String = key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if value.is_empty() {
            return;
        }
        if DATES.contains(&key.as_str()) {
            self.dates.push(value.to_owned());
        }
        if PEOPLE.contains(&key.as_str()) {
            self.people.push(value.to_owned());
        }
    }
}

/// The lines of the front matter, whatever its fences; lists below a key count as its value.
fn front(source: &str) -> Vec<String> {
    let source = source.trim_start_matches('\u{feff}');
    let mut lines = source.lines();
    let fence = match lines.next().map(str::trim_end) {
        Some("---") => "---",
        Some("+++") => "+++",
        Some("{") => "}",
        _ => return Vec::new(),
    };
    let mut out: Vec<String> = Vec::new();
    for line in lines.take_while(|line| line.trim_end() != fence) {
        match (line.trim_start().strip_prefix("- "), out.last_mut()) {
            (Some(item), Some(key)) if key.trim_end().ends_with(':') => key.push_str(item.trim_start_matches("name:")),
            _ => out.push(line.to_owned()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_and_data_for_machines_are_read() {
        let yaml = Matter::of(
            "---\ntitle: X\nlast_reviewed: 2024-05-03\nauthors:\n  - Ann Lee, MD\n---\nText",
            Format::Markdown,
        );
        assert_eq!((yaml.dates, yaml.people), (vec!["2024-05-03".to_owned()], vec!["Ann Lee, MD".to_owned()]));
        let html = "<script type=\"application/ld+json\">{\"lastReviewed\": \"2024-05-03\", \"reviewedBy\": {\"@type\": \"Person\", \"name\": \"Ann Lee\"}}</script>\
                    <meta property=\"article:modified_time\" content=\"2023-01-02\">";
        let html = Matter::of(html, Format::Html);
        assert!(html.dates.contains(&"2024-05-03".to_owned()) && html.dates.contains(&"2023-01-02".to_owned()));
        assert_eq!(html.people, ["Ann Lee"]);
    }
}
