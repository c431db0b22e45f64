//! What the rules on doses share: whether a writing is only spoken of, and what its sentence says around it.

use super::amount::Amount;
use super::{Page, Sighting, sentence};
use crate::document::Document;
use crate::span::Span;
use std::cell::OnceCell;
use std::ops::Range;

/// Words of sentences that tell how a medicine is taken.
const TAKING: &[&str] = &[
    "dose",
    "doses",
    "dosage",
    "daily",
    "tablet",
    "tablets",
    "capsule",
    "capsules",
    "pill",
    "pills",
    "take",
    "takes",
    "taken",
    "taking",
    "inject",
    "injected",
    "injection",
    "insulin",
    "infusion",
    "medicine",
    "medication",
    "drug",
    "prescribed",
    "prescription",
    "syringe",
    "teaspoon",
    "overdose",
    "supplement",
    "supplements",
];

/// Words before a writing that is given as a bad example.
const REJECTING: &[&str] = &["not", "never", "avoid", "avoids", "than", "instead of", "e.g.", "such as", "writing"];

/// The words of the sentence around a place, in small letters.
pub(super) fn around(document: &Document, place: &Range<usize>) -> String {
    sentence(document, Span::new(place.start, place.end))
        .map_or_else(String::new, |s| s.of(&document.text).to_lowercase())
}

/// Whether the sentence around a place tells how a medicine is taken.
pub(super) fn tells_taking(document: &Document, place: &Range<usize>) -> bool {
    let sentence = around(document, place);
    let mut words = sentence.split(|c: char| !c.is_alphanumeric());
    words.any(|word| TAKING.contains(&word)) || sentence.contains("a day") || sentence.contains("per day")
}

/// So many bytes before a writing tell whether it is only spoken of.
const LEAD: usize = 64;

/// The end of a text, at most so many bytes of it.
fn tail(text: &str, length: usize) -> &str {
    let from = (text.len().saturating_sub(length)..text.len()).find(|at| text.is_char_boundary(*at));
    text.get(from.unwrap_or(0)..).unwrap_or("")
}

/// Whether a writing is only spoken of: it stands in quotation marks, or is given as what not to write.
pub(super) fn is_mentioned(text: &str, place: &Range<usize>) -> bool {
    let before = tail(text.get(..place.start).unwrap_or(""), LEAD);
    let behind = text.get(place.end..).unwrap_or("");
    let quoted =
        before.ends_with(['"', '“', '‘', '\'', '«']) && behind.starts_with(['"', '”', '’', '\'', '»', ',', '.']);
    let lead = before.trim_end().trim_end_matches(['"', '“', '‘', '\'', '«', '(']).trim_end().to_lowercase();
    let rejected = REJECTING
        .iter()
        .any(|word| lead.strip_suffix(word).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric())));
    // "no more than 1.0 mg" limits a dose.
    let limits = ["more than", "less than", "other than", "rather than .", "do not", "longer than", "fewer than"];
    quoted || rejected && !limits.iter().any(|limit| lead.ends_with(limit))
}

/// Whether the article says somewhere what an abbreviation stands for: "(QD)", "QD (once a day)", "QD means", "QD =".
pub(super) fn is_explained(text: &str, abbreviation: &str) -> bool {
    text.match_indices(abbreviation).any(|(at, _)| {
        let before = text.get(..at).unwrap_or("");
        let behind = text.get(at + abbreviation.len()..).unwrap_or("");
        let ahead = behind.trim_start_matches(['"', '”', '’', '\'']).trim_start();
        let closed = before.ends_with('(') && behind.starts_with([')', ',', ';', ' ']);
        let told =
            ["(", "=", ":", "means", "stands for", "is short for", "is an abbreviation", "– ", "— ", "refers to"];
        let whole_word = !before.ends_with(|c: char| c.is_alphanumeric()) && !behind.starts_with(char::is_alphanumeric);
        whole_word && (closed || told.iter().any(|word| ahead.starts_with(word)))
    })
}

impl Page<'_> {
    /// Every place of a dose where an abbreviation stands as a word of its own, neither spoken of nor explained.
    pub(super) fn abbreviated(
        &self,
        abbreviations: &[(&str, &str)],
        message: &str,
        is_dose: impl Fn(&str, &Range<usize>) -> bool,
    ) -> Vec<Sighting> {
        let mut seen = Vec::new();
        // Only sentences with an amount are asked, and most articles have few.
        if self.amounts.is_empty() {
            return seen;
        }
        let text = &self.document.text;
        for (written, meaning) in abbreviations {
            let explained = OnceCell::new();
            let is_explained = || *explained.get_or_init(|| is_explained(text, written));
            for (at, _) in text.match_indices(written) {
                let place = at..at + written.len();
                let inside = |c: char| c.is_alphanumeric() || c == '.';
                let whole = !text.get(..at).is_some_and(|before| before.ends_with(inside))
                    && !text.get(place.end..).is_some_and(|behind| behind.starts_with(char::is_alphanumeric));
                if whole && is_dose(written, &place) && !is_mentioned(text, &place) && !is_explained() {
                    seen.push(Sighting {
                        span: Span::new(place.start, place.end),
                        message: message.to_owned(),
                        instead: (*meaning).to_owned(),
                        replacement: None,
                        whole: false,
                    });
                }
            }
        }
        seen
    }

    /// The words of a place.
    pub(super) fn words(&self, place: &Range<usize>) -> &str {
        self.document.text.get(place.clone()).unwrap_or("")
    }

    /// The amounts before a place and those from it on; both lie in reading order by number and by unit.
    pub(super) fn amounts_around(&self, place: usize) -> (&[Amount], &[Amount]) {
        let first = self.amounts.partition_point(|a| a.number.start < place);
        self.amounts.split_at_checked(first).unwrap_or_default()
    }

    /// Whether a sentence that names an amount stands around a place.
    pub(super) fn is_beside_amount(&self, place: &Range<usize>) -> bool {
        let around = sentence(self.document, Span::new(place.start, place.end)).map(Span::range);
        around.is_some_and(|s| self.amounts_around(s.start).1.first().is_some_and(|a| a.unit.end <= s.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_example_is_only_spoken_of() {
        for text in ["Write 1 mg, not 1.0 mg.", "Never write \"1.0 mg\".", "Use 1 mg instead of 1.0 mg."] {
            let at = text.find("1.0 mg").unwrap();
            assert!(is_mentioned(text, &(at..at + 6)), "{text}");
        }
        for text in ["Take no more than 1.0 mg.", "Do not take 1.0 mg."] {
            let at = text.find("1.0 mg").unwrap();
            assert!(!is_mentioned(text, &(at..at + 6)), "{text}");
        }
    }

    #[test]
    fn an_abbreviation_is_explained_where_its_meaning_stands_beside_it() {
        assert!(is_explained("once daily (QD)", "QD"));
        assert!(is_explained("QD: once a day", "QD"));
        assert!(is_explained("\"QD\" means once a day", "QD"));
        assert!(!is_explained("Take 5 mg QD.", "QD"));
    }
}
