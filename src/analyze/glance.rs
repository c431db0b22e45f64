//! What the sentences of an article could name, by their words alone: the cheap look before the thorough one.

use super::again::Again;
use crate::document::Document;
use crate::lexicon::keys::{ASKED, Room, may, whole};
use crate::lexicon::token::{Mark, TokenKind, tokens};
use crate::lexicon::trie::WordId;
use crate::lexicon::{Lexicon, TermId};
use crate::stored::piece;
use std::cell::Cell;

/// Marks a sentence that ends in a question mark, beside the bits of `may`.
const QUESTION: u32 = 1 << 31;

thread_local! {
    /// Room for one sentence.
    static ROOM: Cell<Room> = Cell::default();
    /// What is known of the sentences of earlier articles.
    static AGAIN: Cell<Again> = Cell::default();
}

/// What each sentence could name: everything that it does, and some more.
#[derive(Debug, Default)]
pub struct Glances {
    /// Lists of what claims ask for.
    lists: Vec<u32>,
    /// Where the lists of each sentence end.
    ends: Vec<u32>,
    /// What each sentence could hold.
    may: Vec<u32>,
}

impl Glances {
    /// Looks at every sentence.
    pub fn new(document: &Document, lexicon: &Lexicon) -> Self {
        let count = document.sentences.len();
        let mut glances = Self {
            lists: Vec::with_capacity(document.text.len() / 8),
            ends: Vec::with_capacity(count),
            may: Vec::with_capacity(count),
        };
        let (mut words, mut parts): (Vec<WordId>, Vec<TermId>) = Default::default();
        let mut room = ROOM.take();
        let mut again = AGAIN.take().with(lexicon);
        for sentence in &document.sentences {
            let text = sentence.text.of(&document.text);
            let mut place = again.place(text);
            if let Some((known, _)) = place.as_ref().filter(|(known, _)| known.is(text)) {
                glances.lists.extend_from_slice(&known.lists);
                glances.close(known.may);
                continue;
            }
            let from = glances.lists.len();
            let (mut asks, mut holds) = (false, 0);
            words.clear();
            parts.clear();
            tokens(text, &mut |token, folded| {
                if !matches!(token.kind, TokenKind::Mark(Mark::Quote | Mark::Close)) {
                    asks = token.kind == TokenKind::Mark(Mark::Question);
                }
                if token.kind == TokenKind::Number {
                    holds |= may::FIGURE;
                }
                words.push(if folded.is_empty() { 0 } else { lexicon.trie.word(folded) });
            });
            if asks {
                holds |= QUESTION;
            }
            lexicon.keys.could_name(&words, &mut room, |named, own| {
                holds |= own;
                if own & may::PART != 0 {
                    parts.push(named);
                } else if own & ASKED != 0 {
                    glances.lists.push(named);
                }
            });
            if !parts.is_empty() {
                for (list, own) in whole(&mut parts, lexicon) {
                    holds |= own;
                    glances.lists.extend((own & ASKED != 0).then_some(list));
                }
            }
            if let Some((known, _)) = place.as_mut().filter(|(_, came)| *came) {
                known.learn(text, glances.lists.get(from..).unwrap_or_default(), holds);
            }
            glances.close(holds);
        }
        ROOM.set(room);
        AGAIN.set(again);
        glances
    }

    /// Ends a sentence that could hold this.
    fn close(&mut self, may: u32) {
        self.ends.push(self.lists.len() as u32);
        self.may.push(may);
    }

    /// How many sentences there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// What claims ask for of the terms that a sentence could name and all above them: numbers of lists, each at
    /// least as often as it is named.
    pub fn lists(&self, sentence: u32) -> &[u32] {
        piece(&self.lists, &self.ends, sentence)
    }

    /// What a sentence could hold, as bits of `may`.
    pub fn may(&self, sentence: u32) -> u32 {
        self.may.get(sentence as usize).copied().unwrap_or(0)
    }

    /// Whether a sentence could hold one of `wanted`, bits of `may`.
    pub fn could(&self, sentence: u32, wanted: u32) -> bool {
        self.may(sentence) & wanted != 0
    }

    /// Whether a sentence ends in a question mark, as `Scan::is_question` has it.
    pub fn is_question(&self, sentence: u32) -> bool {
        self.could(sentence, QUESTION)
    }
}
