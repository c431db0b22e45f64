//! What a document asserts: mentions, clauses, frames, stance. Layer 2: knows the article and the language, no claims.

pub mod advice;
pub mod assertion;
pub mod chunk;
pub mod context;
pub mod frame;
mod open;
pub mod quantity;
mod reading;
pub mod scan;
pub mod stance;
mod table;

use crate::document::{Block, BlockKind, Document};
use crate::lexicon::{Lexicon, TermId, TermKind, WordClass};
pub use assertion::{Assertion, Mention};
use frame::Pattern;
use quantity::Quantity;
use scan::Scan;
use stance::Stance;
use std::cell::OnceCell;

/// Everything known of one document, worked out once.
#[derive(Debug)]
pub struct Analysis<'a> {
    /// The article.
    pub document: &'a Document,
    /// The language.
    pub lexicon: &'a Lexicon,
    /// One scan per sentence of the document.
    pub scans: Vec<Scan>,
    /// For each sentence what its label, heading, column or quotation says of it.
    pub frames_above: Vec<Stance>,
    /// What the sentences assert, in reading order.
    pub assertions: Vec<Assertion>,
    /// The sentences of the title or of the heading that stands for it.
    title: (u32, u32),
    /// How much the article speaks of each thing, counted when a rule first asks.
    weights: OnceCell<Vec<Weight>>,
    /// The quantities of each sentence, read when a rule first asks: most sentences are never asked.
    quantities: Vec<OnceCell<Vec<Quantity>>>,
}

/// How much an article speaks of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// Which.
    pub term: TermId,
    /// The sum of its mentions: 3 for the title, 2 for a heading, 1 elsewhere.
    pub score: u32,
    /// Whether a title or heading names it.
    pub in_head: bool,
}

/// The frames of a lexicon, compiled once per run.
#[derive(Debug, Clone, Default)]
pub struct Grammar {
    /// Ready patterns.
    pub patterns: Vec<Pattern>,
}

impl Grammar {
    /// Compiles the lexicon's frames; one that cannot be read is left out (the loader reports it).
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { patterns: frame::compile(lexicon).unwrap_or_default() }
    }
}

impl<'a> Analysis<'a> {
    /// Scans and reads a whole document.
    pub fn new(document: &'a Document, lexicon: &'a Lexicon, grammar: &Grammar) -> Self {
        let mut analysis = Self::scanned(document, lexicon);
        analysis.read(grammar, &|_| true);
        analysis
    }

    /// Reads what the sentences assert that are wanted.
    pub fn read(&mut self, grammar: &Grammar, wanted: &dyn Fn(u32) -> bool) {
        self.assertions = reading::assertions(self, grammar, wanted);
    }

    /// Scans a whole document; what it asserts is not read yet.
    pub fn scanned(document: &'a Document, lexicon: &'a Lexicon) -> Self {
        let scans: Vec<Scan> =
            document.sentences.iter().map(|s| Scan::new(s.text.of(&document.text), s.text.start, lexicon)).collect();
        let quantities = vec![OnceCell::new(); scans.len()];
        let is_head = |b: &&Block| matches!(b.kind, BlockKind::Title | BlockKind::Heading(_));
        let title = document.title().filter(is_head);
        let mut analysis = Self {
            document,
            lexicon,
            scans,
            frames_above: Vec::new(),
            assertions: Vec::new(),
            title: title.map_or((0, 0), |b| b.sentences),
            weights: OnceCell::new(),
            quantities,
        };
        analysis.frames_above = analysis.frames_above();
        analysis
    }

    /// The quantities of a sentence, by place.
    pub fn quantities(&self, sentence: u32) -> &[Quantity] {
        let at = sentence as usize;
        let (Some(cell), Some(scan), Some(cut)) =
            (self.quantities.get(at), self.scans.get(at), self.document.sentences.get(at))
        else {
            return &[];
        };
        cell.get_or_init(|| quantity::read(cut.text.of(&self.document.text), scan, &self.lexicon.units))
    }

