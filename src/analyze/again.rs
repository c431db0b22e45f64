//! What sentences that come again could name: the notes, templates and warnings of a site stand in many of its articles, and
//! what their words could name is worked out once.

use crate::lexicon::Lexicon;
use std::hash::{DefaultHasher, Hasher};
use std::sync::{Arc, Weak};

/// Places for so many sentences.
const PLACES: usize = 1 << 11;

/// The sentences of earlier articles, each at the place that its hash tells.
#[derive(Debug, Default)]
pub(super) struct Again {
    /// The lexicon that the sentences were looked at with.
    identity: Weak<()>,
    places: Vec<Known>,
}

/// A sentence that came twice; of one that came once only the hash.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    hash: u64,
    text: String,
    /// Lists of what claims ask for.
    pub(super) lists: Vec<u32>,
    /// What the sentence could hold.
    pub(super) may: u32,
}

impl Again {
    /// Makes ready for an article; what was known by another lexicon is forgotten. Nothing is kept of the first article: most
    /// runs check one.
    pub(super) fn with(self, lexicon: &Lexicon) -> Self {
        let identity = Arc::downgrade(&lexicon.identity);
        if !self.identity.ptr_eq(&identity) {
            return Self { identity, places: Vec::new() };
        }
        let places = if self.places.is_empty() { vec![Known::default(); PLACES] } else { self.places };
        Self { identity, places }
    }

    /// The place of a sentence, and whether it came before: if so, it is worth learning unless it is known.
    pub(super) fn place(&mut self, text: &str) -> Option<(&mut Known, bool)> {
        if self.places.is_empty() {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        hasher.write(text.as_bytes());
        let hash = hasher.finish();
        let known = self.places.get_mut(hash as usize % PLACES)?;
        let came = known.hash == hash;
        if !came {
            known.hash = hash;
            known.text.clear();
        }
        Some((known, came))
    }
}

impl Known {
    /// Whether this is what is known of a sentence.
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text
    }

    /// Keeps what a sentence could name and hold.
    pub(super) fn learn(&mut self, text: &str, lists: &[u32], may: u32) {
        self.text.clear();
        self.text.push_str(text);
        self.lists.clear();
        self.lists.extend_from_slice(lists);
        self.may = may;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_known_once_it_came_twice_to_articles_behind_the_first() {
        let (lexicon, other) = (Lexicon::default(), Lexicon::default());
        let again = Again::default().with(&lexicon);
        assert!(again.places.is_empty(), "the first article");
        let mut again = again.with(&lexicon);
        assert_eq!(again.place("Rest.").map(|(known, came)| (known.is("Rest."), came)), Some((false, false)));
        let (known, came) = again.place("Rest.").unwrap_or_else(|| unreachable!());
        assert!(came && !known.is("Rest."));
        known.learn("Rest.", &[3, 5], 1);
        let mut again = again.with(&lexicon);
        let (known, came) = again.place("Rest.").unwrap_or_else(|| unreachable!());
        assert!(came && known.is("Rest.") && known.lists == [3, 5] && known.may == 1);
        assert!(again.with(&other).place("Rest.").is_none(), "another lexicon");
    }
}
