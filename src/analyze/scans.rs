//! The scans of an article's sentences, each made when it is first asked for: most never are.

use super::scan::Scan;
use crate::document::Document;
use crate::lexicon::Lexicon;
use std::cell::OnceCell;

/// One scan per sentence of the document.
#[derive(Debug)]
pub struct Scans<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    known: Vec<OnceCell<Box<Scan>>>,
}

impl<'a> Scans<'a> {
    /// Nothing is scanned yet.
    pub(super) fn new(document: &'a Document, lexicon: &'a Lexicon) -> Self {
        Self { document, lexicon, known: vec![OnceCell::new(); document.sentences.len()] }
    }

    /// The scan of a sentence.
    pub fn get(&self, sentence: usize) -> Option<&Scan> {
        let (known, sentence) = (self.known.get(sentence)?, self.document.sentences.get(sentence)?);
        let scan = || Box::new(Scan::new(sentence.text.of(&self.document.text), sentence.text.start, self.lexicon));
        Some(known.get_or_init(scan))
    }

    /// How many sentences there are.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// How many sentences have been scanned so far.
    pub fn made(&self) -> usize {
        self.known.iter().filter(|known| known.get().is_some()).count()
    }

    /// The scans of all sentences, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Scan> + Clone {
        self.range(0, self.len() as u32)
    }

    /// The scans of sentences `from..to`.
    pub fn range(&self, from: u32, to: u32) -> impl ExactSizeIterator<Item = &Scan> + Clone {
        let to = (to as usize).min(self.len());
        let nothing: &Scan = const { &Scan::NOTHING };
        (from as usize..to).map(move |sentence| self.get(sentence).unwrap_or(nothing))
    }
}