    /// How much the article speaks of each thing that it names without doubt, by term.
    pub fn weights(&self) -> &[Weight] {
        self.weights.get_or_init(|| {
            let is_head = |b: &&Block| matches!(b.kind, BlockKind::Title | BlockKind::Heading(_));
            let title = self.document.title().filter(is_head).map(|b| b.text);
            let mut all: Vec<Weight> = Vec::new();
            for (sentence, scan) in (0u32..).zip(&self.scans) {
                let Some((_, block)) = self.block_of(sentence) else { continue };
                let score = match block.kind {
                    _ if Some(block.text) == title => 3,
                    BlockKind::Title => 3,
                    BlockKind::Heading(_) => 2,
                    _ => 1,
                };
                let mentions = scan.concepts().filter(|h| !h.weak);
                all.extend(mentions.map(|h| Weight { term: h.term, score, in_head: score > 1 }));
            }
            all.sort_unstable_by_key(|w| w.term);
            all.dedup_by(|next, first| {
                let same = next.term == first.term;
                if same {
                    first.score += next.score;
                    first.in_head |= next.in_head;
                }
                same
            });
            all
        })
    }

    /// The block of a sentence.
    pub fn block_of(&self, sentence: u32) -> Option<(u32, &'a Block)> {
        let block = self.document.sentences.get(sentence as usize)?.block;
        self.document.blocks.get(block as usize).map(|b| (block, b))
    }

    /// Whether a sentence stands in a title or heading.
    pub fn in_heading(&self, sentence: u32) -> bool {
        self.block_of(sentence).is_some_and(|(_, b)| matches!(b.kind, BlockKind::Title | BlockKind::Heading(_)))
    }

    /// The sentence after this one that may take it back: in the same block, or the first below a heading.
    pub fn next_scan(&self, sentence: u32) -> Option<&Scan> {
        let (number, block) = self.block_of(sentence)?;
        // What stands behind a quotation judges all of it.
        if sentence + 1 < block.sentences.1 && block.kind != BlockKind::Quote {
            return self.scans.get(sentence as usize + 1);
        }
        let next = self.document.blocks.get(number as usize + 1)?;
        let follows = match (block.kind, next.kind) {
            (BlockKind::Heading(_) | BlockKind::Title, kind) => !matches!(kind, BlockKind::Heading(_)),
            (BlockKind::Quote, BlockKind::Paragraph) => true,
            // A numbered statement with its paragraph below: only a blunt rejection counts, which the caller asks for.
            (BlockKind::Paragraph, BlockKind::Paragraph) => block.sentences.1 - block.sentences.0 == 1,
            _ => false,
        };
        follows.then(|| self.scans.get(next.sentences.0 as usize)).flatten()
    }

    /// The sentence before in the same block, or the block that leads in, or the heading above: nearest first.
    pub fn sentences_before(&self, sentence: u32) -> Vec<u32> {
        let mut out = Vec::new();
        let Some((_, block)) = self.block_of(sentence) else { return out };
        if sentence > block.sentences.0 {
            out.push(sentence - 1);
            // "These illnesses …" in between: what they are stands one sentence further up.
            let refers = |s: u32| {
                self.scans
                    .get(s as usize)
                    .is_some_and(|scan| scan.hits.iter().any(|h| matches!(h.word(), Some(WordClass::BackReference))))
            };
            if refers(sentence - 1) && sentence - 1 > block.sentences.0 {
                out.push(sentence - 2);
            }
        }
        let mut lead = block.lead_in.or(block.row_head);
        let mut steps = 0;
        while let Some(number) = lead
            && steps < 3
        {
            let Some(above) = self.document.blocks.get(number as usize) else { break };
            out.extend((above.sentences.0..above.sentences.1).rev().take(1));
            lead = above.lead_in;
            steps += 1;
        }
        if let Some(header) = block.header.and_then(|h| self.document.blocks.get(h as usize)) {
            out.extend(header.sentences.0..header.sentences.1);
        }
        if let Some(heading) = self.document.heading_of(block.section)
            && heading.text != block.text
        {
            out.extend(heading.sentences.0..heading.sentences.1);
        }
        out
    }

