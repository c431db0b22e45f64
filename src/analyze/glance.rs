//! What the sentences of an article could name, by their words alone: the cheap look before the thorough one.

use crate::document::Document;
use crate::lexicon::keys::Labels;
use crate::lexicon::token::{Mark, TokenKind, tokens};
use crate::lexicon::trie::WordId;
use crate::lexicon::{Lexicon, TermId};

/// Marks a sentence that ends in a question mark, beside the bits of `may`.
const QUESTION: u32 = 1 << 31;

/// What each sentence could name: everything that it does, and some more.
#[derive(Debug, Default)]
pub struct Glances {
    terms: Vec<TermId>,
    /// Where the terms of each sentence end.
    ends: Vec<u32>,
    /// What each sentence could hold.
    may: Vec<u32>,
}

impl Glances {
    /// Looks at every sentence.
    pub fn new(document: &Document, lexicon: &Lexicon) -> Self {
        let count = document.sentences.len();
        let mut glances = Self {
            terms: Vec::with_capacity(document.text.len() / 8),
            ends: Vec::with_capacity(count),
            may: Vec::with_capacity(count),
        };
        let (mut words, mut labels): (Vec<WordId>, Labels) = Default::default();
        for sentence in &document.sentences {
            let mut asks = false;
            words.clear();
            tokens(sentence.text.of(&document.text), &mut |token, folded| {
                if !matches!(token.kind, TokenKind::Mark(Mark::Quote | Mark::Close)) {
                    asks = token.kind == TokenKind::Mark(Mark::Question);
                }
                let word = if folded.is_empty() { 0 } else { lexicon.trie.word(folded) };
                if word != 0 {
                    words.push(word);
                }
            });
            labels.set(&words, lexicon);
            let mut holds = if asks { QUESTION } else { 0 };
            lexicon.keys.could_name(&labels, |term, own| {
                holds |= own;
                glances.terms.push(term);
            });
            glances.ends.push(glances.terms.len() as u32);
            glances.may.push(holds);
        }
        glances
    }

    /// How many sentences there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The terms that claims ask for and that a sentence could name; some more than once.
    pub fn terms(&self, sentence: u32) -> &[TermId] {
        let end = |n: u32| self.ends.get(n as usize).map_or(0, |end| *end as usize);
        self.terms.get(sentence.checked_sub(1).map_or(0, end)..end(sentence)).unwrap_or_default()
    }

    /// Whether a sentence could hold one of `wanted`, bits of `may`.
    pub fn could(&self, sentence: u32, wanted: u32) -> bool {
        self.may.get(sentence as usize).is_some_and(|may| may & wanted != 0)
    }

    /// Whether a sentence ends in a question mark, as `Scan::is_question` has it.
    pub fn is_question(&self, sentence: u32) -> bool {
        self.could(sentence, QUESTION)
    }
}
