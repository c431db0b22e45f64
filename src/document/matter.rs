//! What a front matter of YAML or TOML tells readers: the title, and the words that search results show.
//!
//! No parser of these languages is asked: only plain keys at the start of a line are read, and every byte keeps its place.

use std::ops::Range;

/// The title's key.
pub(super) const TITLE: &str = "title";
/// Keys whose values readers see, in the order in which they see them.
pub(super) const FIELDS: [&str; 4] = [TITLE, "description", "summary", "excerpt"];

/// The fields of a front matter, each with the lines of its value, in the order of `FIELDS`.
pub(super) fn fields(source: &str, matter: Range<usize>, yaml: bool) -> Vec<(&'static str, Vec<Range<usize>>)> {
    let mut found: Vec<(&'static str, Vec<Range<usize>>)> = Vec::new();
    let mut lines = lines(source, matter).into_iter().peekable();
    while let Some(line) = lines.next() {
        let text = source.get(line.clone()).unwrap_or("");
        // What stands below a TOML table header is not the article's.
        if !yaml && text.starts_with('[') {
            break;
        }
        // A key with space before it belongs to another key.
        let Some((key, value)) = text.split_once(if yaml { ':' } else { '=' }) else { continue };
        let Some(field) = FIELDS.iter().find(|field| **field == key.trim_end()) else { continue };
        if found.iter().any(|(known, _)| known == field) {
            continue;
        }
        let from = line.end - value.trim_start().len();
        let value = value.trim();
        let mut places = Vec::new();
        if yaml && value.starts_with(['>', '|']) {
            while let Some(next) = lines.next_if(|next| is_inside(source.get(next.clone()).unwrap_or(""))) {
                let text = source.get(next.clone()).unwrap_or("");
                let start = next.end - text.trim_start().len();
                places.push(start..start + text.trim().len());
            }
        } else {
            places.push(unquoted(value, from));
        }
        places.retain(|place| !place.is_empty());
        found.push((*field, places));
    }
    found.sort_by_key(|(field, _)| FIELDS.iter().position(|known| known == field));
    found
}

/// The places of lines, without their ends.
fn lines(source: &str, matter: Range<usize>) -> Vec<Range<usize>> {
    let mut at = matter.start;
    let whole = source.get(matter).unwrap_or("").split_inclusive('\n');
    whole
        .map(|line| {
            let start = at;
            at += line.len();
            start..start + line.trim_end_matches(['\n', '\r']).len()
        })
        .collect()
}

/// Whether a line belongs to the value above it.
fn is_inside(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with([' ', '\t'])
}

/// A value without its quotes.
fn unquoted(value: &str, from: usize) -> Range<usize> {
    let escapes = value.contains("\\\"");
    let quoted = value
        .strip_prefix('"')
        .and_then(|rest| if escapes { rest.rsplit_once('"') } else { rest.split_once('"') })
        .or_else(|| value.strip_prefix('\'').and_then(|rest| rest.rsplit_once('\'')));
    match quoted {
        Some((inside, _)) => from + 1..from + 1 + inside.len(),
        None => from..from + value.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str, yaml: bool) -> Vec<(&'static str, String)> {
        let fields = fields(source, 0..source.len(), yaml);
        let words = |lines: Vec<Range<usize>>| {
            lines.into_iter().map(|line| source.get(line).unwrap()).collect::<Vec<_>>().join(" ")
        };
        fields.into_iter().map(|(field, lines)| (field, words(lines))).collect()
    }

    #[test]
    fn titles_and_descriptions_are_read_whatever_their_quotes() {
        let yaml = "description: \"Rest is best.\"\r\ntitle: Sore backs\r\nextra:\r\n  title: No\r\n";
        let told = vec![("title", "Sore backs".to_owned()), ("description", "Rest is best.".to_owned())];
        assert_eq!(read(yaml, true), told);
        assert_eq!(read("title = 'Sore backs'\ndescription=\"Rest is best.\"\n[x]\nsummary = 'No'\n", false), told);
    }

    #[test]
    fn a_folded_value_goes_on_below_its_key() {
        let yaml = "summary: >-\n  Rest is\n  best.\n\ndate: 2026-01-01\n";
        assert_eq!(read(yaml, true), [("summary", "Rest is best.".to_owned())]);
    }
}