    /// The sentences that may lend this one what it is about: those before it and the article's title. Only a real title
    /// lends its topic: the first paragraph of a bare text is no title.
    pub fn context_of(&self, sentence: u32) -> Vec<u32> {
        let mut out = self.sentences_before(sentence);
        out.extend(self.title.0..self.title.1);
        out
    }

    /// The question that a sentence answers or acts upon: the nearest one of the two sentences before it in its block,
    /// or the question heading right above its block.
    pub fn question_before(&self, sentence: u32) -> Option<u32> {
        let (number, block) = self.block_of(sentence)?;
        let asks = |s: &u32| self.scans.get(*s as usize).is_some_and(Scan::is_question);
        let from = block.sentences.0.max(sentence.saturating_sub(2));
        if let Some(question) = (from..sentence).rev().find(asks) {
            return Some(question);
        }
        if sentence > block.sentences.0 + 1 {
            return None;
        }
        let above = number.checked_sub(1).and_then(|n| self.document.blocks.get(n as usize))?;
        let single = above.sentences.1 - above.sentences.0 == 1;
        let head = matches!(above.kind, BlockKind::Heading(_) | BlockKind::Title)
            || single && above.kind == BlockKind::Paragraph;
        let question = above.sentences.1.checked_sub(1)?;
        (head && asks(&question)).then_some(question)
    }

    /// The sentence that "it", "they" or "this virus" in this one refers back to: the one before in the same block, or
    /// the heading right above.
    pub fn referred(&self, sentence: u32) -> Option<u32> {
        let (_, block) = self.block_of(sentence)?;
        let scan = self.scans.get(sentence as usize)?;
        let refers = |h: &scan::Hit| matches!(h.word(), Some(WordClass::Pronoun | WordClass::BackReference));
        if sentence > block.sentences.0 {
            return scan.hits.iter().any(|h| refers(h) && h.start < 8).then(|| sentence - 1);
        }
        // "## Paracetamol", then "It is …": the heading lends its thing to a pronoun that opens its section.
        let (number, _) = self.block_of(sentence)?;
        let above = number.checked_sub(1).and_then(|n| self.document.blocks.get(n as usize))?;
        let heading = matches!(above.kind, BlockKind::Heading(_) | BlockKind::Title);
        let opens = scan.hits.iter().any(|h| refers(h) && h.start == 0);
        (heading && opens).then(|| above.sentences.1.checked_sub(1)).flatten()
    }

    /// Colours every sentence by the label, heading, column or quotation that governs it.
    fn frames_above(&self) -> Vec<Stance> {
        let document = self.document;
        let mut out = vec![Stance::Asserted; self.scans.len()];
        let mut sections: Vec<Stance> = vec![Stance::Asserted; document.sections.len()];
        let title_block = document.title().map(|b| b.text);
        let mut myth_title = false;
        let mut carried = Stance::Asserted;
        for (i, section) in document.sections.iter().enumerate() {
            let above = section.parent.and_then(|p| sections.get(p as usize)).copied().unwrap_or(Stance::Asserted);
            let own = section.heading.and_then(|h| document.blocks.get(h as usize)).and_then(|block| {
                let said = self.scans.get(block.sentences.0 as usize).and_then(context::heading);
                let label_alone = self
                    .scans
                    .get(block.sentences.0 as usize)
                    .is_some_and(|s| context::label(s).is_some_and(|(end, _)| end >= s.tokens.len()));
                if Some(block.text) == title_block && !label_alone {
                    myth_title |= said == Some(Stance::Refuted);
                    return None; // an article called "Ten myths" also states facts
                }
                said
            });
            if let Some(place) = sections.get_mut(i) {
                *place = own.unwrap_or(above);
            }
        }
        let mut last_section = u32::MAX;
        for block in &document.blocks {
            if block.section != last_section {
                carried = Stance::Asserted;
                last_section = block.section;
            }
            let mut here = sections.get(block.section as usize).copied().unwrap_or(Stance::Asserted);
            let is_heading = matches!(block.kind, BlockKind::Heading(_) | BlockKind::Title);
            let is_title = Some(block.text) == title_block;
            if is_heading {
                here = document
                    .sections
                    .get(block.section as usize)
                    .and_then(|s| s.parent)
                    .and_then(|p| sections.get(p as usize))
                    .copied()
                    .unwrap_or(Stance::Asserted);
            }
            if myth_title
                && !is_title
                && (is_heading || matches!(block.kind, BlockKind::ListItem(_) | BlockKind::Quote))
            {
                here = here.max(Stance::Refuted);
            }
            if let Some(header) = block.header.and_then(|h| document.blocks.get(h as usize))
                && let Some(said) = self.scans.get(header.sentences.0 as usize).and_then(context::heading)
            {
                here = said;
            }
            let lead = block.lead_in.and_then(|l| document.blocks.get(l as usize));
            if let Some(lead) = lead.and_then(|lead| self.scans.get(lead.sentences.1.checked_sub(1)? as usize)) {
                here = here.max(context::heading(lead).unwrap_or(here));
                if context::ends_in_condition(lead) {
                    here = here.max(Stance::Hypothetical);
                }
            }
            if block.kind == BlockKind::Quote {
                here = here.max(Stance::Attributed);
            }
            here = here.max(carried);
            for sentence in block.sentences.0..block.sentences.1 {
                let Some(scan) = self.scans.get(sentence as usize) else { continue };
                if let Some((end, stance)) = context::label(scan) {
                    here = stance;
                    // "Myth" alone on its line colours what follows until "Fact".
                    let alone = end >= scan.tokens.len();
                    carried = if alone && !is_heading { stance } else { Stance::Asserted };
                }
                if let Some(place) = out.get_mut(sentence as usize) {
                    *place = here;
                }
            }
        }
        out
    }

    /// Whether a sentence can tell a relation: one of its own, or one that others leave open.
    pub fn may_tell(&self, sentence: u32) -> bool {
        self.scans.get(sentence as usize).is_some_and(Self::may_assert) || reading::may_close(self, sentence)
    }

    /// The sentences that may leave a relation open for this one: its lead-in, heading, header, row and the question
    /// before it.
    pub fn leads(&self, sentence: u32) -> Vec<u32> {
        let Some((_, block)) = self.block_of(sentence) else { return Vec::new() };
        let block_at = |number: Option<u32>| number.and_then(|n| self.document.blocks.get(n as usize));
        let first = [block_at(block.header), block_at(block.row_head)];
        let last = [block_at(block.lead_in), self.document.heading_of(block.section)];
        let mut out: Vec<u32> = first.into_iter().flatten().map(|b| b.sentences.0).collect();
        out.extend(last.into_iter().flatten().filter_map(|b| b.sentences.1.checked_sub(1)));
        out.extend(sentence.checked_sub(1));
        out
    }

    /// Whether a sentence can hold a relation at all: a relation word and a known thing.
    pub fn may_assert(scan: &Scan) -> bool {
        let mut relation = false;
        let mut thing = false;
        for hit in &scan.hits {
            // "X is one of the most common Y" has no relation word, only a degree.
            relation |= matches!(hit.kind, TermKind::Relation | TermKind::Degree) || hit.word() == Some(WordClass::Of);
            thing |= hit.kind == TermKind::Concept;
        }
        relation && thing
    }
}
